import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import * as atlas from "pulumi-atlas-org";
import { IDS, newOrgId, optionsOf, secretValue, useMocks, valueOf } from "../support/hostMocks";

const CREDENTIALS = { publicKey: "abcdefgh", privateKey: "11111111-2222-3333-4444-555555555555" };
const CLIENT_ID = `mdb_sa_id_${"c".repeat(24)}`;
const OWNER_KEY = { description: "pulumi", roles: ["ORG_OWNER" as const] };

type Construct = (options?: pulumi.CustomResourceOptions) => pulumi.CustomResource;

const GOOD: Record<string, Construct> = {
    Organization: (options) =>
        new atlas.Organization("it", { name: "payments", orgOwnerId: IDS.owner, apiKey: OWNER_KEY }, options),
    OrgApiKey: (options) =>
        new atlas.OrgApiKey("it", { orgId: IDS.org, description: "CI", roles: ["ORG_MEMBER"] }, options),
    OrgApiKeyAccessListEntry: (options) =>
        new atlas.OrgApiKeyAccessListEntry(
            "it",
            { orgId: IDS.org, apiKeyId: IDS.key, ipAddress: "192.0.2.1" },
            options,
        ),
    OrgApiKeyAccessList: (options) =>
        new atlas.OrgApiKeyAccessList(
            "it",
            { orgId: IDS.org, apiKeyId: IDS.key, entries: ["192.0.2.1", "203.0.113.0/24"] },
            options,
        ),
    OrgServiceAccount: (options) =>
        new atlas.OrgServiceAccount(
            "it",
            {
                ...{ orgId: IDS.org, name: "CI", description: "CI", roles: ["ORG_MEMBER"] },
                secretExpiresAfterHours: 8,
            },
            options,
        ),
    OrgServiceAccountSecret: (options) =>
        new atlas.OrgServiceAccountSecret(
            "it",
            { orgId: IDS.org, clientId: CLIENT_ID, secretExpiresAfterHours: 8 },
            options,
        ),
    OrgServiceAccountAccessListEntry: (options) =>
        new atlas.OrgServiceAccountAccessListEntry(
            "it",
            { orgId: IDS.org, clientId: CLIENT_ID, ipAddress: "192.0.2.1" },
            options,
        ),
    OrgServiceAccountAccessList: (options) =>
        new atlas.OrgServiceAccountAccessList(
            "it",
            { orgId: IDS.org, clientId: CLIENT_ID, entries: ["192.0.2.1"] },
            options,
        ),
    LinkToken: (options) => new atlas.LinkToken("it", { orgId: newOrgId() }, options),
};

const SECRET_OUTPUTS: Record<string, string[]> = {
    Organization: ["credentials"],
    OrgApiKey: ["privateKey"],
    OrgApiKeyAccessListEntry: [],
    OrgApiKeyAccessList: [],
    OrgServiceAccount: ["clientSecret"],
    OrgServiceAccountSecret: ["clientSecret"],
    OrgServiceAccountAccessListEntry: [],
    OrgServiceAccountAccessList: [],
    LinkToken: ["linkToken"],
};

describe("inputs that exclude each other", () => {
    useMocks();
    const output = pulumi.output(Promise.resolve<string | undefined>(undefined));

    it("are not blamed before it is known which of them is given", () => {
        const { org: orgId, key: apiKeyId } = IDS;
        new atlas.OrgApiKeyAccessListEntry("it", {
            orgId,
            apiKeyId,
            ipAddress: "192.0.2.1",
            cidrBlock: output,
        });
        new atlas.Organization("it", { name: "a", existingOrgId: output, apiKey: OWNER_KEY });
    });
});

