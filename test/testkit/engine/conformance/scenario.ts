import { readdirSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { ConfigValue } from "#testkit/engine/stack";

/** One program and the runs it goes through, in program/scenarios/<name>.js. */
export interface Scenario {
    name: string;
    /** Operations at a time; default 1, which makes the order of all calls certain. */
    parallel?: number;
    config?: Record<string, ConfigValue>;
    runs: ScenarioRun[];
    /** Values that no run may show, and that no state may hold in clear. */
    secrets?: string[];
}

export interface ScenarioRun {
    run: "preview" | "up" | "refresh" | "destroy";
    /** Tells the program what to declare; stays until another run sets it. */
    variant?: string;
    /** What the provider does in this run instead of what a tidy one does: by label, then method. */
    things?: Record<string, Record<string, unknown>>;
    /** What happened in the cloud before this run, by id: properties changed, or null for gone. */
    cloud?: Record<string, Record<string, unknown> | null>;
    /** Configuration changed before this run; null removes. */
    config?: Record<string, ConfigValue | null>;
    replace?: string[];
    refresh?: boolean;
    /** Cancels the run as soon as this call ("a create") has started. */
    abortAt?: string;
    /** Pairs of calls of which the first must have ended before the second starts. */
    order?: [string, string][];
}

export const programFolder = path.join(__dirname, "program");

const scenarioFolder = path.join(programFolder, "scenarios");

export const scenarioNames = readdirSync(scenarioFolder)
    .filter((file) => file.endsWith(".js"))
    .map((file) => path.basename(file, ".js"))
    .sort();

export async function loadScenario(name: string): Promise<Scenario> {
    const url = pathToFileURL(path.join(scenarioFolder, `${name}.js`)).href;
    return { ...((await import(url)) as Scenario), name };
}
