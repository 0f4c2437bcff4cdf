import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { EmulatedAtlas, EmulatedOpsManager, openStack } from "pulumi-atlas-org/testkit";
import type { Stack } from "pulumi-atlas-org/testkit";

/** The folder with the Pulumi.yaml whose `main` is the quickstart's program. */
const PROJECT_FOLDER = path.join(__dirname, "..", "..", "..");

/** Encrypts the secrets in the state of a stack that lives for a minute. */
export const PASSPHRASE = "quickstart";

/** What a run needs, and what it must leave nothing of: emulated servers, a stack, and a temporary folder. */
export interface Stage {
    readonly atlas: EmulatedAtlas;
    /** Where is migrated from. */
    readonly opsManager: EmulatedOpsManager;
    readonly stack: Stack;
    readonly projectFolder: string;
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
export async function withStage(signal: AbortSignal, play: (stage: Stage) => Promise<void>): Promise<void> {
    const folder = mkdtempSync(path.join(tmpdir(), "atlas-quickstart-"));
    const removeFolder = (): void => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    // The last resort: an exit from elsewhere skips every `finally`.
    process.once("exit", removeFolder);
    try {
        const atlas = await EmulatedAtlas.start();
        const opsManager = await EmulatedOpsManager.start({ atlas });
        try {
            const stack = await openQuickstart(atlas, opsManager, folder);
            signal.throwIfAborted();
            await play({ atlas, opsManager, stack, projectFolder: PROJECT_FOLDER, folder, signal });
        } finally {
            await Promise.all([atlas.close(), opsManager.close()]);
        }
    } finally {
        removeFolder();
        process.off("exit", removeFolder);
    }
}

function openQuickstart(
    atlas: EmulatedAtlas,
    { baseUrl: url, source }: EmulatedOpsManager,
    stateFolder: string,
): Promise<Stack> {
    const { ownerId, publicKey, privateKey } = atlas.payingOrganization;
    // The Node.js program of a stack compiles itself into a cache in the temporary folder.
    const temporary = path.join(stateFolder, "tmp");
    mkdirSync(temporary);
    return openStack({
        // To check its types as well would cost some seconds; `npm run typecheck` does that.
        env: { TMPDIR: temporary, TEMP: temporary, TMP: temporary, PULUMI_NODEJS_TRANSPILE_ONLY: "true" },
        programFolder: PROJECT_FOLDER,
        stateFolder,
        passphrase: PASSPHRASE,
        config: {
            ownerId,
            opsManager: JSON.stringify({ url, orgId: source.orgId, publicKey: source.publicKey }),
            opsManagerPrivateKey: { secret: source.privateKey },
            "mongodbatlas:baseUrl": atlas.baseUrl,
            "mongodbatlas:publicKey": publicKey,
            "mongodbatlas:privateKey": { secret: privateKey },
            // A link that is broken here does not mend by itself: nobody has to wait a minute for that.
            "mongodbatlas:maxRetryMs": "1000",
        },
    });
}
