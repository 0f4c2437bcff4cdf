import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { openTestkitStack } from "pulumi-atlas-org/testkit";
import type { EmulatedAtlas, RunResult, Stack } from "pulumi-atlas-org/testkit";
import { addresses, timed } from "./measure";
import { takeProviderMs } from "./providerClock";
import { PARALLEL } from "./results";
import type { Cost, Way } from "./results";

/** A stack of some addresses, declared in one way. */
export class BenchStack {
    readonly #atlas: EmulatedAtlas;
    readonly #stack: Stack;
    readonly #folder: string;

    private constructor(atlas: EmulatedAtlas, stack: Stack, folder: string) {
        this.#atlas = atlas;
        this.#stack = stack;
        this.#folder = folder;
    }

    static async open(atlas: EmulatedAtlas, way: Way, entries: number): Promise<BenchStack> {
        const folder = await mkdtemp(path.join(tmpdir(), "atlas-bench-"));
        const declared = path.join(folder, "declared.json");
        const { orgId, publicKey, privateKey } = atlas.payingOrganization;
        const apiKeyId = atlas.addApiKey({ orgId }).id;
        await writeFile(declared, JSON.stringify({ way, orgId, apiKeyId, addresses: addresses(entries) }));
        const stack = await openTestkitStack({
            programFolder: path.join(__dirname, "program"),
            stateFolder: folder,
            parallel: PARALLEL,
            config: {
                "mongodbatlas:baseUrl": atlas.baseUrl,
                "mongodbatlas:publicKey": publicKey,
                "mongodbatlas:privateKey": { secret: privateKey },
            },
            env: { BENCH_DECLARED: declared },
        });
        return new BenchStack(atlas, stack, folder);
    }

    async run(command: "up" | "refresh" | "destroy"): Promise<Cost> {
        this.#atlas.clearRequests();
        takeProviderMs();
        let result: RunResult | undefined;
        const wallMs = await timed(async () => {
            result = await this.#stack[command]();
        });
        if (result?.ok !== true) {
            const said = result?.diagnostics.map(({ message }) => message).join("\n") ?? "";
            throw new Error(`${command} failed: ${said}`);
        }
        return { requests: this.#atlas.requests.length, providerMs: takeProviderMs(), wallMs };
    }

    async close(): Promise<void> {
        await rm(this.#folder, { recursive: true, force: true });
    }
}
