import { isIncompleteList } from "../atlas/errors/errorPredicates";
import { messageOf } from "../atlas/errors/errors";
import type { Changes } from "../schema/diff";
import { compare } from "../schema/diff";
import type { CheckedInputs } from "./inputCheck";
import { checkInputs } from "./inputCheck";
import type { Change, DiffedNow, DiffRules, ImportedResource, Lifecycle } from "./lifecycle";
import { PartialStateError } from "./lifecycle";
import type { MarkedValue } from "../schema/markedSecrets";
import { failureWithoutMarked, withoutMarked } from "../schema/markedSecrets";
import type { Properties } from "../schema/properties";
import { containsUnknown, textsNamed, toState } from "../schema/properties";
import { describeSetChange, obscureChanges } from "../schema/sets";
import type { ConfigurableInstance } from "./createProviderInstance";
import type { Operation, Recorded } from "./operationErrors";
import { operationError } from "./operationErrors";

/** What a change of inputs, or what was read, asks for. */
export interface Difference extends Omit<Changes, "refusals"> {
    /** An output that is missing, or ends soon, and that only a replacement can bring. */
    readonly outputToReplace: string | undefined;
    readonly deleteBeforeReplace: boolean;
}

/**
 * What Pulumi asks of one kind of resource, whichever front it comes through. Properties are plain values, without null
 * and without what belongs to the front. Each operation throws OperationError, and nothing else. Nothing that it says shows
 * what is marked: the values that the program calls secret, where the front gets to know them.
 */
export interface ResourceOperations {
    check(old: Properties, given: Properties, marked?: Marked): Promise<CheckedInputs>;
    diff(id: string, old: Properties, wanted: Properties, marked?: Marked): Promise<Difference>;
    create(wanted: Properties, marked?: Marked): Promise<Recorded>;
    /** Resolves to undefined when what state holds is gone. */
    read(id: string, known: Properties, marked?: Marked): Promise<Recorded | undefined>;
    /** Reads a resource of which no state is known. @throws OperationError if it does not exist, or if it cannot be imported. */
    import(id: string): Promise<Recorded>;
    update(id: string, old: Properties, wanted: Properties, marked?: Marked): Promise<Recorded>;
    delete(id: string, outputs: Properties, marked?: Marked): Promise<void>;
}

type Marked = readonly MarkedValue[];

export function operationsOf<Inputs extends object, Outputs extends object>(
    lifecycle: Lifecycle<Inputs, Outputs>,
    instance: ConfigurableInstance,
): ResourceOperations {
    const { definition } = lifecycle;
    // Messages are full of these, whoever gives one of them as a value.
    const words = [...definition.inputs, ...definition.outputs, ...(definition.choices ?? [])];

    /** Runs an operation of the lifecycle; whatever it throws becomes an error that reads well where Pulumi prints it. */
    function during<T>(
        { operation, subject, given, marked = [] }: OperationOnResource,
        run: () => T | Promise<T>,
    ): Promise<T> {
        instance.hold(marked, words);
        return instance.asOperation(
            async () => {
                try {
                    return await run();
                } catch (error) {
                    const name = subject === undefined ? definition.kind : `${definition.kind} ${subject}`;
                    throw operationError(instance, { name, operation }, error);
                }
            },
            textsNamed(definition.secretNames ?? [], given),
        );
    }

    function warn(id: string, message: string | undefined): void {
        if (message !== undefined) {
            instance.warn(`${definition.kind} ${id}: ${message}`);
        }
    }

    /** Outputs as state holds them. Internal inputs are true only of the `up` that gave them: they are among the inputs. */
    function asState(outputs: object): Record<string, unknown> {
        const { internalInputs = [] } = definition;
        const members = Object.entries(outputs).filter(([name]) => !internalInputs.includes(name));
        return toState(Object.fromEntries(members));
    }

    // A refresh asks for the diff of every resource that it has read, also of those that the program has no more.
    const readHere = new Set<string>();
    // A run that refreshes first shows a resource twice.
    const warnedOf = new Set<string>();

    function hearOfKept(change: Change<Inputs, Outputs>, isChanged: boolean, marked: Marked): void {
        const { id, old, wanted } = change;
        if (!readHere.has(id)) {
            lifecycle.willKeep?.(instance, wanted, old);
        }
        if (isChanged) {
            const [olds, news] = [old as Properties, wanted as Properties];
            const changes = obscureChanges(definition.sets ?? [], olds, news, marked);
            changes.forEach((set) => warn(id, describeSetChange(set)));
            warn(id, lifecycle.updateWarning?.(change));
        }
    }

    /** From a list that lacks some of its members, nothing is taken for gone. */
    function keepState(id: string, known: Properties, error: unknown): Outputs {
        if (isLookup(known) || !isIncompleteList(error)) {
            throw error;
        }
        warn(id, `${messageOf(error)} The state keeps what it has.`);
        return known as Outputs;
    }

    function warnOfStanding(id: string, outputs: Partial<Outputs>): void {
        if (!warnedOf.has(id)) {
            warnedOf.add(id);
            warn(id, lifecycle.standingWarning?.(outputs, instance.nowMs()));
        }
    }

    function hearOf(
        change: Change<Inputs, Outputs>,
        { replaces, hasChanges }: Difference,
        marked: Marked,
    ): void {
        const { id, old, wanted } = change;
        const isReplaced = replaces.length > 0;
        if (!isReplaced) {
            warnOfStanding(id, { ...old, ...wanted });
        }
        if (containsUnknown(wanted)) {
            return;
        }
        if (isReplaced) {
            lifecycle.willReplace?.(instance, wanted, old);
        } else {
            hearOfKept(change, hasChanges, marked);
        }
    }

    return {
        check(old, given, marked = []) {
            return during({ operation: "check", given, marked }, () => {
                const { inputs, failures } = checkInputs(lifecycle, instance, { old, given, marked });
                return { inputs, failures: failures.map((each) => failureWithoutMarked(each, marked)) };
            });
        },

        diff(id, old, wanted, marked = []) {
            return during({ operation: "diff", subject: id, given: { old, wanted }, marked }, () => {
                const difference = differenceOf(lifecycle, old, { wanted, nowMs: instance.nowMs() });
                hearOf({ id, old: old as Outputs, wanted: wanted as Inputs }, difference, marked);
                return difference;
            });
        },

        create(wanted, marked = []) {
            const subject = definition.subject(withoutMarked(wanted, marked));
            return during({ operation: "create", subject, given: wanted, marked }, () =>
                recordPartialState({ asState, warn }, async () => {
                    const { id, outputs } = await lifecycle.create(instance, wanted as Inputs);
                    return { id, outputs: asState(outputs) };
                }),
            );
        },

        read(id, known, marked = []) {
            readHere.add(id);
            return during(
                { operation: isLookup(known) ? "get" : "read", subject: id, given: known, marked },
                async () => {
                    const outputs = await lifecycle
                        .read(instance, id, known as Partial<Outputs>)
                        .catch((error: unknown) => keepState(id, known, error));
                    if (outputs !== undefined) {
                        warnOfStanding(id, outputs);
                        return { id, outputs: toState(outputs) };
                    }
                    refuseMissing(known);
                    warn(id, lifecycle.goneWarning?.(known as Partial<Outputs>));
                    return undefined;
                },
            );
        },

        import(id) {
            return during({ operation: "import", subject: id, given: {} }, async () => {
                const outputs = await lifecycle.read(instance, id, {});
                if (outputs === undefined) {
                    throw new Error(NOT_THERE);
                }
                const imported: ImportedResource<Outputs> = lifecycle.imported?.(id, outputs) ?? {
                    id,
                    outputs,
                };
                warn(imported.id, imported.warning);
                warnOfStanding(imported.id, imported.outputs);
                return { id: imported.id, outputs: toState(imported.outputs) };
            });
        },

        update(id, old, wanted, marked = []) {
            return during({ operation: "update", subject: id, given: { old, wanted }, marked }, () =>
                recordPartialState({ asState, warn }, async () => {
                    const change = { id, old: old as Outputs, wanted: wanted as Inputs };
                    return { id, outputs: asState(await lifecycle.update(instance, change)) };
                }),
            );
        },

        delete(id, outputs, marked = []) {
            return during({ operation: "delete", subject: id, given: outputs, marked }, () =>
                lifecycle.delete(instance, id, outputs as Outputs),
            );
        },
    };
}

