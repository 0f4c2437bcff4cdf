import { inWordsOfDynamicResources } from "./front";
import type { EmulatedAtlas, LoggedRequest } from "pulumi-atlas-org/testkit";
import type { Diagnostic, Operation, RunResult } from "#testkit/engine/stack";

/** A run and what Atlas saw of it. */
export interface Run extends RunResult {
    /** What happened to each resource, by its name and in order; the stack itself is left out. */
    readonly ops: Readonly<Record<string, Operation[]>>;
    /** The calls that Atlas received, as its documentation spells them: "GET /orgs/{orgId}". */
    readonly calls: string[];
    /** The calls that were to change something. */
    readonly writes: string[];
    /** All diagnostics, in one text, and in the words of dynamic resources. */
    readonly said: string;
    /** Those of `calls` whose path names this organization or key. */
    callsTo(id: string): string[];
    /** Those of them that were to change something. */
    writesTo(id: string): string[];
    /** The diagnostics that concern this resource, in one text. */
    saidOf(name: string): string;
}

const STACK_TYPE = "pulumi:pulumi:Stack";

/** @param atlas has logged the calls of this run, and no others. */
export function describeRun(result: RunResult, atlas: EmulatedAtlas): Run {
    const requests = atlas.calls();
    const calls = requests.map(spell);
    const callsTo = (id: string) => requests.filter(({ path }) => path.split("/").includes(id)).map(spell);
    return {
        ...result,
        ops: opsByName(result),
        calls,
        writes: calls.filter(isWrite),
        said: textOf(result.diagnostics),
        callsTo,
        writesTo: (id) => callsTo(id).filter(isWrite),
        saidOf: (name) => textOf(result.diagnostics.filter(({ urn }) => urn?.endsWith(`::${name}`) === true)),
    };
}

function spell({ method, endpoint, path }: LoggedRequest): string {
    return endpoint ?? `${method} ${path}`;
}

function isWrite(call: string): boolean {
    return !call.startsWith("GET ");
}

function textOf(diagnostics: readonly Diagnostic[]): string {
    return inWordsOfDynamicResources(diagnostics.map(({ message }) => message).join("\n"));
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
