import { expect } from "chai";
import { readFileSync } from "node:fs";
import path from "node:path";
import { isOnPath } from "../../support/commands";
import { PluginStack } from "./pluginStack";

// What only the real engine shows, with programs in YAML: they have none of the options that classes give by themselves.

const ENTRIES = Array.from({ length: 50 }, (_, index) => `203.0.113.${index + 1}`);

function describeYaml(): void {
    let stack: PluginStack;
    beforeEach(async () => {
        stack = await PluginStack.open("runtime: yaml");
    });
    afterEach(() => stack.close());

    it("imports an organization from what `list` writes, and changes nothing in the next up", async () => {
        const { atlas, orgId } = stack;
        atlas.addApiKey({ orgId, desc: "CI", accessList: ENTRIES });
        atlas.addServiceAccount({ orgId, name: "deployer", accessList: ["198.51.100.0/24"] });
        const kinds = [
            "Organization",
            "OrgApiKey",
            "OrgApiKeyAccessListEntry",
            "OrgServiceAccount",
            "OrgServiceAccountAccessList",
        ];
        const file = await stack.importFile(...kinds.flatMap((kind) => ["--kind", kind]));

        await stack.import(file, "imported.yaml", "--protect=false");
        const program = readFileSync(path.join(stack.folder, "imported.yaml"), "utf8");
        const after = await stack.up(program);

        expect(after.ok, after.said).to.equal(true);
        expect(after.changes).to.deep.equal({ same: 1 + 1 + 2 + ENTRIES.length + 2 });
        expect(after.calls).to.deep.equal([]);
    });

    it("replaces a resource for an input of which its option replaceOnChanges says so", async () => {
        const key = (description: string) => `resources:
  ci:
    type: atlas-org:OrgApiKey
    properties: { orgId: ${stack.orgId}, description: ${description}, roles: [ORG_MEMBER] }
    options: { replaceOnChanges: [description] }
`;
        await stack.up(key("before"));

        const changed = await stack.up(key("after"));

        expect(changed.ops["ci"]).to.deep.equal(["create-replacement", "replace", "delete-replaced"]);
        const keys = stack.atlas.store.apiKeysOf(stack.orgId).map(({ desc }) => desc);
        expect(keys).to.include("after").and.not.include("before");
    });

    const link = (options = "") => `resources:
  link:
    type: atlas-org:LinkToken
    properties: { orgId: ${stack.orgId} }
${options}outputs: { token: "\${link.linkToken}" }
`;
    const tokens = () => stack.atlas.store.linkTokens.map(({ linkToken }) => linkToken);

    it("replaces a bare LinkToken by --replace: the new one works, and a warning tells of the older link", async () => {
        await stack.up(link());

        const replaced = await stack.up(link(), { replace: ["link"] });

        expect(replaced.ok, replaced.said).to.equal(true);
        expect(replaced.said).to.contain("deleteBeforeReplace");
        expect(tokens()).to.include((await stack.outputs())["token"]);
    });

    it("replaces a LinkToken with deleteBeforeReplace by --replace, and leaves no other link", async () => {
        const withOption = link("    options: { deleteBeforeReplace: true }\n");
        await stack.up(withOption);
        const before = tokens();

        const replaced = await stack.up(withOption, { replace: ["link"] });

        expect(replaced.ok, replaced.said).to.equal(true);
        expect(tokens())
            .to.deep.equal([(await stack.outputs())["token"]])
            .and.not.deep.equal(before);
    });

    const keyWith = (description: string) => `resources:
  ci:
    type: atlas-org:OrgApiKey
    properties: { orgId: ${stack.orgId}, description: ${description}, roles: [ORG_MEMBER] }
`;

    it("does not print a description that is marked as secret when its key could not be made", async () => {
        stack.atlas.faults.add({
            method: "POST",
            path: /apiKeys$/,
            status: 502,
            body: "payments of Jane Doe",
        });

        const failed = await stack.up(keyWith("{ fn::secret: payments of Jane Doe }"));

        expect(failed.said).to.contain("502").and.contain("[secret").and.not.contain("Jane");
    });

    const listWith = (apiKeyId: string, entries: readonly string[]) => `resources:
  list:
    type: atlas-org:OrgApiKeyAccessList
    properties:
      orgId: ${stack.orgId}
      apiKeyId: ${apiKeyId}
      entries: [${entries.map((entry) => `{ fn::secret: ${entry} }`).join(", ")}]
`;

    it("does not print a bad address among others that are marked as secret", async () => {
        const { id } = stack.atlas.addApiKey({ orgId: stack.orgId });

        const failed = await stack.up(listWith(id, ["198.51.100.0/24", "203.0.113.77/24"]));

        expect(failed.ok).to.equal(false);
        expect(failed.said)
            .to.contain("entries[1]")
            .and.not.match(/203\.0\.113|198\.51\.100/);
    });

    it("does not print which of many addresses that are marked as secret go", async () => {
        const { id } = stack.atlas.addApiKey({ orgId: stack.orgId });
        const blocks = Array.from({ length: 60 }, (_, index) => `10.77.${index}.0/24`);
        await stack.up(listWith(id, blocks));

        const previewed = await stack.preview(listWith(id, blocks.slice(10)));

        expect(previewed.changes).to.include({ update: 1 });
        expect(previewed.said).to.match(/10 /).and.not.contain("10.77.");
    });

    const entry = (apiKeyId: string, more: string, options = "") => `resources:
  entry:
    type: atlas-org:OrgApiKeyAccessListEntry
    properties: { orgId: ${stack.orgId}, apiKeyId: ${apiKeyId}, ipAddress: 192.0.2.1${more} }
${options}`;

    it("refuses to replace a bare entry by --replace, loses nothing, and names what to give", async () => {
        const { id, accessList } = stack.atlas.addApiKey({ orgId: stack.orgId });
        await stack.up(entry(id, ""));

        const refused = await stack.up(entry(id, ""), { replace: ["entry"] });

        expect(refused.ok).to.equal(false);
        expect(refused.said).to.contain("deleteBeforeReplace: true").and.contain('onConflict: "adopt"');
        expect([...accessList.keys()]).to.deep.equal(["192.0.2.1"]);
        expect((await stack.up()).changes).to.have.all.keys("same");
    });

    for (const [advice, more, options] of [
        ["deleteBeforeReplace", "", "    options: { deleteBeforeReplace: true }\n"],
        ["onConflict", ", onConflict: adopt", ""],
    ] as const) {
        it(`replaces an entry by --replace with ${advice}`, async () => {
            const { id, accessList } = stack.atlas.addApiKey({ orgId: stack.orgId });
            await stack.up(entry(id, ""));
            await stack.up(entry(id, more, options));

            const replaced = await stack.up(undefined, { replace: ["entry"] });

            expect(replaced.ok, replaced.said).to.equal(true);
            expect([...accessList.keys()]).to.deep.equal(["192.0.2.1"]);
            expect((await stack.up()).changes).to.have.all.keys("same");
        });
    }
}

if (isOnPath("pulumi") && isOnPath("pulumi-language-yaml")) {
    describe("a program in YAML, run by the Pulumi CLI", describeYaml);
}
