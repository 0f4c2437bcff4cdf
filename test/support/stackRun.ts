import type { EmulatedAtlas } from "pulumi-atlas-org/testkit";
import type { Operation, RunResult } from "#testkit/engine/stack";

/** A run and what Atlas saw of it. */
export interface Run extends RunResult {
    /** What happened to each resource, by its name and in order; the stack itself is left out. */
    readonly ops: Readonly<Record<string, Operation[]>>;
    /** The calls that Atlas received, as its documentation spells them: "GET /orgs/{orgId}". */
    readonly calls: string[];
    /** The calls that were to change something. */
    readonly writes: string[];
    /** All diagnostics, in one text. */
    readonly said: string;
}

const STACK_TYPE = "pulumi:pulumi:Stack";

/** @param atlas has logged the calls of this run, and no others. */
export function describeRun(result: RunResult, atlas: EmulatedAtlas): Run {
    const calls = atlas.calls().map(({ method, endpoint, path }) => endpoint ?? `${method} ${path}`);
    return {
        ...result,
        ops: opsByName(result),
        calls,
        writes: calls.filter((call) => !call.startsWith("GET ")),
        said: result.diagnostics.map(({ message }) => message).join("\n"),
    };
}

function opsByName({ steps }: RunResult): Record<string, Operation[]> {
    const ops: Record<string, Operation[]> = {};
    for (const { type, name, op } of steps) {
        if (type !== STACK_TYPE) {
            (ops[name] ??= []).push(op);
        }
    }
    return ops;
}
