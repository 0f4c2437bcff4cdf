import { expect } from "chai";
import { EmulatedAtlas } from "pulumi-atlas-org/testkit";
import type { FaultSpec, WrongServer } from "pulumi-atlas-org/testkit";
import { AtlasClient } from "#provider/atlas/client";
import { toResourceProvider } from "#provider/runtime/dynamicAdapter";
import type { Lifecycle } from "#provider/runtime/lifecycle";
import { createProviderInstance } from "#provider/runtime/createProviderInstance";
import { linkTokenLifecycle } from "#provider/resources/link/linkToken";
import { organizationLifecycle } from "#provider/resources/organization/organization";
import { orgApiKeyLifecycle } from "#provider/resources/orgApiKey";
import { orgApiKeyAccessListLifecycle } from "#provider/resources/accessList/listKinds";
import { orgApiKeyAccessListEntryLifecycle } from "#provider/resources/accessList/entryKinds";

/** A resource that Atlas holds, and how the world makes it go. */
interface Held {
    readonly lifecycle: unknown;
    readonly id: string;
    readonly state: Record<string, unknown>;
    /** The paths of the calls by which it is read and deleted. */
    readonly readPath: string;
    readonly deletePath: string;
    /** Somebody else deletes it. */
    readonly remove: () => void;
    /** Whether Atlas still holds it. */
    readonly isThere: () => boolean;
}

const ADDRESS = "203.0.113.0/24";
const NO_ORGANIZATION = { links: [], results: [], totalCount: 0 };

/** A site for one test: an Atlas, and the five kinds of resources in it. */
class Site {
    readonly atlas: EmulatedAtlas;
    readonly orgId: string;
    readonly held: Readonly<Record<Kind, Held>>;

    constructor(atlas: EmulatedAtlas) {
        this.atlas = atlas;
        this.orgId = atlas.payingOrganization.orgId;
        const apiKeyId = atlas.addApiKey({ orgId: this.orgId, desc: "runner" }).id;
        atlas.addAccessListEntry(apiKeyId, ADDRESS);
        atlas.store.linkTokens.push({
            ...{ orgId: this.orgId, linkToken: "token", accessListIps: [], apiKeyId },
            ...{ activeProjectIds: [], availableProjects: [] },
        });
        this.held = {
            Organization: this.#organization(),
            OrgApiKey: this.#key(apiKeyId),
            OrgApiKeyAccessList: this.#list(apiKeyId),
            OrgApiKeyAccessListEntry: this.#entry(apiKeyId),
            LinkToken: this.#link(),
        };
    }