function differenceOf(rules: DiffRules, old: Properties, now: DiffedNow): Difference {
    const { hasChanges, replaces, refusals, changed } = compare(rules.diffTable, old, now.wanted);
    if (refusals.length > 0) {
        throw new Error(refusals.join(" "));
    }
    const outputToReplace = rules.outputToReplace?.(old, now);
    return {
        hasChanges: hasChanges || outputToReplace !== undefined || rules.isBroken?.(old, now) === true,
        replaces: outputToReplace === undefined ? replaces : [...replaces, outputToReplace],
        changed,
        outputToReplace,
        deleteBeforeReplace: rules.deleteBeforeReplace ?? false,
    };
}

/** `get` has no state yet. */
function isLookup(known: Properties): boolean {
    return known["schemaVersion"] === undefined;
}

function refuseMissing(known: Properties): void {
    if (isLookup(known)) {
        // Returning "gone" would give undefined outputs and a green `up`.
        throw new Error(NOT_THERE);
    }
}

const NOT_THERE = "it does not exist in Atlas, or the id is wrong.";

/** What an error may carry, as JSON: gRPC sends it in a trailer of 64 KiB at most, encoded, and beyond that sends nothing at all. */
const MAX_ERROR_STATE_BYTES = 20_000;

/**
 * Pulumi records a resource whose error carries its id and outputs. A state that is too large for an error is recorded
 * as if all went well, with the error as a warning: the next diff shows what is missing.
 */
async function recordPartialState(
    { asState, warn }: Recording,
    run: () => Promise<Recorded>,
): Promise<Recorded> {
    try {
        return await run();
    } catch (error) {
        if (!(error instanceof PartialStateError)) {
            throw error;
        }
        const { id, message } = error;
        const outputs = asState(error.outputs);
        if (Buffer.byteLength(JSON.stringify(outputs)) > MAX_ERROR_STATE_BYTES) {
            warn(
                id,
                `${message} Run \`pulumi up\` again: this run counts as a success, only because its state is recorded.`,
            );
            return { id, outputs };
        }
        throw new PartialStateError(message, { id, outputs }, error.cause);
    }
}

interface Recording {
    readonly asState: (outputs: object) => Record<string, unknown>;
    readonly warn: (id: string, message: string) => void;
}

interface OperationOnResource {
    readonly operation: Operation;
    /** What errors call the resource, beside its kind. */
    readonly subject?: string;
    /** Its inputs or outputs. */
    readonly given: Properties;
    /** What of them the program has marked as secret. Default: nothing. */
    readonly marked?: readonly MarkedValue[];
}
