import { expect } from "chai";
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { EmulatedAtlas } from "pulumi-atlas-org/testkit";
import { PulumiCli } from "#testkit/engine/pulumiCli";
import { openPulumiStack } from "#testkit/engine/pulumiStack";
import type { RunOptions, Stack } from "#testkit/engine/stack";
import { REPOSITORY } from "../../docs/generated/markers";
import { isOnPath } from "../../support/commands";
import { describeRun } from "../../support/stackRun";

// What only the real engine shows, with programs in YAML: they have none of the options that classes give by themselves.

const PROJECT = `name: plain
runtime: yaml
plugins:
  providers:
    - name: atlas-org
      path: ${REPOSITORY}
`;

/** A program in YAML, in a folder of its own, and an Atlas for it. */
class YamlStack {
    readonly atlas: EmulatedAtlas;
    readonly folder: string;
    readonly #stack: Stack;

    private constructor(atlas: EmulatedAtlas, folder: string, stack: Stack) {
        this.atlas = atlas;
        this.folder = folder;
        this.#stack = stack;
    }

    static async open(): Promise<YamlStack> {
        const atlas = await EmulatedAtlas.start();
        const folder = mkdtempSync(path.join(tmpdir(), "atlas-yaml-"));
        writeFileSync(path.join(folder, "Pulumi.yaml"), PROJECT);
        const { publicKey, privateKey } = atlas.payingOrganization;
        const config = {
            "atlas-org:baseUrl": atlas.baseUrl,
            "atlas-org:publicKey": publicKey,
            "atlas-org:privateKey": { secret: privateKey },
        };
        const options = { programFolder: folder, stateFolder: path.join(folder, "state"), config };
        return new YamlStack(atlas, folder, await openPulumiStack(options));
    }

    get orgId(): string {
        return this.atlas.payingOrganization.orgId;
    }

    /** @param resources in YAML. Default: as before. */
    async up(resources?: string, options?: RunOptions) {
        if (resources !== undefined) {
            writeFileSync(path.join(this.folder, "Pulumi.yaml"), `${PROJECT}${resources}`);
        }
        this.atlas.clearRequests();
        return describeRun(await this.#stack.up(options), this.atlas);
    }

    /** Runs `pulumi import` with a file, and returns the program that Pulumi writes. */
    async import(file: string): Promise<string> {
        const stateFolder = path.join(this.folder, "state");
        const cli = new PulumiCli({ stateFolder, passphrase: "testkit", env: {} });
        const settings = path.join(stateFolder, "workspace/Pulumi.dev.yaml");
        const out = path.join(this.folder, "imported.yaml");
        const answers = ["--yes", "--skip-preview", "--protect=false"];
        const where = ["--stack", "dev", "--config-file", settings, "--out", out];
        await cli.succeed(["import", "--file", file, ...answers, ...where], { folder: this.folder });
        return readFileSync(out, "utf8");
    }

    /** The program's outputs, secrets in clear. */
    outputs(): Promise<Record<string, unknown>> {
        return this.#stack.outputs({ showSecrets: true });
    }

    async close(): Promise<void> {
        await this.atlas.close();
        rmSync(this.folder, { recursive: true, force: true });
    }
}

/** What `pulumi-atlas-org list` writes for `pulumi import`. */
async function importFile({ atlas, orgId, folder }: YamlStack, kinds: readonly string[]): Promise<string> {
    const file = path.join(folder, "import.json");
    const { publicKey, privateKey } = atlas.payingOrganization;
    const args = ["list", orgId, "--import-file", file, ...kinds.flatMap((kind) => ["--kind", kind])];
    await promisify(execFile)(path.join(REPOSITORY, "pulumi-atlas-org"), args, {
        env: {
            PATH: process.env["PATH"],
            MONGODB_ATLAS_BASE_URL: atlas.baseUrl,
            MONGODB_ATLAS_PUBLIC_API_KEY: publicKey,
            MONGODB_ATLAS_PRIVATE_API_KEY: privateKey,
        },
    });
    return file;
}

const ENTRIES = Array.from({ length: 50 }, (_, index) => `203.0.113.${index + 1}`);

function describeYaml(): void {
    let stack: YamlStack;
    beforeEach(async () => {
        stack = await YamlStack.open();
    });
    afterEach(() => stack.close());

    it("imports an organization from what `list` writes, and changes nothing in the next up", async () => {
        const { atlas, orgId } = stack;
        atlas.addApiKey({ orgId, desc: "CI", accessList: ENTRIES });
        atlas.addServiceAccount({ orgId, name: "deployer", accessList: ["198.51.100.0/24"] });
        const file = await importFile(stack, [
            "Organization",
            "OrgApiKey",
            "OrgApiKeyAccessListEntry",
            "OrgServiceAccount",
            "OrgServiceAccountAccessList",
        ]);

        const program = await stack.import(file);
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
