import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import * as atlas from "pulumi-atlas-org";
import { EmulatedAtlas } from "pulumi-atlas-org/testkit";

type Settings = Record<string, string>;

// Not among the types that Pulumi publishes.
const withoutMocks = pulumi.runtime as unknown as { setMockOptions(monitor: undefined): void };

/** A program's own process, whose stack configuration leads to an emulated Atlas that nobody has seen before. */
describe("look-ups", () => {
    // Another suite of this process may have left its mocks.
    before(() => withoutMocks.setMockOptions(undefined));

    let server: EmulatedAtlas;
    let orgId: string;

    beforeEach(async () => {
        server = await EmulatedAtlas.start();
        ({ orgId } = server.payingOrganization);
        pulumi.runtime.setAllConfig(settings());
    });
    afterEach(async () => {
        pulumi.runtime.setAllConfig({});
        await server.close();
    });

    function settings(): Settings {
        const { publicKey, privateKey } = server.payingOrganization;
        return {
            "mongodbatlas:publicKey": publicKey,
            "mongodbatlas:privateKey": privateKey,
            "mongodbatlas:baseUrl": server.baseUrl,
            "mongodbatlas:maxRetryMs": "0",
        };
    }

    const calls = () => server.calls().map(({ endpoint }) => endpoint);

    async function failureOf(call: Promise<unknown>): Promise<string> {
        const error = await call.then(
            () => expect.fail("The call succeeded."),
            (failure: unknown) => failure,
        );
        expect(pulumi.RunError.isInstance(error)).to.equal(true);
        return (error as Error).message;
    }

    describe("of organizations", () => {
        it("list all that the credential sees, or those of a name", async () => {
            const found = { orgId, name: "Paying organization" };

            expect(await atlas.getOrganizations()).to.deep.equal({ organizations: [found] });
            expect(await atlas.getOrganizations({ name: found.name })).to.deep.equal({
                organizations: [found],
            });
            expect(await atlas.getOrganizations({ name: "another" })).to.deep.equal({ organizations: [] });
        });

        it("find one by its id, and by its name", async () => {
            const found = { orgId, name: "Paying organization" };

            expect(await atlas.getOrganization({ orgId })).to.deep.equal(found);
            expect(await atlas.getOrganization({ name: found.name })).to.deep.equal(found);
        });

        it("say what there is where nothing has the name", async () => {
            expect(await failureOf(atlas.getOrganization({ name: "payments" }))).to.equal(
                `getOrganization: there is no organization with the name "payments". Found: "Paying organization" (${orgId}).`,
            );
        });

        it("say that an id was not found", async () => {
            server.faults.add({ method: "GET", status: 404, errorCode: "ORG_NOT_FOUND" });

            expect(await failureOf(atlas.getOrganization({ orgId: "f".repeat(24) }))).to.match(
                /^getOrganization: the organization f+ was not found\. .*404 ORG_NOT_FOUND/,
            );
        });
    });

    describe("of organizations that Atlas still shows after their deletion", () => {
        it("find none, by name or by id", async () => {
            const name = "Paying organization";
            const deleted = { id: orgId, name, isDeleted: true };
            server.faults.add({ path: "/orgs", status: 200, body: { results: [deleted], totalCount: 1 } });
            server.faults.add({ path: "/orgs/{orgId}", status: 200, body: deleted });

            expect(await failureOf(atlas.getOrganization({ name }))).to.contain("there is no organization");
            expect(await failureOf(atlas.getOrganization({ orgId }))).to.equal(
                `getOrganization: the organization ${orgId} is deleted.`,
            );
        });
    });

    describe("of API keys", () => {
        it("list those of an organization, without private keys", async () => {
            const key = server.addApiKey({ orgId, desc: "CI", roles: ["ORG_READ_ONLY"] });

            const { apiKeys } = await atlas.getOrgApiKeys({ orgId });

            expect(apiKeys).to.have.lengthOf(2);
            const found = apiKeys.find(({ apiKeyId }) => apiKeyId === key.id)!;
            expect(found).to.deep.include({ orgId, description: "CI", publicKey: key.publicKey });
            expect(found.roles).to.include("ORG_READ_ONLY");
            expect(JSON.stringify(apiKeys)).to.not.contain("rivateKey").and.not.contain(key.privateKey);
        });

        it("find one by its id, its description and its public key", async () => {
            const { id: apiKeyId, publicKey } = server.addApiKey({ orgId, desc: "CI" });

            for (const by of [{ apiKeyId }, { description: "CI" }, { publicKey }]) {
                expect(await atlas.getOrgApiKey({ orgId, ...by })).to.include({
                    apiKeyId,
                });
            }
        });

        it("say so where the list is not whole, and what is looked for is not among what it shows", async () => {
            const key = server.addApiKey({ orgId, desc: "CI" });
            const shown = { id: key.id, publicKey: key.publicKey, desc: "CI", roles: [] };
            const body = { results: [shown], totalCount: 3 };
            server.faults.add({ path: /apiKeys$/, status: 200, body, times: 100 });

            const message = await failureOf(atlas.getOrgApiKey({ orgId, description: "deploy" }));

            expect(message).to.include("has 1 of 3 members").and.not.include("there is no");
            expect((await atlas.getOrgApiKey({ orgId, description: "CI" })).apiKeyId).to.equal(key.id);
            expect((await atlas.getOrgApiKeys({ orgId })).apiKeys).to.have.lengthOf(1);
        });

        it("name the field that a key lacks", async () => {
            const { id, publicKey } = server.addApiKey({ orgId, desc: "CI" });
            server.faults.add({ path: /apiKeys$/, status: 200, body: { results: [{ id, publicKey }] } });

            const message = await failureOf(atlas.getOrgApiKeys({ orgId }));

            expect(message).to.include('without a usable "results[0].roles"');
        });

        it("show an entry as Atlas spells it, where that is no address that this package knows", async () => {
            const { id: apiKeyId } = server.addApiKey({ orgId });
            const results = [{ cidrBlock: "203.0.113.7/24" }, { cidrBlock: "192.0.2.1/32" }];
            server.faults.add({ path: /accessList$/, status: 200, body: { results } });

            const found = await atlas.getOrgApiKeyAccessList({ orgId, apiKeyId }).catch(String);

            expect(found).to.deep.equal({
                ...{ orgId, apiKeyId },
                entries: [{ address: "203.0.113.7/24" }, { address: "192.0.2.1" }],
            });
        });

        it("say which have the same description", async () => {
            const keys = [server.addApiKey({ orgId, desc: "CI" }), server.addApiKey({ orgId, desc: "CI" })];

            const message = await failureOf(atlas.getOrgApiKey({ orgId, description: "CI" }));

            expect(message).to.contain("there are 2 of API key");
            keys.forEach(({ id }) => expect(message).to.contain(id));
        });

        it("show an access list of more than a page", async () => {
            const { id: apiKeyId } = server.addApiKey({ orgId });
            for (let count = 0; count < 501; count += 1) {
                server.addAccessListEntry(apiKeyId, `10.0.${count >> 8}.${count & 255}`);
            }

            const { entries } = await atlas.getOrgApiKeyAccessList({ orgId, apiKeyId });

            expect(entries).to.have.lengthOf(501);
            expect(entries[0]?.address).to.equal("10.0.0.0");
            expect(entries[0]?.created).to.match(/^\d{4}-/);
        });

        it("say that a key was not found", async () => {
            const message = await failureOf(atlas.getOrgApiKey({ orgId, apiKeyId: "f".repeat(24) }));

            expect(message).to.contain(
                `the API key ${"f".repeat(24)} of organization ${orgId} was not found`,
            );
        });
    });

    describe("of service accounts", () => {
        it("list those of an organization, with the ends of their secrets, and nothing else of these", async () => {
            const { clientId, secrets } = server.addServiceAccount({ orgId, name: "CI" });

            const { serviceAccounts } = await atlas.getOrgServiceAccounts({ orgId });

            const found = serviceAccounts.find((account) => account.clientId === clientId);
            expect(found).to.deep.include({ orgId, name: "CI", roles: ["ORG_OWNER"] });
            expect(found?.secrets).to.deep.equal(
                secrets.map(({ id, expiresAt }) => ({ secretId: id, expiresAt })),
            );
        });

        it("find one by its client id, and by its name", async () => {
            const { clientId } = server.addServiceAccount({ orgId, name: "CI" });

            for (const by of [{ clientId }, { name: "CI" }]) {
                expect(await atlas.getOrgServiceAccount({ orgId, ...by })).to.include({ clientId });
            }
        });

        it("say which have the same name", async () => {
            const accounts = [1, 2].map(() => server.addServiceAccount({ orgId, name: "CI" }));

            const message = await failureOf(atlas.getOrgServiceAccount({ orgId, name: "CI" }));

            expect(message).to.contain("there are 2 of service account");
            accounts.forEach(({ clientId }) => expect(message).to.contain(clientId));
        });

        it("show the access list", async () => {
            const { clientId } = server.addServiceAccount({ orgId, accessList: ["192.0.2.1", "10.0.0.0/8"] });

            const { entries } = await atlas.getOrgServiceAccountAccessList({ orgId, clientId });

            expect(entries.map(({ address }) => address)).to.have.members(["192.0.2.1", "10.0.0.0/8"]);
            expect(entries[0]?.created).to.match(/^\d{4}-/);
        });

        it("say that an account was not found, and refuse what is no client id", async () => {
            const clientId = `mdb_sa_id_${"f".repeat(24)}`;
            const what = `the service account ${clientId} of organization ${orgId} was not found`;

            expect(await failureOf(atlas.getOrgServiceAccount({ orgId, clientId }))).to.contain(what);
            expect(await failureOf(atlas.getOrgServiceAccountAccessList({ orgId, clientId }))).to.contain(
                what,
            );
            expect(await failureOf(atlas.getOrgServiceAccount({ orgId, clientId: orgId }))).to.contain(
                "is not the client id of a service account",
            );
        });
    });

    describe("of live migrations", () => {
        const project = {
            name: "orders",
            migrationHosts: ["203.0.113.21"],
            deployments: [
                {
                    name: "rs0",
                    mongoDBVersion: "7.0.4",
                    featureCompatibilityVersion: "7.0",
                    managed: true,
                    sharded: false,
                    tlsEnabled: true,
                },
            ],
        };

        it("list what linked source organizations offer", async () => {
            const linkToken = "a token";
            const empty = { accessListIps: [], activeProjectIds: [], availableProjects: [] };
            const { id: apiKeyId } = server.addApiKey({ orgId });
            server.store.linkTokens.push({ orgId, linkToken, apiKeyId, ...empty });
            const { cloudManager } = server;
            expect(await atlas.getLiveMigrationProjects({ orgId })).to.deep.equal({ orgId, projects: [] });

            await connect(linkToken);
            const offered = cloudManager.offerProject(orgId, project);
            pulumi.runtime.setAllConfig({ ...settings(), "mongodbatlas:requestTimeoutMs": "29999" });

            expect(await atlas.getLiveMigrationProjects({ orgId })).to.deep.equal({
                orgId,
                projects: [offered],
            });
            expect(await atlas.getMigrationLinkStatus({ orgId })).to.deep.equal({ orgId, status: "SYNCED" });
        });

        it("find none where Atlas says 404 of an organization that is there", async () => {
            server.faults.add({ path: /availableProjects/, status: 404, errorCode: "UNEXPECTED_ERROR" });

            expect((await atlas.getLiveMigrationProjects({ orgId })).projects).to.deep.equal([]);
        });

        it("refuse a service account for the source side, before a call", async () => {
            const { clientId, secrets } = server.addServiceAccount({ orgId });
            pulumi.runtime.setAllConfig({
                "mongodbatlas:clientId": clientId,
                "mongodbatlas:clientSecret": secrets[0]!.secret,
                "mongodbatlas:baseUrl": server.baseUrl,
            });

            expect(await failureOf(atlas.getMigrationLinkStatus({ orgId }))).to.contain("take API keys only");
            expect(server.requests).to.deep.equal([]);
        });

        async function connect(linkToken: string): Promise<void> {
            const { AtlasClient } = await import("#provider/atlas/client");
            const { connectMigrationLink } = await import("#provider/opsManager/migrationLinks");
            const { publicKey, privateKey } = server.payingOrganization;
            const client = new AtlasClient({
                credential: { publicKey, privateKey },
                baseUrl: server.baseUrl,
            });
            await connectMigrationLink(client, { orgId, linkToken }, () => Promise.resolve(undefined));
            client.close();
        }
    });

    describe("in any case", () => {
        it("ask once for the same in a run, and again for something else", async () => {
            const [first, second] = await Promise.all([
                atlas.getOrgApiKeys({ orgId }),
                atlas.getOrgApiKeys({ orgId }),
            ]);
            first.apiKeys.length = 0;
            const third = await atlas.getOrgApiKeys({ orgId });

            expect(calls()).to.deep.equal(["GET /orgs/{orgId}/apiKeys"]);
            expect([second.apiKeys.length, third.apiKeys.length]).to.deep.equal([1, 1]);
            await atlas.getOrganizations();
            expect(calls()).to.have.lengthOf(2);
        });

        it("ask again what was asked before the resources on which they depend were made", async () => {
            await atlas.getOrgApiKeys({ orgId });
            const { id } = server.addApiKey({ orgId, desc: "made meanwhile" });

            const made = { id: pulumi.output(id), __pulumiResource: true, __pulumiCustomResource: true };
            const dependsOn = made as unknown as pulumi.Resource;
            const found = await valueOf(atlas.getOrgApiKeysOutput({ orgId }, { dependsOn }));

            expect((found.value as atlas.GetOrgApiKeysResult).apiKeys).to.have.lengthOf(2);
        });

        it("ask again after a failure", async () => {
            server.faults.add({ status: 500 });

            expect(await failureOf(atlas.getOrganization({ orgId }))).to.contain("500");
            expect((await atlas.getOrganization({ orgId })).orgId).to.equal(orgId);
        });

        it("refuse bad arguments before a call", async () => {
            const bad = (args: object) => atlas.getOrgApiKey(args as atlas.GetOrgApiKeyArgs);

            expect(await failureOf(bad({})))
                .to.contain("orgId: is required")
                .and.contain("give exactly one of");
            expect(await failureOf(bad({ orgId: "abc", apiKeyId: "x" }))).to.contain("is not an Atlas id");
            expect(await failureOf(bad({ orgId, apiKeyId: "f".repeat(24), publicKey: "x" }))).to.contain(
                "not 2.",
            );
            expect(await failureOf(bad({ orgId, descripton: "x" }))).to.contain("Is description meant?");
            expect(await failureOf(atlas.getOrganization(undefined as never))).to.contain(
                "give exactly one of orgId, name",
            );
            expect(server.requests).to.deep.equal([]);
        });

        it("name what is wrong with the settings, before a call", async () => {
            pulumi.runtime.setAllConfig({ ...settings(), "mongodbatlas:baseUrl": `${server.baseUrl}/v2` });
            expect(await failureOf(atlas.getOrganizations())).to.match(
                /^getOrganizations: .*holds more than/,
            );

            pulumi.runtime.setAllConfig({});
            expect(await failureOf(atlas.getOrganizations())).to.contain("No Atlas credential is set");
        });

        it("go by the settings of their provider", async () => {
            pulumi.runtime.setAllConfig({});
            const provider = providerWith(settings());

            expect((await atlas.getOrganization({ orgId }, { provider })).orgId).to.equal(orgId);
            expect(
                (await valueOf(atlas.getOrganizationOutput({ orgId: pulumi.output(orgId) }, { provider })))
                    .value,
            ).to.include({ orgId });
        });

        it("throw, or are unknown, as long as the settings of their provider are not known", async () => {
            const provider = providerWith({ ...settings(), "mongodbatlas:publicKey": pulumi.unknown });

            expect(await failureOf(atlas.getOrganization({ orgId }, { provider }))).to.contain(
                "the settings of its provider are not known yet",
            );
            expect((await valueOf(atlas.getOrganizationOutput({ orgId }, { provider }))).isKnown).to.equal(
                false,
            );
            expect(server.requests).to.deep.equal([]);
        });

        it("refuse the provider of another package", async () => {
            const provider = {} as never;

            expect(await failureOf(atlas.getOrganization({ orgId }, { provider }))).to.contain(
                "is not a Provider of pulumi-atlas-org",
            );
        });

        it("are unknown for arguments that are, and secret for arguments that are", async () => {
            const unknown = pulumi.output(pulumi.unknown) as unknown as pulumi.Output<string>;

            expect((await valueOf(atlas.getOrganizationOutput({ orgId: unknown }))).isKnown).to.equal(false);
            expect(
                (await valueOf(atlas.getOrganizationOutput({ orgId: pulumi.secret(orgId) }))).isSecret,
            ).to.equal(true);
            expect((await valueOf(atlas.getOrganizationOutput({ orgId }))).isSecret).to.equal(false);
            expect((await valueOf(atlas.getOrganizationsOutput())).isKnown).to.equal(true);
        });

        it("work with a service account", async () => {
            const { clientId, secrets } = server.addServiceAccount({ orgId });
            pulumi.runtime.setAllConfig({
                "mongodbatlas:clientId": clientId,
                "mongodbatlas:clientSecret": secrets[0]!.secret,
                "mongodbatlas:baseUrl": server.baseUrl,
            });

            expect((await atlas.getOrganization({ orgId })).orgId).to.equal(orgId);
        });
    });
});

/** As a Provider keeps them; one of a real run is in the end-to-end test. */
function providerWith(settings: object): pulumi.ProviderResource {
    const outputs = Object.entries(settings).map(([key, value]) => [key, pulumi.output(value)] as const);
    return {
        [Symbol.for("pulumi-atlas-org.settings")]: Object.fromEntries(outputs),
    } as unknown as pulumi.ProviderResource;
}

async function valueOf(output: pulumi.Output<unknown>) {
    const inner = output as unknown as {
        isKnown: Promise<boolean>;
        isSecret: Promise<boolean>;
        promise(): Promise<unknown>;
    };
    return { value: await inner.promise(), isKnown: await inner.isKnown, isSecret: await inner.isSecret };
}
