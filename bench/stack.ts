import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { openStack } from "pulumi-atlas-org/testkit";
import type { EmulatedAtlas, EngineName, OpenStackOptions, RunResult, Stack } from "pulumi-atlas-org/testkit";
import type { Front } from "./frontResults";
import { addresses, timed } from "./measure";
import { takeProviderMs } from "./providerClock";
import { PARALLEL } from "./results";
import type { Cost, Way } from "./results";

export interface StackChoice {
    readonly front?: Front;
    readonly engine?: OpenStackOptions["engine"];
}

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

    static async open(
        atlas: EmulatedAtlas,
        way: Way,
        entries: number,
        { front = "dynamic", engine = "testkit" }: StackChoice = {},
    ): Promise<BenchStack> {
        const folder = await mkdtemp(path.join(tmpdir(), "atlas-bench-"));
        const declared = path.join(folder, "declared.json");
        const { orgId, publicKey, privateKey } = atlas.payingOrganization;
        const apiKeyId = atlas.addApiKey({ orgId }).id;
        await writeFile(
            declared,
            JSON.stringify({ front, way, orgId, apiKeyId, addresses: addresses(entries) }),
        );
        const namespace = front === "plugin" ? "atlas-org" : "mongodbatlas";
        const stack = await openStack({
            engine,
            programFolder: path.join(__dirname, "program"),
            stateFolder: folder,
            parallel: PARALLEL,
            config: {
                [`${namespace}:baseUrl`]: atlas.baseUrl,
                [`${namespace}:publicKey`]: publicKey,
                [`${namespace}:privateKey`]: { secret: privateKey },
            },
            env: { BENCH_DECLARED: declared },
        });
        return new BenchStack(atlas, stack, folder);
    }

    get engine(): EngineName {
        return this.#stack.engine;
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