    #organization(): Held {
        const { atlas, orgId } = this;
        const path = `/orgs/${orgId}`;
        return {
            lifecycle: organizationLifecycle,
            id: orgId,
            state: { name: "payments", orgId, schemaVersion: 1 },
            readPath: path,
            deletePath: path,
            remove: () => {
                const gone = { status: 404, errorCode: "ORG_NOT_FOUND", times: Number.POSITIVE_INFINITY };
                atlas.faults.add({ path, ...gone });
                atlas.faults.add({ path: "/orgs", ...gone, status: 200, body: NO_ORGANIZATION });
            },
            isThere: () => atlas.store.organizations.has(orgId),
        };
    }

    #key(apiKeyId: string): Held {
        const { atlas, orgId } = this;
        const path = `/orgs/${orgId}/apiKeys/${apiKeyId}`;
        const { publicKey, privateKey } = atlas.apiKey(apiKeyId);
        const inputs = { orgId, description: "runner", roles: ["ORG_OWNER"] };
        return {
            lifecycle: orgApiKeyLifecycle,
            id: `${orgId}-${apiKeyId}`,
            state: { ...inputs, apiKeyId, publicKey, privateKey, schemaVersion: 1 },
            readPath: path,
            deletePath: path,
            remove: () => atlas.revokeApiKey(apiKeyId),
            isThere: () => atlas.store.apiKeys.has(apiKeyId),
        };
    }

    #list(apiKeyId: string): Held {
        const state = { entries: [ADDRESS], added: [ADDRESS] };
        return {
            ...this.#entry(apiKeyId),
            lifecycle: orgApiKeyAccessListLifecycle,
            id: `${this.orgId}-${apiKeyId}`,
            state: { orgId: this.orgId, apiKeyId, ...state, schemaVersion: 1 },
            remove: () => this.atlas.revokeApiKey(apiKeyId),
        };
    }

    #entry(apiKeyId: string): Held {
        const { atlas, orgId } = this;
        const list = `/orgs/${orgId}/apiKeys/${apiKeyId}/accessList`;
        return {
            lifecycle: orgApiKeyAccessListEntryLifecycle,
            id: `${orgId}-${apiKeyId}-${ADDRESS}`,
            state: { orgId, apiKeyId, cidrBlock: ADDRESS, address: ADDRESS, schemaVersion: 1 },
            readPath: list,
            deletePath: `${list}/{ipAddress}`,
            remove: () => atlas.removeAccessListEntry(apiKeyId, ADDRESS),
            isThere: () => atlas.store.apiKeys.get(apiKeyId)?.accessList.has(ADDRESS) === true,
        };
    }

    #link(): Held {
        const { atlas, orgId } = this;
        return {
            lifecycle: linkTokenLifecycle,
            id: orgId,
            state: { orgId, linkToken: "token", schemaVersion: 1 },
            readPath: `/orgs/${orgId}`,
            deletePath: `/orgs/${orgId}/liveMigrations/linkTokens`,
            remove: () => atlas.store.removeLinks(orgId),
            isThere: () => atlas.store.linkTokensOf(orgId).length > 0,
        };
    }
}

const KINDS = [
    "Organization",
    "OrgApiKey",
    "OrgApiKeyAccessList",
    "OrgApiKeyAccessListEntry",
    "LinkToken",
] as const;
type Kind = (typeof KINDS)[number];

const STEPS = ["read", "delete"] as const;
type Step = (typeof STEPS)[number];

/** Every operation of every kind that may say "gone" or "done". */
const OPERATIONS = KINDS.flatMap((kind) => STEPS.map((step) => ({ kind, step })));

const CALLERS = ["an API key", "a service account", "an access token"] as const;
type CallerKind = (typeof CALLERS)[number];

function credentialOf({ atlas, orgId }: Site, caller: CallerKind): Record<string, string> {
    if (caller === "an API key") {
        const { publicKey, privateKey } = atlas.payingOrganization;
        return { "mongodbatlas:publicKey": publicKey, "mongodbatlas:privateKey": privateKey };
    }
    if (caller === "an access token") {
        return { "mongodbatlas:accessToken": "eyJhbGciOiJub25lIn0.eyJzdWIiOiJtZSJ9.c2lnbmF0dXJl" };
    }
    const { clientId, secrets } = atlas.addServiceAccount({ orgId });
    return { "mongodbatlas:clientId": clientId, "mongodbatlas:clientSecret": secrets[0]?.secret ?? "" };
}

/** The provider of a kind in a run of its own, which has called nobody yet. */
function newRun(site: Site, kind: Kind, caller: CallerKind) {
    const instance = createProviderInstance((options) => new AtlasClient(options));
    const config = new Map(
        Object.entries({
            ...credentialOf(site, caller),
            "mongodbatlas:baseUrl": site.atlas.baseUrl,
            "mongodbatlas:maxRetryMs": "0",
        }),
    );
    instance.configure({ get: (name: string) => config.get(name) });
    return toResourceProvider(site.held[kind].lifecycle as Lifecycle<object, object>, instance);
}

async function outcomeOf(site: Site, kind: Kind, step: Step, caller: CallerKind = "an API key") {
    const run = newRun(site, kind, caller);
    const { id, state } = site.held[kind];
    try {
        if (step === "delete") {
            await run.delete(id, state);
            return "done";
        }
        return (await run.read(id, state)).id === "" ? "gone" : "there";
    } catch (error) {
        return (error as Error).message;
    }
}

function useSites(): () => Site {
    let site: Site;
    beforeEach(async () => {
        site = new Site(await EmulatedAtlas.start());
    });
    afterEach(() => site.atlas.close());
    return () => site;
}

