import type { LoggedRequest, RunResult, Step } from "pulumi-atlas-org/testkit";
import type { Row, Screen } from "./screen";
import type { Stage } from "./stage";
import { outcomeOf, symbolOf } from "./wording";

export type Command = "preview" | "up" | "refresh" | "destroy";

/** A run of the engine, and what Atlas received of it. */
export interface Run extends RunResult {
    readonly calls: readonly LoggedRequest[];
    /** The same of Ops Manager. */
    readonly opsManagerCalls: readonly LoggedRequest[];
}

/** A step of the walkthrough did not show what it should. */
export class WalkthroughError extends Error {
    override readonly name = "WalkthroughError";
}

/** @throws WalkthroughError with the sentence, unless the condition holds. */
export function expectThat(condition: boolean, sentence: string): asserts condition {
    if (!condition) {
        throw new WalkthroughError(sentence);
    }
}

/**
 * Runs a command and prints it as a person would type it.
 *
 * @throws WalkthroughError with the engine's own errors when the run fails.
 */
export async function run(stage: Stage, screen: Screen, command: Command): Promise<Run> {
    const { atlas, opsManager, stack, signal } = stage;
    signal.throwIfAborted();
    screen.command(`pulumi ${command}`);
    atlas.clearRequests();
    opsManager.clearRequests();
    const stopWaiting = screen.wait("running");
    try {
        // A signal for this run alone: what listens to it goes with it.
        const result = await stack[command]({ signal: AbortSignal.any([signal]) });
        signal.throwIfAborted();
        const errors = result.diagnostics.filter(({ severity }) => severity === "error");
        expectThat(
            result.ok,
            `\`pulumi ${command}\` failed: ${errors.map(({ message }) => message).join(" ") || "it did not say why"}`,
        );
        return { ...result, calls: atlas.calls(), opsManagerCalls: opsManager.calls() };
    } finally {
        stopWaiting();
    }
}

/** "6 created" and the like; `unchanged` resources last, as the Pulumi CLI counts them. */
export function countText(changes: Readonly<Record<string, number>>, verbs: Record<string, string>): string {
    return Object.entries(verbs)
        .filter(([operation]) => (changes[operation] ?? 0) > 0)
        .map(([operation, verb]) => `${String(changes[operation])} ${verb}`)
        .join(", ");
}

/**
 * @param wanted all that a run should have done: `{ create: 1, same: 5 }`.
 * @throws WalkthroughError with the sentence and what it did, if that is something else.
 */
export function expectChanges(
    { changes }: RunResult,
    wanted: Record<string, number>,
    sentence: string,
): void {
    const names = new Set([...Object.keys(changes), ...Object.keys(wanted)]);
    const isAsWanted = [...names].every((name) => (changes[name] ?? 0) === (wanted[name] ?? 0));
    expectThat(isAsWanted, `${sentence}, but it did: ${JSON.stringify(changes)}.`);
}

/** The steps of a run as rows: what each resource is, and what became of it. */
export function rowsOf(steps: readonly Step[]): Row[] {
    return steps.map((step) => ({
        symbol: symbolOf(step.op),
        kind: kindOf(step.type),
        name: step.name,
        outcome: outcomeOf(step),
    }));
}

/** "Organization" for "pulumi-nodejs:dynamic/mongodbatlas:Organization", "Stack", "Provider". */
export function kindOf(type: string): string {
    return type.startsWith("pulumi:providers:") ? "Provider" : (type.split(":").at(-1) ?? type);
}

/** What Atlas received, and Ops Manager, a line for each call: "POST /orgs/{orgId}/apiKeys  200". */
export function callLines({ calls, opsManagerCalls }: Run): string[] {
    return ["", ...linesOf("Atlas", calls), "", ...linesOf("Ops Manager", opsManagerCalls)];
}

function linesOf(server: string, calls: readonly LoggedRequest[]): string[] {
    const lines = calls.map(({ method, endpoint, path, status }) => {
        const [, template = path] = endpoint?.split(" ") ?? [];
        return { call: `  ${method.padEnd(7)}${template}`, status };
    });
    const width = Math.max(...lines.map(({ call }) => call.length)) + 2;
    return [
        `${server} received:`,
        ...lines.map(({ call, status }) => `${call.padEnd(width)}${String(status)}`),
    ];
}
