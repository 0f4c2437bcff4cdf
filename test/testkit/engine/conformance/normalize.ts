import path from "node:path";
import type { Diagnostic, ResourceRecord, RunResult, Step } from "#testkit/engine/stack";
import type { CallRecord, RawRun } from "./observe";
import { callName } from "./observe";
import { deletedTooEarly, inOrder, processNumbers, withSortedDeletes } from "./ordering";
import type { Scenario, ScenarioRun } from "./scenario";

/** What a run did, without what differs from one recording to the next. This stands in the golden files. */
export interface Observation {
    run: ScenarioRun;
    ok: boolean;
    calls: unknown[];
    /** "create a", "update b failed". */
    steps: string[];
    /** Present where something was deleted before what depends on it. */
    deletedTooEarly?: string[];
    changes: Record<string, number>;
    outputs: unknown;
    /** The outputs with their secrets, where the scenario has some. */
    clearOutputs?: unknown;
    /** "error a: what it said". */
    diagnostics: string[];
    /** The resources in state, or "unchanged" since the run before. */
    state: unknown;
    /** Whether each pair of the run's `order` came in that order. */
    order?: boolean[];
}

const URN_PREFIX = "urn:pulumi:dev::conformance::";
const SIGNATURE_KEY = "4dabf18193072939515e22adb298388d";
const VOLATILE = ["created", "modified", "sourcePosition", "stackTrace"];
const STACK_LINE = /^at .*:\d+:\d+\)?$/u;
const repository = path.resolve(__dirname, "../../../..");

export function normalize(scenario: Scenario, runs: RawRun[]): Observation[] {
    const clean = cleaner();
    const isParallel = scenario.parallel !== undefined;
    let stateBefore = "[]";
    return runs.map((raw, index) => {
        const state = inOrder(raw.state.deployment.resources.map(stateRecord), isParallel);
        const text = JSON.stringify(clean(state));
        const isUnchanged = text === stateBefore;
        stateBefore = text;
        const tooEarly = deletedTooEarly(raw.result.steps, runs[index - 1]?.state.deployment.resources ?? []);
        const observation: Observation = {
            run: raw.run,
            ok: raw.result.ok,
            calls: calls(raw.calls, isParallel),
            steps: steps(raw, isParallel),
            ...(tooEarly.length > 0 ? { deletedTooEarly: tooEarly } : {}),
            changes: raw.result.changes,
            outputs: raw.result.outputs,
            ...(raw.clearOutputs ? { clearOutputs: raw.clearOutputs } : {}),
            diagnostics: diagnostics(raw.result, scenario),
            state: isUnchanged ? "unchanged" : state,
            ...(raw.run.order ? { order: raw.run.order.map((pair) => cameInOrder(raw.calls, pair)) } : {}),
        };
        return clean(observation) as Observation;
    });
}

/** The secrets of the scenario that a run showed, or stored in clear. */
export function leaks(runs: RawRun[], { secrets = [] }: Scenario): string[] {
    return secrets.filter((secret) => runs.some(({ shown }) => shown.includes(secret)));
}

function calls(log: CallRecord[], isParallel: boolean): unknown[] {
    const starts = log.filter(({ end }) => end !== true);
    const processes = processNumbers(starts);
    const isDelete = ({ method }: CallRecord): boolean => method === "delete" || method === "configure";
    const inCertainOrder = inOrder(withSortedDeletes(starts, isDelete), isParallel);
    return inCertainOrder.map(({ method, label, process, ...args }) => ({
        call: callName({ method, process, ...(label === undefined ? {} : { label }) }),
        ...args,
        // Each provider instance has a process of its own: the first one goes without saying.
        ...(processes.get(process) === 1 ? {} : { process: processes.get(process) }),
    }));
}

function steps({ result }: RawRun, isParallel: boolean): string[] {
    return inOrder(
        withSortedDeletes(result.steps.map(step), (text) => /^(?:delete|discard)/u.test(text)),
        isParallel,
    );
}

function cameInOrder(log: CallRecord[], [before, after]: [string, string]): boolean {
    const end = log.findIndex((call) => callName(call) === before && call.end === true);
    const start = log.findIndex((call) => callName(call) === after);
    return end >= 0 && end < start;
}

function step({ op, name, status }: Step): string {
    return `${op} ${name}${status === "failed" ? " failed" : ""}`;
}

/**
 * What a host prints comes through a pipe of its own, sooner or later than the error of the call. The CLI masks no
 * secret in it but those of the present configuration; the testkit's engine masks them all.
 */
function diagnostics(result: RunResult, { secrets = [] }: Scenario): string[] {
    const masked = (text: string): string =>
        secrets.reduce((rest, secret) => rest.replaceAll(secret, "[secret]"), text);
    return result.diagnostics
        .filter(({ message }) => !STACK_LINE.test(message))
        .map((entry) => masked(diagnostic(entry)))
        .sort();
}

function diagnostic({ severity, urn, message }: Diagnostic): string {
    const name = urn?.split("::").at(-1);
    return `${severity}${name === undefined ? "" : ` ${name}`}: ${message}`;
}

function stateRecord(resource: ResourceRecord): unknown {
    const kept = Object.entries(resource).filter(([field]) => !VOLATILE.includes(field));
    const { type, dependencies, ...record } = Object.fromEntries(kept) as unknown as ResourceRecord;
    const propertyDependencies = record["propertyDependencies"] as Record<string, string[]> | undefined;
    delete record["propertyDependencies"];
    const byProperty = Object.entries(propertyDependencies ?? {}).filter(([, urns]) => urns.length > 0);
    return {
        ...record,
        // The URN names the type as well.
        ...(resource.urn.split("::")[2]?.split("$").at(-1) === type ? {} : { type }),
        ...(dependencies ? { dependencies: dependencies.toSorted() } : {}),
        ...(byProperty.length > 0
            ? {
                  propertyDependencies: Object.fromEntries(
                      byProperty.map(([name, urns]) => [name, urns.toSorted()]),
                  ),
              }
            : {}),
    };
}

/** Names random ids in the order in which they first appear, and takes out paths, markers and URN prefixes. */
function cleaner(): (value: unknown) => unknown {
    const ids = new Map<string, string>();
    const cleanText = (text: string): string => {
        if (text.startsWith("exports.handler = ")) return "[loader]";
        return text
            .replaceAll("04da6b54-80e4-46f7-96ec-b56ff0331ba9", "[unknown]")
            .replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gu, (id) => {
                if (!ids.has(id)) ids.set(id, `id-${ids.size + 1}`);
                return ids.get(id)!;
            })
            .replaceAll(URN_PREFIX, "")
            .replaceAll(repository, "");
    };
    const clean = (value: unknown): unknown => {
        if (typeof value === "string") return cleanText(value);
        if (Array.isArray(value)) return value.map(clean);
        if (typeof value !== "object" || value === null) return value;
        const { plaintext } = value as Record<string, unknown>;
        if (SIGNATURE_KEY in value) return { secret: clean(JSON.parse(plaintext as string)) };
        return Object.fromEntries(
            Object.entries(value)
                .filter(([, item]) => item !== undefined)
                .map(([name, item]) => [name, clean(item)]),
        );
    };
    return clean;
}
