import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { EmulatedAtlas } from "pulumi-atlas-org/testkit";
import { PulumiCli } from "#testkit/engine/pulumiCli";
import { openPulumiStack } from "#testkit/engine/pulumiStack";
import type { RunOptions, Stack } from "#testkit/engine/stack";
import { REPOSITORY } from "../../docs/generated/markers";
import type { Run } from "../../support/stackRun";
import { describeRun } from "../../support/stackRun";

interface Opened {
    readonly folder: string;
    readonly project: string;
    readonly stack: Stack;
}

/** A stack on the plugin, run by the Pulumi CLI in a folder of its own, and an Atlas for it. */
export class PluginStack {
    readonly atlas: EmulatedAtlas;
    /** The folder of the program, with Pulumi.yaml in it. */
    readonly folder: string;
    readonly #project: string;
    readonly #stack: Stack;

    private constructor(atlas: EmulatedAtlas, { folder, project, stack }: Opened) {
        this.atlas = atlas;
        this.folder = folder;
        this.#project = project;
        this.#stack = stack;
    }

    /** @param runtime is what Pulumi.yaml says of the program, in YAML. @param env of the program. */
    static async open(runtime: string, env: Record<string, string> = {}): Promise<PluginStack> {
        const atlas = await EmulatedAtlas.start();
        const folder = mkdtempSync(path.join(tmpdir(), "atlas-plugin-"));
        const plugin = `plugins: { providers: [{ name: atlas-org, path: "${REPOSITORY}" }] }`;
        const project = `name: plain\n${runtime}\n${plugin}\n`;
        writeFileSync(path.join(folder, "Pulumi.yaml"), project);
        const { publicKey, privateKey } = atlas.payingOrganization;
        const config = {
            "atlas-org:baseUrl": atlas.baseUrl,
            "atlas-org:publicKey": publicKey,
            "atlas-org:privateKey": { secret: privateKey },
        };
        const stateFolder = path.join(folder, "state");
        const stack = await openPulumiStack({ programFolder: folder, stateFolder, config, env });
        return new PluginStack(atlas, { folder, project, stack });
    }

    get orgId(): string {
        return this.atlas.payingOrganization.orgId;
    }

    /** What `pulumi-atlas-org list` writes for `pulumi import`: the path of a file. */
    async importFile(...options: readonly string[]): Promise<string> {
        const file = path.join(this.folder, "import.json");
        const { publicKey, privateKey } = this.atlas.payingOrganization;
        const args = ["list", this.orgId, "--import-file", file, ...options];
        await promisify(execFile)(path.join(REPOSITORY, "pulumi-atlas-org"), args, {
            env: {
                PATH: process.env["PATH"],
                MONGODB_ATLAS_BASE_URL: this.atlas.baseUrl,
                MONGODB_ATLAS_PUBLIC_API_KEY: publicKey,
                MONGODB_ATLAS_PRIVATE_API_KEY: privateKey,
            },
        });
        return file;
    }

    /** Runs `pulumi import` with a file. @param out is the file, in the folder, that Pulumi writes. */
    async import(file: string, out: string, ...options: readonly string[]): Promise<void> {
        const stateFolder = path.join(this.folder, "state");
        const settings = path.join(stateFolder, "workspace/Pulumi.dev.yaml");
        const args = ["import", "--file", file, "--out", out, "--yes", "--skip-preview", ...options];
        const where = ["--stack", "dev", "--config-file", settings];
        const cli = new PulumiCli({ stateFolder, passphrase: "testkit", env: {} });
        await cli.succeed([...args, ...where], { folder: this.folder });
    }

    /** @param resources as for `up`. */
    async preview(resources?: string): Promise<Run> {
        this.#declare(resources);
        return describeRun(await this.#stack.preview(), this.atlas);
    }

    /** @param resources of a program in YAML. Default: as before. */
    async up(resources?: string, options?: RunOptions): Promise<Run> {
        this.#declare(resources);
        return describeRun(await this.#stack.up(options), this.atlas);
    }

    #declare(resources: string | undefined): void {
        if (resources !== undefined) {
            writeFileSync(path.join(this.folder, "Pulumi.yaml"), `${this.#project}${resources}`);
        }
        this.atlas.clearRequests();
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
