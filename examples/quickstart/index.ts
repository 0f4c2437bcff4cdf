import * as pulumi from "@pulumi/pulumi";
import * as atlas from "pulumi-atlas-org";

const config = new pulumi.Config();

// With the paying organization's credential, from stack config mongodbatlas:* or the environment.
const org = new atlas.Organization("payments", {
    name: "payments",
    orgOwnerId: config.require("ownerId"),
    apiKey: { description: "pulumi", roles: ["ORG_OWNER"] },
});

// The new organization's own credential: one program, no second stack.
const inPayments = { provider: new atlas.Provider("payments", org.credentials) };

const runner = new atlas.OrgApiKey(
    "runner",
    { orgId: org.orgId, description: "CI runner", roles: ["ORG_MEMBER"] },
    inPayments,
);

new atlas.OrgApiKeyAccessListEntry(
    "ci",
    { orgId: org.orgId, apiKeyId: runner.apiKeyId, cidrBlock: "203.0.113.0/24" },
    inPayments,
);

const link = new atlas.LinkToken(
    "from-ops-manager",
    { orgId: org.orgId, accessListIps: ["203.0.113.10"] },
    inPayments,
);

export const linkToken = link.linkToken; // Output<string>, always secret

// The source of the migration, if there is one to connect: the other end of the link.
const source = config.getObject<{ url: string; orgId: string; publicKey: string }>("opsManager");
export const migrationLinkStatus = source && connect(source).status; // "SYNCED"

function connect({ url: baseUrl, orgId, publicKey }: { url: string; orgId: string; publicKey: string }) {
    const privateKey = config.requireSecret("opsManagerPrivateKey");
    const provider = new atlas.Provider("ops-manager", { baseUrl, publicKey, privateKey });
    return new atlas.MigrationLink("from-ops-manager", { orgId, linkToken: link.linkToken }, { provider });
}