const SERVERS: readonly WrongServer[] = [
    "ops-manager",
    "unknown-prefix",
    "unchallenged",
    "portal",
    "load-balancer",
];

describe("a wrong server at the address of Atlas", () => {
    const site = useSites();

    const checks = SERVERS.flatMap((server) => CALLERS.map((caller) => ({ server, caller })));
    for (const { server, caller } of checks) {
        for (const { kind, step } of OPERATIONS) {
            it(`${server}: the ${step} of ${kind} by ${caller} fails, and names the address`, async () => {
                site().atlas.answerAs(server);

                const outcome = await outcomeOf(site(), kind, step, caller);

                expect(outcome).to.include(site().atlas.baseUrl).and.include("baseUrl");
                expect(site().held[kind].isThere()).to.be.true;
            });
        }
    }

    for (const server of SERVERS) {
        it(`${server}: a run that has called Atlas before believes no more`, async () => {
            const run = newRun(site(), "OrgApiKey", "an API key");
            const { id, state } = site().held.OrgApiKey;
            await run.read(id, state);
            site().atlas.answerAs(server);

            const error = await run.read(id, state).catch((reason: unknown) => reason as Error);

            expect(error).to.be.instanceOf(Error).with.property("message").that.includes("baseUrl");
        });
    }
});

describe("a path or version that the server does not know", () => {
    const site = useSites();

    const unknownPath = (path: string): FaultSpec => ({
        body: {
            error: 404,
            errorCode: "RESOURCE_NOT_FOUND",
            detail: `Cannot find resource /api/atlas/v2${path}.`,
            parameters: [`/api/atlas/v2${path}`],
        },
    });
    const answers: Readonly<Record<string, (path: string) => FaultSpec>> = {
        "unknown path": unknownPath,
        "unknown path, not named": () => ({ errorCode: "RESOURCE_NOT_FOUND" }),
        "unknown version": () => ({ errorCode: "INVALID_VERSION_DATE" }),
    };

    // Of a link, nothing tells a 404 that names no path from one that is true.
    const isUndecidable = (what: string, { kind, step }: { kind: Kind; step: Step }) =>
        kind === "LinkToken" && step === "delete" && what.endsWith("not named");

    for (const [what, answer] of Object.entries(answers)) {
        for (const operation of OPERATIONS.filter((each) => !isUndecidable(what, each))) {
            const { kind, step } = operation;
            it(`${what}: the ${step} of ${kind} fails, and names the address`, async () => {
                const { readPath, deletePath, id, isThere } = site().held[kind];
                const path = step === "read" ? readPath : deletePath;
                const sent = path.replace("{ipAddress}", encodeURIComponent(id.split("-")[2] ?? ""));
                const times = Number.POSITIVE_INFINITY;
                site().atlas.faults.add({ path, status: 404, times, ...answer(sent) });

                const outcome = await outcomeOf(site(), kind, step);

                expect(outcome).to.include(site().atlas.baseUrl).and.include("counts as still there");
                expect(isThere()).to.be.true;
            });
        }
    }
});

describe("a signed answer that is not of Atlas's form", () => {
    const site = useSites();

    const answers: Readonly<Record<string, FaultSpec>> = {
        "404 with a page": { status: 404, body: "<html><title>Not found</title></html>" },
        "404 without a body": { status: 404, body: "" },
        "404 of a gateway": { status: 404, body: { message: "Not Found" } },
        "404 of a framework": { status: 404, body: { status: 404, error: "Not Found", path: "/orgs" } },
        "404 with the code, but not the status": { status: 404, body: { errorCode: "API_KEY_NOT_FOUND" } },
        "410": { status: 410, errorCode: "API_KEY_NOT_FOUND" },
        "a redirect": { status: 302, headers: { location: "/login" }, body: "" },
        "200 with a page": { status: 200, body: "<html><title>Sign in</title></html>" },
        "200 with a list that is none": { status: 200, body: { results: "none" } },
        "200 with a list of nothings": { status: 200, body: { results: [null] } },
    };
    for (const [what, answer] of Object.entries(answers)) {
        it(`${what}: every read and delete fails, and names the address`, async () => {
            site().atlas.faults.add({ ...answer, times: Number.POSITIVE_INFINITY });

            for (const { kind, step } of OPERATIONS) {
                const outcome = await outcomeOf(site(), kind, step);

                expect(outcome, `${step} of ${kind}`).to.include(`answered by ${site().atlas.baseUrl}`);
                expect(outcome).to.not.match(/TypeError|is not a function|Cannot read/);
            }
        });
    }
});

