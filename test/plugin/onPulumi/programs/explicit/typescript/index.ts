import * as pulumi from "@pulumi/pulumi";
import * as atlas from "pulumi-atlas-org/plugin";

const config = new pulumi.Config();

const provider = new atlas.Provider("atlas", {
    publicKey: config.require("publicKey"),
    privateKey: config.requireSecret("privateKey"),
});
new atlas.OrgApiKey(
    "ci",
    { orgId: config.require("orgId"), description: "CI", roles: ["ORG_MEMBER"] },
    { provider },
);
