import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { EmulatedAtlas, EmulatedOpsManager, openStack } from "pulumi-atlas-org/testkit";
import type { Stack } from "pulumi-atlas-org/testkit";
import { projectFolderOf } from "./programs";
import type { Program } from "./programs";

/** Encrypts the secrets in the state of a stack that lives for a minute. */
export const PASSPHRASE = "quickstart";

/** What a run needs, and what it must leave nothing of: emulated servers, a stack, and a temporary folder. */
export interface Stage {
    readonly atlas: EmulatedAtlas;
    /** Where is migrated from. */
    readonly opsManager: EmulatedOpsManager;
    readonly stack: Stack;
    readonly program: Program;
    /** All that Pulumi writes is below this folder. */
    readonly folder: string;
    /** Ends the run that is under way, if any. */
    readonly signal: AbortSignal;
}

/**
 * Sets the stage, lets `play` use it, and clears it whatever happens.
 *
 * @throws what `play` throws, and the signal's reason when it is aborted.
 */
export async function withStage(
    { program, signal }: Pick<Stage, "program" | "signal">,
    play: (stage: Stage) => Promise<void>,
): Promise<void> {
    const folder = mkdtempSync(path.join(tmpdir(), "atlas-quickstart-"));
    const removeFolder = (): void => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    // The last resort: an exit from elsewhere skips every `finally`.
    process.once("exit", removeFolder);
    try {
        const atlas = await EmulatedAtlas.start();
        const opsManager = await EmulatedOpsManager.start({ atlas });
        try {
            const set = { atlas, opsManager, program, folder, signal };
            const stack = await openQuickstart(set);
            signal.throwIfAborted();
            await play({ ...set, stack });
        } finally {
            await Promise.all([atlas.close(), opsManager.close()]);
        }
    } finally {
        removeFolder();
        process.off("exit", removeFolder);
    }
}

function openQuickstart({ atlas, opsManager, program, folder }: Omit<Stage, "stack">): Promise<Stack> {
    // The Node.js program of a stack compiles itself into a cache in the temporary folder.
    const temporary = path.join(folder, "tmp");
    mkdirSync(temporary);
    return openStack({
        engine: program.engine,
        // To check its types as well would cost some seconds; `npm run typecheck` does that.
        env: { TMPDIR: temporary, TEMP: temporary, TMP: temporary, PULUMI_NODEJS_TRANSPILE_ONLY: "true" },
        programFolder: projectFolderOf(program),
        stateFolder: folder,
        passphrase: PASSPHRASE,
        config: program.config(atlas, opsManager),
    });
}