describe("what Atlas shows to be gone", () => {
    const site = useSites();

    for (const kind of KINDS) {
        it(`is dropped by the read of ${kind}, and its delete is done`, async () => {
            site().held[kind].remove();

            // Of a link, nobody can see whether it is there.
            expect(await outcomeOf(site(), kind, "read")).to.equal(kind === "LinkToken" ? "there" : "gone");
            expect(await outcomeOf(site(), kind, "delete")).to.equal("done");
        });
    }

    for (const step of STEPS) {
        it(`is believed by the ${step} of an Organization that Atlas still lists, as deleted`, async () => {
            const { atlas, orgId, held } = site();
            const times = Number.POSITIVE_INFINITY;
            const results = [{ id: orgId, name: "payments", isDeleted: true }];
            atlas.faults.add({ path: "/orgs", status: 200, body: { ...NO_ORGANIZATION, results }, times });
            held.Organization.remove();

            expect(await outcomeOf(site(), "Organization", step)).to.be.oneOf(["gone", "done"]);
        });
    }

    for (const { kind, step } of OPERATIONS.filter((operation) => operation.kind !== "Organization")) {
        // A link is read by its organization.
        if (kind === "LinkToken" && step === "read") {
            continue;
        }
        it(`is not believed by the ${step} of ${kind} while Atlas does not list the organization`, async () => {
            const { held, atlas } = site();
            held[kind].remove();
            // The entry of a list that is there is missed without a 404.
            if (kind === "OrgApiKeyAccessListEntry" && step === "read") {
                held.OrgApiKeyAccessList.remove();
            }
            const times = Number.POSITIVE_INFINITY;
            atlas.faults.add({ method: "GET", path: "/orgs", status: 200, body: NO_ORGANIZATION, times });

            expect(await outcomeOf(site(), kind, step)).to.include(
                "GET /orgs does not list its organization",
            );
        });
    }

    it("is not believed of what stands on the second page of the list that it belongs to", async () => {
        const { atlas, orgId, held } = site();
        for (let count = 0; count < 500; count += 1) {
            atlas.addApiKey({ orgId, desc: `key ${count}` });
        }
        const last = atlas.addApiKey({ orgId, desc: "the last" }).id;
        const run = newRun(site(), "OrgApiKey", "an API key");
        atlas.faults.add({ path: `/orgs/${orgId}/apiKeys/${last}`, status: 404, errorCode: "ORG_NOT_FOUND" });

        const error = await run
            .read(`${orgId}-${last}`, { ...held.OrgApiKey.state, apiKeyId: last })
            .catch((reason: unknown) => reason as Error);

        expect(error).to.be.instanceOf(Error).with.property("message").that.includes("lists it");
    });

    it("is asked about once, however many entries of a list are gone", async () => {
        const { atlas, orgId, held } = site();
        const apiKeyId = String(held.OrgApiKeyAccessListEntry.state["apiKeyId"]);
        const run = newRun(site(), "OrgApiKeyAccessListEntry", "an API key");
        atlas.removeAccessListEntry(apiKeyId, ADDRESS);

        for (const address of ["192.0.2.1", "192.0.2.2", "192.0.2.3"]) {
            await run.delete(`${orgId}-${apiKeyId}-${address}`, {});
        }

        const asked = atlas.calls().filter(({ method }) => method === "GET");
        const list = "GET /orgs/{orgId}/apiKeys/{apiUserId}/accessList";
        // The first one is before the first delete, whatever comes of it.
        expect(asked.map(({ endpoint }) => endpoint)).to.deep.equal([list, "GET /orgs", list]);
    });
});
