import * as pulumi from "@pulumi/pulumi";
import * as atlas from "pulumi-atlas-org";

const config = new pulumi.Config();
const orgId = config.require("orgId");
const runnersCidrBlock = config.require("runnersCidrBlock");

// On unless the stack is to be taken down (README.md). As long as it is on, `pulumi destroy` stops at its preview; with
// --skip-preview it would delete first what is not protected, the entries of the key among it.
const protect = config.getBoolean("protect") ?? true;

// Taken over, not created: a destroy lets go of the organization and leaves it, with its settings, as it is. The
// stack's own key is one of this organization, so no Provider is needed.
const organization = new atlas.Organization(
    "main",
    {
        name: config.require("orgName"),
        existingOrgId: orgId,
        settings: {
            // A key that leaks is of no use from anywhere else. Keys without a list stop working when this is turned
            // on; the stack's own must have one by then, else the run stops before it cuts itself off.
            apiAccessListRequired: true,
            // Members without a second factor are asked for one when they sign in next.
            multiFactorAuthRequired: true,
            securityContact: config.require("securityContact"),
        },
    },
    { protect },
);

// The pipelines make projects, and own those that they make; nothing else in the organization.
// Protected because deployments stop at once when it goes: its private key is in the pipelines' secret store.
const ci = new atlas.OrgApiKey(
    "ci",
    { orgId: organization.orgId, description: "CI pipelines", roles: ["ORG_GROUP_CREATOR"] },
    { protect },
);

new atlas.OrgApiKeyAccessListEntry("ci-runners", {
    orgId: organization.orgId,
    apiKeyId: ci.apiKeyId,
    cidrBlock: runnersCidrBlock,
});

// For the day when somebody must run a pipeline's step by hand.
new atlas.OrgApiKeyAccessListEntry("ci-vpn", {
    orgId: organization.orgId,
    apiKeyId: ci.apiKeyId,
    ipAddress: config.require("vpnIpAddress"),
});

// The stack's own key was made by hand in Atlas, together with this entry, so the entry is adopted where a new one
// would be refused as a duplicate. It is never deleted: Atlas lets no caller take its own address off its own key.
new atlas.OrgApiKeyAccessListEntry(
    "pulumi-runners",
    {
        orgId,
        apiKeyId: config.require("pulumiApiKeyId"),
        cidrBlock: runnersCidrBlock,
        onConflict: "adopt",
    },
    { retainOnDelete: true },
);

export const ciPublicKey = ci.publicKey;
export const ciPrivateKey = ci.privateKey; // always secret
