import { expect } from "chai";
import type { Kind, Properties } from "../support/host";
import { failureOf } from "../support/hostFailure";
import { useHost } from "../support/hostFixture";
import { KINDS } from "../support/kinds";

const CLIENT_ID = `mdb_sa_id_${"c".repeat(24)}`;
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

describe("any resource in the provider host", () => {
    const fixture = useHost({ isProcess: true, isPlain: true });
    const lines = () => fixture().host.takeLines();

    /** Good inputs of each kind. */
    function inputsOf(kind: Kind): Properties {
        const { orgId, ownerId } = fixture();
        return {
            Organization: {
                name: "payments",
                orgOwnerId: ownerId,
                apiKey: { description: "pulumi", roles: ["ORG_OWNER"] },
            },
            OrgApiKey: { orgId, description: "CI", roles: ["ORG_MEMBER"] },
            OrgApiKeyAccessList: {
                orgId,
                apiKeyId: "a".repeat(24),
                entries: ["192.0.2.1"],
            },
            OrgApiKeyAccessListEntry: { orgId, apiKeyId: "a".repeat(24), ipAddress: "192.0.2.1" },
            OrgServiceAccount: {
                orgId,
                name: "CI",
                description: "CI runner",
                roles: ["ORG_MEMBER"],
                secretExpiresAfterHours: 720,
            },
            OrgServiceAccountSecret: { orgId, clientId: CLIENT_ID, secretExpiresAfterHours: 720 },
            OrgServiceAccountAccessList: { orgId, clientId: CLIENT_ID, entries: ["192.0.2.1"] },
            OrgServiceAccountAccessListEntry: { orgId, clientId: CLIENT_ID, ipAddress: "192.0.2.1" },
            LinkToken: { orgId },
            MigrationLink: { orgId, linkToken: "a token" },
        }[kind];
    }

    for (const kind of KINDS) {
        describe(kind, () => {
            const resource = () => fixture().resource(kind);

            it("passes good inputs on, and drops what is null", async () => {
                const inputs = inputsOf(kind);

                expect(await resource().check({ ...inputs, onConflict: null })).to.deep.equal({
                    inputs,
                    failures: [],
                });
            });

            it("accepts every input as not known yet", async () => {
                const inputs = Object.fromEntries(Object.keys(inputsOf(kind)).map((name) => [name, UNKNOWN]));

                expect(await resource().check(inputs)).to.deep.equal({ inputs, failures: [] });
            });

            it("refuses inputs that it does not have, and those that are missing", async () => {
                const { failures } = await resource().check({ nmae: "a slip of the pen" });

                expect(failures[0]).to.match(/^nmae: there is no such input; there are .+\.$/);
                expect(failures.length).to.be.greaterThan(1);
            });

            it("says nothing of a change in state that nobody has changed", async () => {
                const inputs = inputsOf(kind);
                const made = { linkToken: "a token", status: "SYNCED", clientSecret: "a secret" };
                const outs = { ...inputs, ...made, schemaVersion: 1 };

                expect(await resource().diff("id", outs, { ...inputs, onConflict: null })).to.deep.include({
                    changes: false,
                    replaces: [],
                });
            });

            it("prints one short line beside an error that Pulumi shows anyway, and no stack", async () => {
                fixture().atlas.faults.add({ status: 500 });
                const id = `${"a".repeat(24)}-${"b".repeat(24)}-192.0.2.1`;

                const idOfKind = kind === "OrgApiKey" ? id.slice(0, 49) : id;
                await failureOf(resource().read(idOfKind, {}));

                expect(await lines()).to.deep.equal([`${kind} ${idOfKind}: get failed`]);
            });
        });
    }

    it("checks a new organization for what only a new one must have", async () => {
        const organizations = fixture().resource("Organization");
        const credentials = { publicKey: "abcdefgh", privateKey: "11111111-2222-3333-4444-555555555555" };
        const inputs = {
            ...inputsOf("Organization"),
            credentials,
            settings: { apiAccessListRequired: true },
        };

        const { failures } = await organizations.check(inputs);
        expect(failures).to.have.lengthOf(2);
        expect(failures[0]).to.match(/^credentials: belong to an organization that exists/);
        expect(failures[1]).to.match(
            /^settings: apiAccessListRequired would lock the new organization's credential out/,
        );

        expect((await organizations.check(inputs, inputsOf("Organization"))).failures).to.be.empty;
    });

    it("prints nothing beside an error of a creation", async () => {
        fixture().atlas.faults.add({ status: 403 });

        await failureOf(fixture().resource("OrgApiKey").create(inputsOf("OrgApiKey")));

        expect(await lines()).to.be.empty;
    });

    it("fails on a state that it cannot make sense of with a sentence, not with a stack", async () => {
        const entries = fixture().resource("OrgApiKeyAccessListEntry");

        const message = await failureOf(
            entries.diff("id", { ipAddress: "nonsense" }, inputsOf("OrgApiKeyAccessListEntry")),
        );

        expect(message).to.match(/^OrgApiKeyAccessListEntry \S+: "nonsense" is neither an IP address/);
        expect(await lines()).to.deep.equal(["OrgApiKeyAccessListEntry id: diff failed"]);
    });
});
