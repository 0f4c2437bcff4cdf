import { stripVTControlCharacters } from "node:util";
import type { Diagnostic, Operation, RunResult, Step } from "./stack";

/** The fields read here of an engine event; its whole form is `EngineEvent` of @pulumi/pulumi/automation. */
interface EngineEvent {
    resourcePreEvent?: { metadata: StepMetadata };
    resOutputsEvent?: { metadata: StepMetadata };
    resOpFailedEvent?: { metadata: StepMetadata };
    diagnosticEvent?: {
        urn?: string;
        prefix?: string;
        message: string;
        severity: string;
        ephemeral?: boolean;
    };
    summaryEvent?: { resourceChanges?: Record<string, number> };
}

interface StepMetadata {
    op: Operation;
    urn: string;
    type: string;
    new?: { outputs?: Record<string, unknown> } | null;
}

const SECRET_SIGNATURE = "1b47061264138c4ac30d75fd1eb44270";
const SIGNATURE_KEY = "4dabf18193072939515e22adb298388d";
const STACK_TYPE = "pulumi:pulumi:Stack";
/** How a value that is not known yet travels in events; pkg/resource/plugin/rpc.go of pulumi/pulumi. */
const UNKNOWN_VALUES = new Set([
    "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
    "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
    "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
    "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
    "030794c1-ac77-496b-92df-f27374a8bd58",
    "e48ece36-62e2-4504-bad9-02848725956a",
    "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/** What the lines of an event log say about a run, but for whether it succeeded. */
export function readEventLog(log: string, { isPreview }: { isPreview: boolean }): Omit<RunResult, "ok"> {
    const events = log
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => JSON.parse(line) as EngineEvent);
    return {
        steps: steps(events, isPreview),
        outputs: stackOutputs(events),
        diagnostics: events.flatMap(diagnostic),
        changes: events.find((event) => event.summaryEvent)?.summaryEvent?.resourceChanges ?? {},
    };
}

function steps(events: EngineEvent[], isPreview: boolean): Step[] {
    const open = new Map<string, Step>();
    const all: Step[] = [];
    for (const event of events) {
        const started = event.resourcePreEvent?.metadata;
        const ended = event.resOutputsEvent?.metadata ?? event.resOpFailedEvent?.metadata;
        if (started && isShown(started)) {
            const step: Step = { ...identity(started), status: "planned" };
            open.set(key(started), step);
            all.push(step);
        } else if (ended && !isPreview) {
            const step = open.get(key(ended));
            if (step) step.status = event.resOpFailedEvent ? "failed" : "done";
        }
    }
    return all;
}

/** Default providers are the engine's own business: its displays and its count of changes leave them out. */
function isShown({ type, urn }: StepMetadata): boolean {
    return !(type.startsWith("pulumi:providers:") && /::default(_[^:]*)?$/u.test(urn));
}

function key({ op, urn }: StepMetadata): string {
    return `${op} ${urn}`;
}

function identity({ op, urn, type }: StepMetadata): Omit<Step, "status"> {
    return { op, urn, type, name: urn.split("::").slice(3).join("::") };
}

function stackOutputs(events: EngineEvent[]): Record<string, unknown> {
    const stack = events.findLast((event) => event.resOutputsEvent?.metadata.type === STACK_TYPE);
    return plain(stack?.resOutputsEvent?.metadata.new?.outputs ?? {}) as Record<string, unknown>;
}

/** A value as people see it: no secret, and no marker of Pulumi's wire format. */
function plain(value: unknown): unknown {
    if (typeof value === "string") return UNKNOWN_VALUES.has(value) ? "[unknown]" : value;
    if (Array.isArray(value)) return value.map(plain);
    if (typeof value !== "object" || value === null) return value;
    if ((value as Record<string, unknown>)[SIGNATURE_KEY] === SECRET_SIGNATURE) return "[secret]";
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, plain(item)]));
}

function diagnostic({ diagnosticEvent: event }: EngineEvent): Diagnostic[] {
    // Debug events come whether asked for or not, and name inputs in clear.
    if (!event || event.ephemeral === true || event.severity === "debug") return [];
    const message = stripVTControlCharacters(event.message)
        .replace(/<\{%[^%]*%\}>/gu, "")
        .trim();
    const severity = event.severity === "info#err" ? "info" : (event.severity as Diagnostic["severity"]);
    return [{ severity, message, ...(event.urn ? { urn: event.urn } : {}) }];
}
