import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Deployment, RunOptions, RunResult, Stack, StackOptions } from "#testkit/engine/stack";
import type { Scenario, ScenarioRun } from "./scenario";
import { programFolder } from "./scenario";

/** All that one run of a scenario did, as the engine told it and as the provider saw it. */
export interface RawRun {
    run: ScenarioRun;
    result: RunResult;
    calls: CallRecord[];
    state: Deployment;
    /** The outputs of the stack with their secrets, where the scenario has secrets. */
    clearOutputs?: Record<string, unknown>;
    /** Everything that may be shown or stored, in one text: no secret may be in it in clear. */
    shown: string;
}

/** A line of the recorder's log; every call has a second line with `end`, except `configure`. */
export interface CallRecord {
    method: string;
    label?: string;
    end?: boolean;
    process: number;
    [argument: string]: unknown;
}

export type OpenStack = (options: StackOptions) => Promise<Stack>;

/** Takes the program of a scenario through its runs, in a temporary folder that is gone afterwards. */
export async function observe(scenario: Scenario, openStack: OpenStack): Promise<RawRun[]> {
    const folder = await mkdtemp(path.join(tmpdir(), "conformance-"));
    try {
        await mkdir(path.join(folder, "cloud"));
        return await observeIn(folder, scenario, openStack);
    } finally {
        await rm(folder, { recursive: true, force: true });
    }
}

async function observeIn(folder: string, scenario: Scenario, openStack: OpenStack): Promise<RawRun[]> {
    const lines: string[] = [];
    const stack = await openStack({
        programFolder,
        stateFolder: path.join(folder, "state"),
        config: scenario.config ?? {},
        parallel: scenario.parallel ?? 1,
        env: {
            CONFORMANCE_FOLDER: folder,
            CONFORMANCE_SCENARIO: scenario.name,
            CONFORMANCE_AT_ONCE: String(scenario.parallel !== undefined),
        },
        onLine: (line) => lines.push(line),
    });
    const runs: RawRun[] = [];
    let variant = "";
    for (const run of scenario.runs) {
        variant = run.variant ?? variant;
        await prepare(folder, stack, { ...run, variant });
        const result = await start({ folder, stack, lines }, run);
        const stored = JSON.stringify(await stack.exportState());
        runs.push({
            run,
            result,
            calls: await readCalls(folder),
            state: await stack.exportState({ showSecrets: true }),
            ...(scenario.secrets ? { clearOutputs: await stack.outputs({ showSecrets: true }) } : {}),
            shown: [JSON.stringify(result), stored, ...lines.splice(0)].join("\n"),
        });
    }
    return runs;
}

async function prepare(folder: string, stack: Stack, run: ScenarioRun): Promise<void> {
    const { variant, things = {}, cloud = {}, config = {} } = run;
    await writeFile(path.join(folder, "script.json"), JSON.stringify({ variant, things }));
    await writeFile(path.join(folder, "calls.jsonl"), "");
    for (const [id, change] of Object.entries(cloud)) {
        const file = path.join(folder, "cloud", `${id}.json`);
        const before = JSON.parse(await readFile(file, "utf8").catch(() => "{}")) as object;
        await writeFile(file, JSON.stringify(change && { ...before, ...change }));
    }
    for (const [key, value] of Object.entries(config)) {
        await (value === null ? stack.removeConfig(key) : stack.setConfig(key, value));
    }
}

interface Running {
    folder: string;
    stack: Stack;
    /** The lines shown so far. */
    lines: string[];
}

async function start(running: Running, run: ScenarioRun): Promise<RunResult> {
    const options: RunOptions = {
        ...(run.replace ? { replace: run.replace } : {}),
        ...(run.refresh ? { refresh: true } : {}),
    };
    if (run.abortAt === undefined) return running.stack[run.run](options);
    const abort = new AbortController();
    const result = running.stack[run.run]({ ...options, signal: abort.signal });
    await Promise.race([result, abortAt(run.abortAt, abort, running)]);
    return result;
}

/** Cancels when the call has started, and lets the call go on as soon as the engine knows of it. */
async function abortAt(
    call: string,
    abort: AbortController,
    { folder, stack, lines }: Running,
): Promise<void> {
    await until(async () => (await readCalls(folder)).some((entry) => callName(entry) === call));
    abort.abort();
    // The CLI gets a signal in its own time; the testkit has none of it to wait for.
    if (stack.engine === "pulumi") await until(() => lines.some((line) => line.includes("^C received")));
    await writeFile(path.join(folder, "cancelled"), "");
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
    while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 20).unref());
}

async function readCalls(folder: string): Promise<CallRecord[]> {
    const log = await readFile(path.join(folder, "calls.jsonl"), "utf8");
    const lines = log.split("\n").slice(0, -1);
    return lines.map((line) => JSON.parse(line) as CallRecord);
}

export function callName({ label, method }: CallRecord): string {
    return label === undefined ? method : `${label} ${method}`;
}
