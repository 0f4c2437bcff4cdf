// A program on the plugin, with Pulumi's mocks: prints what it registers. A process of its own, as it is for a whole program.
import * as pulumi from "@pulumi/pulumi";

const registered = [];
const called = [];
pulumi.runtime.setMocks({
    newResource: ({ type, name, inputs, id }) => {
        registered.push({ type, name, inputs });
        return { id: id ?? `${name}-id`, state: inputs };
    },
    call: ({ token, inputs }) => {
        called.push({ token, inputs });
        return inputs;
    },
});

const atlas = await import("pulumi-atlas-org/plugin");
const orgId = "0123456789abcdef01234567";
const provider = new atlas.Provider("inner", {
    publicKey: "abcdefgh",
    privateKey: "11111111-2222-3333-4444-555555555555",
});
const key = new atlas.OrgApiKey("ci", { orgId, description: "ci", roles: ["ORG_MEMBER"] }, { provider });
const looked = atlas.LinkToken.get("looked", orgId);
const found = await atlas.getOrganization({ orgId });
await new Promise((resolve) => pulumi.all([key.urn, looked.urn, provider.urn]).apply(resolve));
process.stdout.write(
    JSON.stringify({
        registered,
        called,
        found,
        isKey: atlas.OrgApiKey.isInstance(key),
        isProvider: atlas.Provider.isInstance(provider),
        refused: refusalOf(() => new atlas.Provider("half", { publicKey: "abcdefgh" })),
    }),
);

function refusalOf(construct) {
    try {
        construct();
    } catch (error) {
        return error.message;
    }
}
