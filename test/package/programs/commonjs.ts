import * as pulumi from "@pulumi/pulumi";
import * as atlas from "pulumi-atlas-org";

const config = new pulumi.Config();

const org = new atlas.Organization("org", {
    name: "packaged",
    orgOwnerId: config.require("ownerId"),
    apiKey: { description: "pulumi", roles: ["ORG_OWNER"] },
});

const inOrg = { provider: new atlas.Provider("in-org", org.credentials) };

const key = new atlas.OrgApiKey(
    "key",
    { orgId: org.orgId, description: "CI runner", roles: ["ORG_MEMBER"] },
    inOrg,
);

new atlas.OrgApiKeyAccessListEntry(
    "entry",
    { orgId: org.orgId, apiKeyId: key.apiKeyId, cidrBlock: "203.0.113.0/24" },
    inOrg,
);

const link = new atlas.LinkToken("link", { orgId: org.orgId, accessListIps: ["203.0.113.10"] }, inOrg);

export const orgId = org.orgId;
export const linkToken = link.linkToken;
