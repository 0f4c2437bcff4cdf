import * as pulumi from "@pulumi/pulumi";
import * as atlas from "pulumi-atlas-org/plugin";

const config = new pulumi.Config();
const orgId = config.require("orgId");

const ci = new atlas.OrgApiKey("ci", {
    orgId,
    description: config.require("description"),
    roles: ["ORG_MEMBER"],
});
new atlas.OrgApiKeyAccessList("office", {
    orgId,
    apiKeyId: ci.apiKeyId,
    entries: ["203.0.113.0/24", "198.51.100.7"],
});
const link = new atlas.LinkToken("link", { orgId, accessListIps: [config.require("host")] });

export const privateKey = ci.privateKey;
export const linkToken = link.linkToken;
