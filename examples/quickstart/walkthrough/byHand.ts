import { once } from "node:events";
import { createInterface } from "node:readline";
import { countText, rowsOf, run } from "./runs";
import type { Command } from "./runs";
import { projectFolderOf } from "./programs";
import type { Screen } from "./screen";
import { curlLines, pulumiLines, shellOf } from "./shellLines";
import type { Stage } from "./stage";
import { verbs } from "./wording";

const SHELL = shellOf(process.platform);
const COMMANDS: readonly string[] = ["preview", "up", "refresh", "destroy"];

/** Prints how to go on by hand, and keeps everything up until the signal. */
export async function leaveUp(stage: Stage, screen: Screen): Promise<void> {
    screen.title("Left up: go on by hand");
    screen.say(
        "Atlas and the stack stay up until you press Ctrl-C here; that removes both. The keys below are in clear because this Atlas is emulated: they open nothing else.",
    );
    sayCurl(stage, screen);
    screen.say(
        `To change what is wanted, edit ${stage.program.file}, for example the cidrBlock of the entry, and run preview or up.`,
    );
    if (stage.stack.engine === "pulumi") {
        sayPulumi(stage, screen);
        await once(stage.signal, "abort");
    } else {
        await takeCommands(stage, screen);
    }
}

function sayCurl({ atlas }: Stage, screen: Screen): void {
    const keys = [...atlas.store.apiKeys.values()];
    const owner = keys.find(({ desc }) => desc === "pulumi");
    const runner = keys.find(({ desc }) => desc === "CI runner");
    if (owner === undefined || runner === undefined) {
        return;
    }
    screen.say("To look at the organization, and to change something behind the stack's back:");
    screen.line("");
    screen.verbatim(curlLines(SHELL, { baseUrl: atlas.baseUrl, owner, runner }));
}

function sayPulumi({ folder, program }: Stage, screen: Screen): void {
    screen.say("To run Pulumi on the stack, in another terminal:");
    screen.line("");
    screen.verbatim(pulumiLines(SHELL, { folder, projectFolder: projectFolderOf(program) }));
}

/** There is no command line for the testkit's engine, so its commands are typed here. */
async function takeCommands(stage: Stage, screen: Screen): Promise<void> {
    screen.say(
        "To run the engine on the stack, type preview, up, refresh, destroy or outputs here, and Enter.",
    );
    const input = createInterface({ input: process.stdin });
    const stop = (): void => input.close();
    stage.signal.addEventListener("abort", stop, { once: true });
    for await (const line of input) {
        await obey(line.trim(), stage, screen);
    }
    // The end of a terminal's input is Ctrl-D; elsewhere there may have been none from the start.
    if (!process.stdin.isTTY && !stage.signal.aborted) {
        await once(stage.signal, "abort");
    }
}

async function obey(word: string, stage: Stage, screen: Screen): Promise<void> {
    screen.line("");
    if (word === "outputs") {
        const outputs = await stage.stack.outputs({ showSecrets: true });
        screen.verbatim(Object.entries(outputs).map(([name, value]) => `${name}  ${String(value)}`));
    } else if (COMMANDS.includes(word)) {
        await runByHand(word as Command, stage, screen);
    } else if (word !== "") {
        screen.verbatim([`There is no "${word}": type preview, up, refresh, destroy or outputs.`]);
    }
}

async function runByHand(command: Command, stage: Stage, screen: Screen): Promise<void> {
    try {
        const { steps, changes } = await run(stage, screen, command);
        screen.rows(rowsOf(steps.filter(({ op }) => op !== "same" && op !== "refresh")));
        screen.say(countText(changes, verbs(command === "preview" ? "planned" : "done")));
    } catch (error) {
        if (!stage.signal.aborted) {
            screen.say((error as Error).message);
        }
    }
}
