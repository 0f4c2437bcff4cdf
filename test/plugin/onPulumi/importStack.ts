import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { EmulatedAtlas } from "pulumi-atlas-org/testkit";
import { PulumiCli } from "#testkit/engine/pulumiCli";
import { openPulumiStack } from "#testkit/engine/pulumiStack";
import type { Stack } from "#testkit/engine/stack";
import { REPOSITORY } from "../../docs/generated/markers";
import type { Run } from "../../support/stackRun";
import { describeRun } from "../../support/stackRun";

/** A stack for what an emulated Atlas holds, in a folder of its own, run by the Pulumi CLI. */
export class ImportStack {
    readonly atlas: EmulatedAtlas;
    /** The folder of the program, with Pulumi.yaml in it. */
    readonly folder: string;
    readonly #stack: Stack;

    private constructor(atlas: EmulatedAtlas, folder: string, stack: Stack) {
        this.atlas = atlas;
        this.folder = folder;
        this.#stack = stack;
    }

    /** @param runtime is what Pulumi.yaml says of the program, in YAML. @param env of the program. */
    static async open(runtime: string, env: Record<string, string> = {}): Promise<ImportStack> {
        const atlas = await EmulatedAtlas.start();
        const folder = mkdtempSync(path.join(tmpdir(), "atlas-import-"));
        const plugin = `plugins: { providers: [{ name: atlas-org, path: "${REPOSITORY}" }] }`;
        writeFileSync(path.join(folder, "Pulumi.yaml"), `name: imported\n${runtime}\n${plugin}\n`);
        const { publicKey, privateKey } = atlas.payingOrganization;
        const config = {
            "atlas-org:baseUrl": atlas.baseUrl,
            "atlas-org:publicKey": publicKey,
            "atlas-org:privateKey": { secret: privateKey },
        };
        const stateFolder = path.join(folder, "state");
        const stack = await openPulumiStack({ programFolder: folder, stateFolder, config, env });
        return new ImportStack(atlas, folder, stack);
    }

    get orgId(): string {
        return this.atlas.payingOrganization.orgId;
    }

    /** `pulumi-atlas-org list`, then `pulumi import --file`. @param out is the file that Pulumi writes. */
    async import(out: string): Promise<void> {
        const { publicKey, privateKey } = this.atlas.payingOrganization;
        const list = ["list", this.orgId, "--import-file", "import.json"];
        await promisify(execFile)(path.join(REPOSITORY, "pulumi-atlas-org"), list, {
            cwd: this.folder,
            env: {
                PATH: process.env["PATH"],
                MONGODB_ATLAS_BASE_URL: this.atlas.baseUrl,
                MONGODB_ATLAS_PUBLIC_API_KEY: publicKey,
                MONGODB_ATLAS_PRIVATE_API_KEY: privateKey,
            },
        });
        const stateFolder = path.join(this.folder, "state");
        const settings = path.join(stateFolder, "workspace/Pulumi.dev.yaml");
        const args = ["import", "--file", "import.json", "--out", out, "--yes", "--skip-preview"];
        const where = ["--stack", "dev", "--config-file", settings];
        const cli = new PulumiCli({ stateFolder, passphrase: "testkit", env: {} });
        await cli.succeed([...args, ...where], { folder: this.folder });
    }

    async preview(): Promise<Run> {
        this.atlas.clearRequests();
        return describeRun(await this.#stack.preview(), this.atlas);
    }

    async close(): Promise<void> {
        await this.atlas.close();
        rmSync(this.folder, { recursive: true, force: true });
    }
}
