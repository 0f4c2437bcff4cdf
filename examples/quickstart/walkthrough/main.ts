/**
 * The quickstart: runs the program beside this folder against an emulated Atlas, and shows each step.
 *
 *     npm run quickstart
 *     npm run quickstart -- --keep
 *     npm run quickstart -- --yaml
 */
import { inspect, parseArgs } from "node:util";
import { leaveUp } from "./byHand";
import { missingBy, missingFor } from "./needs";
import { TYPESCRIPT, YAML } from "./programs";
import { Screen } from "./screen";
import { withStage } from "./stage";
import type { Stage } from "./stage";
import { UNTIL_REPAIRED, WHOLE_STORY } from "./story";

const SIGNALS = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1 } as const;
/** npm passes a Ctrl-C on that the terminal has sent us already: one that follows so soon is the same. */
const ECHO_MS = 500;

async function main(): Promise<number> {
    const flag = { type: "boolean", default: false } as const;
    const { keep, yaml } = parseArgs({ options: { keep: flag, yaml: flag } }).values;
    const program = yaml ? YAML : TYPESCRIPT;
    const missing = missingFor(program);
    if (missing !== undefined) {
        return complain(new Error(missing));
    }
    const screen = new Screen(process.stdout);
    const interruption = interruptible(screen);
    const startedMs = Date.now();
    try {
        await withStage({ program, signal: interruption.signal }, (stage) =>
            keep ? playAndKeep(stage, screen) : play(stage, screen),
        );
    } catch (error) {
        if (!interruption.signal.aborted) {
            return complain(error);
        }
        sayStopped(screen);
        return interruption.exitCode();
    }
    if (keep) {
        sayStopped(screen);
    } else {
        conclude(screen, Date.now() - startedMs);
    }
    return 0;
}

async function play(stage: Stage, screen: Screen, chapters = WHOLE_STORY): Promise<void> {
    introduce(stage, screen);
    for (const chapter of chapters) {
        stage.signal.throwIfAborted();
        screen.heading(chapter.heading);
        await chapter.tell(stage, screen);
    }
}

async function playAndKeep(stage: Stage, screen: Screen): Promise<void> {
    await play(stage, screen, UNTIL_REPAIRED);
    await leaveUp(stage, screen);
}

/**
 * Ctrl-C, a polite kill, and a reader of our output that went away all stop the run and clear the stage. A signal that
 * comes while this is under way ends the process at once.
 */
function interruptible(screen: Screen): { signal: AbortSignal; exitCode: () => number } {
    const controller = new AbortController();
    let exitCode = 0;
    let stoppedAtMs = 0;
    for (const [name, number] of Object.entries(SIGNALS)) {
        process.on(name, () => {
            if (!controller.signal.aborted) {
                stoppedAtMs = Date.now();
                exitCode = 128 + number;
                screen.line("\nStopping …");
                controller.abort();
            } else if (Date.now() - stoppedAtMs > ECHO_MS) {
                process.exit(exitCode);
            }
        });
    }
    process.stdout.on("error", () => controller.abort());
    onLostShell(() => process.kill(process.pid, "SIGTERM"));
    return { signal: controller.signal, exitCode: () => exitCode };
}

/** npm hands a kill on to its shell, which ends without telling us: then our parent is another process. */
function onLostShell(stop: () => void): void {
    const parent = process.ppid;
    if (process.env["npm_lifecycle_event"] !== undefined) {
        setInterval(() => process.ppid !== parent && stop(), ECHO_MS).unref();
    }
}

function introduce({ atlas, opsManager, program, stack, folder }: Stage, screen: Screen): void {
    screen.title("pulumi-atlas-org quickstart");
    screen.facts([
        [
            "Program",
            `${program.file}: an organization, an API key in it, the key's access list, and both ends of a link for live migration`,
        ],
        ["Atlas", `emulated on this machine, ${atlas.baseUrl}: no account is needed`],
        ["Ops Manager", `emulated as well, ${opsManager.baseUrl}`],
        [
            "Engine",
            stack.engine === "pulumi"
                ? `the Pulumi CLI, as \`pulumi\` is on the PATH${program === YAML ? ", with the plugin of this package" : ""}`
                : "the testkit's own, as `pulumi` is not on the PATH; it does what the commands would do",
        ],
        ["Files", `${folder}, removed at the end`],
    ]);
}

function conclude(screen: Screen, elapsedMs: number): void {
    screen.line(
        `\nAll ${WHOLE_STORY.length} steps showed what they should, in ${Math.round(elapsedMs / 1000)} seconds. Nothing is left: no process, no file.`,
    );
    screen.facts([
        ["npm run quickstart -- --keep", "the same, left up for you to try things by hand"],
        ["npm run quickstart -- --yaml", "the same as a YAML program on the plugin, with the Pulumi CLI"],
        ["examples/", "stacks to start from: existing-organization, live-migration"],
        ["README.md, docs/", "the resources, and how to point a program at real Atlas"],
    ]);
}

function sayStopped(screen: Screen): void {
    screen.line("\nStopped. Nothing is left: no process, and the temporary folder is removed.");
}

function complain(error: unknown): number {
    const text =
        missingBy(error) ??
        (error instanceof Error && process.env["DEBUG"] === undefined ? error.message : inspect(error));
    process.stderr.write(`\nThe quickstart stopped: ${text}\n`);
    return 1;
}

main().then(
    (exitCode) => {
        process.exitCode = exitCode;
    },
    (error: unknown) => {
        process.exitCode = complain(error);
    },
);
