import { setImmediate } from "node:timers/promises";
import * as pulumi from "@pulumi/pulumi";
import {
    LinkToken,
    OrgApiKey,
    OrgApiKeyAccessListEntry,
    Organization,
    Provider,
    type LinkTokenArgs,
} from "pulumi-atlas-org";

// Only an ES module can.
await setImmediate();

const org = new Organization("org", {
    name: "packaged",
    orgOwnerId: new pulumi.Config().require("ownerId"),
    apiKey: { description: "pulumi", roles: ["ORG_OWNER"] },
});

const inOrg = { provider: new Provider("in-org", org.credentials) };

const key = new OrgApiKey(
    "key",
    { orgId: org.orgId, description: "CI runner", roles: ["ORG_MEMBER"] },
    inOrg,
);

new OrgApiKeyAccessListEntry(
    "entry",
    { orgId: org.orgId, apiKeyId: key.apiKeyId, cidrBlock: "203.0.113.0/24" },
    inOrg,
);

const linkArgs: LinkTokenArgs = { orgId: org.orgId, accessListIps: ["203.0.113.10"] };
const link = new LinkToken("link", linkArgs, inOrg);

export const { orgId } = org;
export const { linkToken } = link;
