import type * as pulumi from "@pulumi/pulumi";
import { compare } from "../../core/diff";
import { checkInputs } from "../../core/inputCheck";
import type { Change, DiffedNow, DiffRules, Lifecycle, ResourceDefinition } from "../../core/lifecycle";
import { PartialStateError } from "../../core/lifecycle";
import type { Properties } from "../../core/properties";
import { textsNamed, toState } from "../../core/properties";
import type { Operation } from "./hostErrors";
import { hostError } from "./hostErrors";
import { withoutHostProperties } from "./hostProperties";
import type { ConfigurableSession } from "../session";
import { describeSetChange, obscureChanges } from "../../core/sets";
import { containsUnknown } from "../../core/unknown";
import { PROVIDER_PROPERTY } from "../wireContract";

type DiffResult = pulumi.dynamic.DiffResult;
type ReadResult = pulumi.dynamic.ReadResult;

/** Turns a lifecycle into what Pulumi's dynamic-provider host calls. */
export function toResourceProvider<Inputs extends object, Outputs extends object>(
    lifecycle: Lifecycle<Inputs, Outputs>,
    session: ConfigurableSession,
): Required<pulumi.dynamic.ResourceProvider<Properties, Properties>> {
    const { definition } = lifecycle;

    /** Runs an operation of the lifecycle; whatever it throws becomes an error that reads well where Pulumi prints it. */
    function during<T>(
        { operation, subject, given }: OperationOnResource,
        run: () => T | Promise<T>,
    ): Promise<T> {
        return session.asOperation(
            async () => {
                try {
                    return await run();
                } catch (error) {
                    const name = subject === undefined ? definition.kind : `${definition.kind} ${subject}`;
                    throw hostError(session, { name, operation }, error);
                }
            },
            textsNamed(definition.secretNames ?? [], given),
        );
    }

    function warn(id: string, message: string | undefined): void {
        if (message !== undefined) {
            session.warn(`${definition.kind} ${id}: ${message}`);
        }
    }

    /** Outputs as state holds them. What steers is only true of the `up` that made it: it stands among the inputs. */
    function asState(outputs: object): Record<string, unknown> {
        const { steering = [] } = definition;
        const members = Object.entries(outputs).filter(([name]) => !steering.includes(name));
        return toState(Object.fromEntries(members));
    }

    // A refresh asks for the diff of every resource that it has read, also of those that the program has no more.
    const readHere = new Set<string>();
    // A run that refreshes first shows a resource twice.
    const warnedOf = new Set<string>();

    function hearOfKept(change: Change<Inputs, Outputs>, isChanged = false): void {
        const { id, old, wanted } = change;
        if (!readHere.has(id)) {
            lifecycle.kept?.(session, wanted, old);
        }
        if (isChanged) {
            const changes = obscureChanges(definition.sets ?? [], old as Properties, wanted as Properties);
            changes.forEach((set) => warn(id, describeSetChange(set)));
            warn(id, lifecycle.updateWarning?.(change));
        }
    }

    function warnOfStanding(id: string, outputs: Partial<Outputs>): void {
        if (!warnedOf.has(id)) {
            warnedOf.add(id);
            warn(id, lifecycle.standingWarning?.(outputs, session.nowMs()));
        }
    }

    return {
        configure({ config }) {
            session.configure(config);
            return Promise.resolve();
        },

        check(olds, news) {
            return during({ operation: "check", given: news }, () =>
                checkInputs(lifecycle, session, {
                    old: withoutHostProperties(olds),
                    given: withoutHostProperties(news),
                }),
            );
        },

        diff(id, olds, news) {
            return during({ operation: "diff", subject: id, given: { olds, news } }, () => {
                const [old, wanted] = [withoutHostProperties(olds), withoutHostProperties(news)];
                const result = diffOf(lifecycle, old, { wanted, nowMs: session.nowMs() });
                const change = { id, old: old as Outputs, wanted: wanted as Inputs };
                if (result.replaces?.length === 0) {
                    warnOfStanding(id, { ...old, ...wanted } as Partial<Outputs>);
                }
                if (result.replaces?.length === 0 && !containsUnknown(wanted)) {
                    hearOfKept(change, result.changes);
                } else if (!containsUnknown(wanted)) {
                    lifecycle.replaced?.(session, change.wanted, change.old);
                }
                return result;
            });
        },

        create(inputs) {
            const wanted = withoutHostProperties(inputs);
            return during({ operation: "create", subject: definition.subject(wanted), given: inputs }, () =>
                recordPartialState({ inputs, asState, warn }, async () => {
                    const created = await lifecycle.create(session, wanted as Inputs);
                    return { id: created.id, outs: asState(created.outputs) };
                }),
            );
        },

        read(id, props = {}) {
            const known = withoutHostProperties(props) as Partial<Outputs>;
            readHere.add(id);
            return during(
                { operation: isLookup(known) ? "get" : "read", subject: id, given: props },
                async () => {
                    const outputs = await lifecycle.read(session, id, known);
                    if (outputs !== undefined) {
                        warnOfStanding(id, outputs);
                        return found(definition, id, outputs);
                    }
                    refuseMissing(known);
                    warn(id, lifecycle.goneWarning?.(known));
                    return { id: "" };
                },
            );
        },

        update(id, olds, news) {
            return during({ operation: "update", subject: id, given: { olds, news } }, () =>
                recordPartialState({ inputs: news, asState, warn }, async () => {
                    const change = {
                        id,
                        old: withoutHostProperties(olds) as Outputs,
                        wanted: withoutHostProperties(news) as Inputs,
                    };
                    return { outs: asState(await lifecycle.update(session, change)) };
                }),
            );
        },

        delete(id, props) {
            return during({ operation: "delete", subject: id, given: props }, () =>
                lifecycle.delete(session, id, withoutHostProperties(props) as Outputs),
            );
        },
    };
}

