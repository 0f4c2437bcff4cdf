import { expect } from "chai";
import { getOrganization, orgApiKey, provider } from "../support/stackDeclarations";
import { useStack } from "../support/stackUnderTest";

// Whole programs on the plugin. `npm run test:full` runs those of dynamic resources over it, too.
describe("a program on the plugin", () => {
    const opened = useStack({ front: "plugin" });

    it("replaces a resource for an input of which its option replaceOnChanges says so", async () => {
        const stack = opened();
        const { orgId } = stack.atlas.payingOrganization;
        const declared = (description: string) => [
            orgApiKey(
                "ci",
                { orgId, description, roles: ["ORG_MEMBER"] },
                { replaceOnChanges: ["description"] },
            ),
        ];
        await stack.up(declared("before"));
        const { id } = await stack.state("ci");

        const changed = await stack.up(declared("after"));

        expect(changed.ops["ci"]).to.deep.equal(["create-replacement", "replace", "delete-replaced"]);
        expect((await stack.state("ci")).id).to.not.equal(id);
        const keys = stack.atlas.store.apiKeysOf(orgId).map(({ desc }) => desc);
        expect(keys).to.include("after").and.not.include("before");
    });

    it("looks up what exists by the plugin's functions, with the settings of a Provider", async () => {
        const stack = opened();
        const { orgId, publicKey, privateKey } = stack.atlas.payingOrganization;
        const { baseUrl } = stack.atlas;
        await stack.setSetting("publicKey", "unknownk");

        await stack.up([
            provider("own", { baseUrl, publicKey, privateKey }),
            getOrganization("found", { orgId }, { provider: "own" }),
        ]);

        expect((await stack.outputs())["found"]).to.include({
            orgId,
            name: stack.atlas.organization(orgId).name,
        });
    });

    it("is refused before any call for a setting that is misspelled", async () => {
        const stack = opened();
        const { orgId } = stack.atlas.payingOrganization;
        await stack.setSetting("baseURI", stack.atlas.baseUrl);
        await stack.removeSetting("baseUrl");

        const refused = await stack.fail("preview", [
            orgApiKey("ci", { orgId, description: "ci", roles: ["ORG_MEMBER"] }),
        ]);

        expect(refused.said).to.contain("baseURI").and.contain("baseUrl");
        expect(refused.calls).to.deep.equal([]);
    });
});