describe("the constructors of resources", () => {
    const fixture = useMocks();

    for (const [kind, construct] of Object.entries(GOOD)) {
        describe(kind, () => {
            it("registers under its type token, with the loader line", async () => {
                await valueOf(construct().id);

                expect(fixture.registered).to.have.lengthOf(1);
                const [registered] = fixture.registered;
                expect(registered?.type).to.equal(`pulumi-nodejs:dynamic/mongodbatlas:${kind}`);
                expect(registered?.inputs["__provider"]).to.match(/^exports\.handler = .{50,140}$/);
            });

            it("keeps its secrets, and those of the program", () => {
                const own = SECRET_OUTPUTS[kind] ?? [];
                expect(optionsOf((options) => construct(options)).additionalSecretOutputs).to.deep.equal(own);

                const merged = optionsOf((options) =>
                    construct({ ...options, additionalSecretOutputs: ["name"] }),
                );
                expect(merged.additionalSecretOutputs).to.have.members([...own, "name"]);
            });

            it("is an instance of itself, of nothing else, and not when it is null", () => {
                const resource = construct();
                const classes = {
                    Organization: atlas.Organization,
                    OrgApiKey: atlas.OrgApiKey,
                    OrgApiKeyAccessListEntry: atlas.OrgApiKeyAccessListEntry,
                    OrgApiKeyAccessList: atlas.OrgApiKeyAccessList,
                    OrgServiceAccount: atlas.OrgServiceAccount,
                    OrgServiceAccountSecret: atlas.OrgServiceAccountSecret,
                    OrgServiceAccountAccessListEntry: atlas.OrgServiceAccountAccessListEntry,
                    OrgServiceAccountAccessList: atlas.OrgServiceAccountAccessList,
                    LinkToken: atlas.LinkToken,
                    Provider: atlas.Provider,
                };
                for (const [name, itsClass] of Object.entries(classes)) {
                    expect(itsClass.isInstance(resource), name).to.equal(name === kind);
                    expect(itsClass.isInstance(null), name).to.be.false;
                    expect(itsClass.isInstance({}), name).to.be.false;
                }
            });

            it("refuses the option import, and says what to do instead", () => {
                expect(() => construct({ import: "an id" }))
                    .to.throw(pulumi.RunError)
                    .with.property("message")
                    .that.matches(
                        /^\w+ "it": Pulumi cannot import dynamic resources\. .*existingOrgId.*"adopt".*\.get\.$/,
                    );
                expect(fixture.registered).to.be.empty;
            });
        });
    }

    it("make ids known while a resource is updated, when its outputs are not", async () => {
        const key = new atlas.OrgApiKey("key", { orgId: IDS.org, description: "CI", roles: ["ORG_MEMBER"] });
        const organization = new atlas.Organization("org", { name: "x", existingOrgId: IDS.org });

        expect(await valueOf(key.apiKeyId)).to.equal(IDS.key);
        expect(organization.orgId).to.equal(organization.id);
    });

    it("wrap secrets that the program gives as plain text, among the inputs, too", async () => {
        const args = { name: "x", existingOrgId: IDS.org, credentials: CREDENTIALS };
        const organization = new atlas.Organization("org", args);

        expect(await valueOf(organization.credentials)).to.deep.equal(CREDENTIALS);
        expect(await pulumi.isSecret(organization.credentials)).to.be.true;
        expect(secretValue(fixture.registered[0]?.inputs["credentials"])).to.deep.equal(CREDENTIALS);
    });

    it("accept outputs for every input, whatever comes of them later", async () => {
        const later = <T>(value: T) => pulumi.output(Promise.resolve(value));
        const made = [
            new atlas.Organization("org", {
                name: later("x"),
                orgOwnerId: later(IDS.owner),
                apiKey: later(OWNER_KEY),
                settings: { securityContact: later("x@example.com"), multiFactorAuthRequired: later(true) },
            }),
            new atlas.OrgApiKey("key", {
                orgId: later("not an id"),
                description: later(""),
                roles: [later("ORG_OWNER" as const)],
            }),
            new atlas.OrgApiKeyAccessListEntry("entry", {
                orgId: IDS.org,
                apiKeyId: Promise.resolve(IDS.key),
                ipAddress: later("192.0.2.1"),
            }),
            new atlas.OrgApiKeyAccessList("list", {
                orgId: later(IDS.org),
                apiKeyId: later(IDS.key),
                entries: [later("192.0.2.1"), "203.0.113.0/24"],
                mode: later("additive" as const),
            }),
            new atlas.LinkToken("link", { orgId: later(newOrgId()), accessListIps: [later("192.0.2.1")] }),
        ];

        await Promise.all(made.map(({ id }) => valueOf(id)));
        expect(fixture.registered).to.have.lengthOf(5);
    });
});