function diffOf(rules: DiffRules, olds: Properties, now: DiffedNow): DiffResult {
    const { hasChanges, replaces, refusals } = compare(rules.diffTable, olds, now.wanted);
    if (refusals.length > 0) {
        throw new Error(refusals.join(" "));
    }
    const output = rules.outputToReplace?.(olds, now);
    return {
        changes: hasChanges || output !== undefined || rules.isBroken?.(olds, now) === true,
        replaces: output === undefined ? replaces : [...replaces, output],
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
        throw new Error("it does not exist in Atlas, or the id is wrong.");
    }
}

function found(definition: ResourceDefinition, id: string, outputs: object): ReadResult {
    const { inputs: names, secrets, steering = [] } = definition;
    const props = toState(outputs);
    if (steering.length > 0) {
        // Without inputs, Pulumi keeps those in state. No output knows what steers.
        return { id, props };
    }
    // Inputs that follow what was read make Pulumi show drift by property. Secrets stay out: nothing would encrypt them.
    const inputs = Object.fromEntries(
        Object.entries(props).filter(([name]) => names.includes(name) && !secrets.includes(name)),
    );
    return { id, props, inputs };
}

/** What an error may carry, as JSON: gRPC sends it in a trailer of 64 KiB at most, encoded, and beyond that sends nothing at all. */
const MAX_ERROR_STATE_BYTES = 20_000;

/**
 * The host records a resource whose error carries an id; refresh and destroy later need `__provider` in its state. A
 * state that is too large for an error is recorded as if all went well, with the error as a warning: the next diff
 * shows what is missing.
 */
async function recordPartialState<T extends { outs: Record<string, unknown> }>(
    { inputs, asState, warn }: Recording,
    run: () => Promise<T>,
): Promise<T | { id: string; outs: Record<string, unknown> }> {
    try {
        return await run();
    } catch (error) {
        if (!(error instanceof PartialStateError)) {
            throw error;
        }
        const { id, message, cause } = error;
        const outs = asState(error.outputs);
        if (Buffer.byteLength(JSON.stringify(outs)) > MAX_ERROR_STATE_BYTES) {
            warn(
                id,
                `${message} Run \`pulumi up\` again: this run counts as a success, only because its state is recorded.`,
            );
            return { id, outs };
        }
        throw Object.assign(new Error(message, { cause }), {
            id,
            properties: { ...outs, [PROVIDER_PROPERTY]: inputs[PROVIDER_PROPERTY] },
        });
    }
}

interface Recording {
    readonly inputs: Properties;
    readonly asState: (outputs: object) => Record<string, unknown>;
    readonly warn: (id: string, message: string) => void;
}

interface OperationOnResource {
    readonly operation: Operation;
    /** What errors call the resource, beside its kind. */
    readonly subject?: string;
    /** Its inputs or outputs. */
    readonly given: Properties;
}
