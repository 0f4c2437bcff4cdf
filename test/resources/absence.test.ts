import { expect } from "chai";
import type { FaultSpec } from "pulumi-atlas-org/testkit";
import { EmulatedAtlas } from "pulumi-atlas-org/testkit";
import type { Recorded } from "#provider/runtime/operationErrors";
import { OperationError } from "#provider/runtime/operationErrors";
import type { OperationsOfRun } from "../support/operationsOfRun";
import { inRun } from "../support/operationsOfRun";
import { HastyClock } from "../support/hastyClock";
import type { Properties } from "../support/host";
import type { Kind } from "../support/kinds";

/** What came of an operation: what state holds then, if it holds anything, and what was told. */
interface Outcome {
    readonly outputs: Properties | "gone" | "unchanged";
    readonly said: string;
}

const ADDRESSES = ["192.0.2.1", "192.0.2.2", "203.0.113.0/24"];

describe("what an answer lacks", () => {
    const clock = new HastyClock();
    let atlas: EmulatedAtlas;
    let orgId: string;

    beforeEach(async () => {
        atlas = await EmulatedAtlas.start({ clock });
        ({ orgId } = atlas.payingOrganization);
    });
    afterEach(() => atlas.close());

    function run<T>(work: (run: OperationsOfRun) => Promise<T>): Promise<T> {
        const { publicKey, privateKey } = atlas.payingOrganization;
        return inRun({ atlas, clock, credential: { publicKey, privateKey }, maxRetryMs: 0 }, work);
    }

    function create(kind: Kind, inputs: Properties): Promise<Recorded> {
        return run((each) => each.of(kind).create(inputs));
    }

    /** Reads what state holds, in a run of its own. */
    function read(kind: Kind, { id, outputs }: Recorded): Promise<Outcome> {
        return run(async (each) => {
            try {
                const recorded = await each.of(kind).read(id, outputs);
                return { outputs: recorded?.outputs ?? "gone", said: each.lines.join("\n") };
            } catch (error) {
                return { outputs: "unchanged", said: [...each.lines, String(error)].join("\n") };
            }
        });
    }

    /** Every answer to a GET of this path from now on. */
    function answer(path: FaultSpec["path"], body: unknown): void {
        atlas.faults.add({ method: "GET", path: path!, status: 200, body, times: 100 });
    }

    describe("of a service account", () => {
        const ACCOUNT = /\/serviceAccounts\/[^/]+$/;
        const inputs = {
            name: "builder",
            description: "runs the builds",
            roles: ["ORG_MEMBER"],
            secretExpiresAfterHours: 100,
        };

        function shownAs(clientId: string, change: object): object {
            const { secrets, createdAt } = atlas.serviceAccount(clientId);
            const masked = secrets.map(({ secret: _, ...others }) => others);
            return { clientId, createdAt, ...inputs, secrets: masked, ...change };
        }

        const lacking: Readonly<Record<string, object>> = {
            "no secrets": { secrets: undefined },
            "null for secrets": { secrets: null },
            "an object for secrets": { secrets: {} },
            "a secret without an id": { secrets: [{ expiresAt: "2026-12-01T00:00:00Z" }] },
        };
        for (const [what, change] of Object.entries(lacking)) {
            it(`is an error that names the field, and no secret is dropped: ${what}`, async () => {
                const account = await create("OrgServiceAccount", { orgId, ...inputs });
                const clientId = String(account.outputs["clientId"]);
                const secret = await create("OrgServiceAccountSecret", {
                    ...{ orgId, clientId, secretExpiresAfterHours: 100 },
                });
                answer(ACCOUNT, shownAs(clientId, change));

                for (const [kind, recorded] of [
                    ["OrgServiceAccount", account],
                    ["OrgServiceAccountSecret", secret],
                ] as const) {
                    const { outputs, said } = await read(kind, recorded);

                    expect(outputs, `state of the ${kind}`).to.equal("unchanged");
                    expect(said).to.match(/without a usable "secrets/);
                }
            });
        }

        it("is an error where the answer is about another account", async () => {
            const account = await create("OrgServiceAccount", { orgId, ...inputs });
            const other = atlas.addServiceAccount({ orgId });
            answer(ACCOUNT, shownAs(other.clientId, {}));

            const { outputs, said } = await read("OrgServiceAccount", account);

            expect(outputs, "state").to.equal("unchanged");
            expect(said).to.include('something else than was asked for (its "clientId")');
        });

        it("leaves state as it is, where it only informs", async () => {
            const account = await create("OrgServiceAccount", { orgId, ...inputs });
            const nothing = { name: null, description: null, roles: null, createdAt: 7 };
            answer(ACCOUNT, shownAs(String(account.outputs["clientId"]), nothing));

            expect((await read("OrgServiceAccount", account)).outputs).to.deep.equal(account.outputs);
        });
    });

    describe("of an API key", () => {
        const KEY = /\/apiKeys\/[^/]+$/;
        const inputs = { description: "runs the builds", roles: ["ORG_MEMBER"] };

        it("leaves state as it is, where it only informs", async () => {
            const key = await create("OrgApiKey", { orgId, ...inputs });
            const { apiKeyId, publicKey } = key.outputs;
            const roles = [{ orgId, roleName: "ORG_MEMBER" }];

            for (const desc of [undefined, null, 7]) {
                atlas.faults.clear();
                answer(KEY, { id: apiKeyId, publicKey, desc, roles });
                expect((await read("OrgApiKey", key)).outputs, String(desc)).to.deep.equal(key.outputs);
            }
        });

        it("is an error where the answer is about another key", async () => {
            const key = await create("OrgApiKey", { orgId, ...inputs });
            const { id, publicKey } = atlas.addApiKey({ orgId });
            answer(KEY, { id, publicKey, desc: "another", roles: [{ orgId, roleName: "ORG_OWNER" }] });

            const { outputs, said } = await read("OrgApiKey", key);

            expect(outputs, "state").to.equal("unchanged");
            expect(said).to.include('something else than was asked for (its "id")');
        });

        it("is recorded by its id where the answer to its creation does not hold the whole key", async () => {
            atlas.faults.add({
                ...{ method: "POST", path: "/orgs/{orgId}/apiKeys", status: 200 },
                body: { id: "a".repeat(24), publicKey: "abcdefgh", privateKey: null },
            });

            const error = await create("OrgApiKey", { orgId, ...inputs }).catch((reason: unknown) => reason);

            expect(error).to.be.instanceOf(OperationError);
            expect((error as OperationError).recorded, "what is recorded").to.deep.include({
                id: `${orgId}-${"a".repeat(24)}`,
            });
            expect((error as OperationError).message).to.include("pulumi up --replace");
        });
    });

    describe("of an organization", () => {
        it("is an error where the answer is about another organization", async () => {
            const inputs = { name: "Paying organization", existingOrgId: orgId };
            const taken = await create("Organization", inputs);
            answer("/orgs/{orgId}", { id: "f".repeat(24), name: "another" });

            const { outputs, said } = await read("Organization", taken);

            expect(outputs, "state").to.equal("unchanged");
            expect(said).to.include('something else than was asked for (its "id")');
        });

        it("leaves a setting in state as it is, where the answer does not show it", async () => {
            const settings = { multiFactorAuthRequired: true, maxServiceAccountSecretValidityInHours: 100 };
            const inputs = { name: "Paying organization", existingOrgId: orgId, settings };
            const taken = await create("Organization", inputs);
            answer("/orgs/{orgId}/settings", { apiAccessListRequired: false });

            expect((await read("Organization", taken)).outputs).to.deep.equal(taken.outputs);
        });
    });

    const OWNERS = {
        "an API key": {
            kinds: ["OrgApiKeyAccessList", "OrgApiKeyAccessListEntry"],
            make: () => ({ apiKeyId: atlas.addApiKey({ orgId }).id }),
        },
        "a service account": {
            kinds: ["OrgServiceAccountAccessList", "OrgServiceAccountAccessListEntry"],
            make: () => ({ clientId: atlas.addServiceAccount({ orgId }).clientId }),
        },
    } as const;
    for (const [name, { kinds, make }] of Object.entries(OWNERS)) {
        const [listKind, entryKind] = kinds;

        describe(`of the access list of ${name}`, () => {
            const LIST = /\/accessList$/;
            const entriesAt = (addresses: readonly string[]) =>
                addresses.map((cidrBlock) => ({ cidrBlock, created: "2026-01-01T00:00:00Z" }));

            for (const shown of [[], ADDRESSES.slice(0, 2)]) {
                it(`empties no list in state, where ${shown.length} of 3 members are shown`, async () => {
                    const list = await create(listKind, { orgId, ...make(), entries: ADDRESSES });
                    answer(LIST, { results: entriesAt(shown), totalCount: 3 });

                    const { outputs, said } = await read(listKind, list);

                    expect((outputs as Properties)["entries"], "entries").to.deep.equal(ADDRESSES);
                    expect(said).to.include(`has ${shown.length} of 3 members`);
                });
            }

            it("takes no entry out of state, where only others are shown", async () => {
                const entry = await create(entryKind, { orgId, ...make(), ipAddress: "192.0.2.1" });
                answer(LIST, { results: entriesAt(["192.0.2.2"]), totalCount: 2 });

                const { outputs, said } = await read(entryKind, entry);

                expect(outputs, "state").to.deep.equal(entry.outputs);
                expect(said).to.include("has 1 of 2 members");
            });

            it("is no proof that an entry is gone", async () => {
                const entry = await create(entryKind, { orgId, ...make(), ipAddress: "192.0.2.1" });
                atlas.faults.add({ method: "DELETE", status: 404, errorCode: "RESOURCE_NOT_FOUND" });
                answer(LIST, { results: [], totalCount: 1 });

                const error = await run((each) => each.of(entryKind).delete(entry.id, entry.outputs)).catch(
                    (reason: unknown) => reason,
                );

                expect(String(error), "the error").to.include("has 0 of 1 members");
            });

            it("is no proof that a post of unknown outcome has made nothing", async () => {
                atlas.faults.add({ method: "POST", path: LIST, connection: "lost-after" });
                answer(LIST, { results: entriesAt(ADDRESSES.slice(0, 1)), totalCount: 3 });

                const error = await create(listKind, { orgId, ...make(), entries: ADDRESSES }).catch(
                    (reason: unknown) => reason,
                );

                const { recorded } = error as OperationError;
                const unconfirmed = (recorded?.outputs["unconfirmed"] ?? []) as { address: string }[];
                expect(unconfirmed.map(({ address }) => address)).to.deep.equal(ADDRESSES);
            });

            it("goes on where pages are smaller than they were asked for", async () => {
                const addresses = Array.from({ length: 250 }, (_, place) => `10.0.0.${place}`);
                const list = await create(listKind, { orgId, ...make(), entries: addresses.slice(0, 200) });
                const page = (from: number, links: object[]): FaultSpec => ({
                    ...{ method: "GET", path: LIST, status: 200 },
                    body: {
                        results: entriesAt(addresses.slice(from, from + 100)),
                        links: [{ rel: "self", href: "https://elsewhere.example/" }, ...links],
                        totalCount: addresses.length,
                    },
                });
                const next = [{ rel: "next", href: "https://elsewhere.example/" }];
                [page(0, next), page(100, next), page(200, [])].forEach((fault) => atlas.faults.add(fault));

                const { outputs } = await read(listKind, list);

                expect((outputs as Properties)["entries"], "entries").to.deep.equal(addresses);
            });
        });
    }

    it("is an error where one entry is asked for, and another one is shown", async () => {
        const { id: apiKeyId } = atlas.addApiKey({ orgId });
        const LIST = "/orgs/{orgId}/apiKeys/{apiUserId}/accessList";
        atlas.faults.add({ method: "POST", path: LIST, connection: "lost-before" });
        answer(`${LIST}/{ipAddress}`, { cidrBlock: "192.0.2.2/32", ipAddress: "192.0.2.2" });

        const error = await create("OrgApiKeyAccessListEntry", {
            ...{ orgId, apiKeyId, ipAddress: "192.0.2.1" },
        }).catch((reason: unknown) => reason);

        expect(error).to.be.instanceOf(OperationError);
        expect((error as OperationError).recorded?.outputs, "what is recorded").to.have.property(
            "unconfirmed",
        );
    });

    it("is an error where the status of a migration link is none", async () => {
        const id = "e".repeat(24);
        const state = { orgId: id, linkToken: "token", status: "SYNCED", schemaVersion: 1 };
        for (const status of [undefined, null, "SYNCING", true]) {
            atlas.faults.clear();
            answer(/migrationLink\/status$/, { status });

            const { outputs, said } = await read("MigrationLink", { id, outputs: state });

            expect(outputs, `state after ${String(status)}`).to.equal("unchanged");
            expect(said).to.include('without a usable "status"');
        }
    });

    it("is no proof that the list of the caller has no entry, before the first one is added", async () => {
        const { apiKeyId } = atlas.payingOrganization;
        answer(/\/accessList$/, { results: [], totalCount: 2 });

        const error = await create("OrgApiKeyAccessListEntry", {
            ...{ orgId, apiKeyId, ipAddress: "192.0.2.1" },
        }).catch((reason: unknown) => reason);

        expect(String(error), "the error").to.include("has 0 of 2 members");
        expect(atlas.apiKey(apiKeyId).accessList.size).to.equal(0);
    });
});
