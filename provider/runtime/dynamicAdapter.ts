import type { ResourceDefinition } from "../schema/schema";
import type * as pulumi from "@pulumi/pulumi";
import type { ConfigurableInstance } from "./createProviderInstance";
import type { Recorded } from "./operationErrors";
import { OperationError } from "./operationErrors";
import { operationsOf } from "./operations";
import type { Lifecycle } from "./lifecycle";
import type { Properties } from "../schema/properties";
import { PROVIDER_PROPERTY } from "./wireContract";
import { withoutNull } from "../schema/properties";

/** Turns a lifecycle into what Pulumi's dynamic-provider host calls. */
export function toResourceProvider<Inputs extends object, Outputs extends object>(
    lifecycle: Lifecycle<Inputs, Outputs>,
    instance: ConfigurableInstance,
): Required<pulumi.dynamic.ResourceProvider<Properties, Properties>> {
    const operations = operationsOf(lifecycle, instance);

    return {
        configure({ config }) {
            instance.configure(config);
            return Promise.resolve();
        },

        async check(olds, news) {
            const checked = operations.check(withoutHostProperties(olds), withoutHostProperties(news));
            return checked.catch(throwAsHostError());
        },

        async diff(id, olds, news) {
            refuseStateOfPlugin(`${lifecycle.definition.kind} ${id}`, olds, news);
            const [old, wanted] = [withoutHostProperties(olds), withoutHostProperties(news)];
            const { hasChanges, replaces, deleteBeforeReplace } = await operations
                .diff(id, old, wanted)
                .catch(throwAsHostError());
            return { changes: hasChanges, replaces: [...replaces], deleteBeforeReplace };
        },

        async create(inputs) {
            const created = operations.create(withoutHostProperties(inputs));
            const { id, outputs } = await created.catch(throwAsHostError(inputs));
            return { id, outs: outputs };
        },

        async read(id, props = {}) {
            const read = operations.read(id, withoutHostProperties(props));
            const recorded = await read.catch(throwAsHostError());
            return recorded === undefined ? { id: "" } : found(lifecycle.definition, recorded);
        },

        async update(id, olds, news) {
            const [old, wanted] = [withoutHostProperties(olds), withoutHostProperties(news)];
            const { outputs } = await operations.update(id, old, wanted).catch(throwAsHostError(news));
            return { outs: outputs };
        },

        delete(id, props) {
            return operations.delete(id, withoutHostProperties(props)).catch(throwAsHostError());
        },
    };
}

function found(
    { inputs: names, secrets, internalInputs = [] }: ResourceDefinition,
    { id, outputs }: Recorded,
): pulumi.dynamic.ReadResult {
    if (internalInputs.length > 0) {
        // Without inputs, Pulumi keeps those in state. No output shows internal inputs.
        return { id, props: outputs };
    }
    // Inputs that follow what was read make Pulumi show drift by property. Secrets stay out: nothing would encrypt them.
    const inputs = Object.fromEntries(
        Object.entries(outputs).filter(([name]) => names.includes(name) && !secrets.includes(name)),
    );
    return { id, props: outputs, inputs };
}

/** Without the loader line, the host could not serve a later refresh, and would fail it in riddles. */
function refuseStateOfPlugin(resource: string, olds: Properties, news: Properties): void {
    if (PROVIDER_PROPERTY in news && !(PROVIDER_PROPERTY in olds)) {
        const message = `${resource}: its state was written by the plugin, and has nothing by which a dynamic resource could be found again. Import pulumi-atlas-org/plugin in the program, as before.`;
        throwAsHostError()(new OperationError(message, { operation: "diff", resource, recorded: undefined }));
    }
}

/**
 * Throws what failed in the form that reads well where Pulumi's host prints it.
 *
 * @param inputs those of the operation: if the error records a resource, refresh and destroy need their `__provider`.
 */
export function throwAsHostError(inputs: Properties = {}): (error: unknown) => never {
    return (error) => {
        throw error instanceof OperationError ? hostError(error, inputs) : error;
    };
}

function hostError({ message, operation, resource, recorded }: OperationError, inputs: Properties): Error {
    const shown = new Error(message);
    // The host prints `${error}: ${error.stack}` beside the message, which Pulumi shows anyway: keep that line short.
    shown.stack = `${operation} failed`;
    shown.toString = () => resource;
    if (recorded !== undefined) {
        const properties = { ...recorded.outputs, [PROVIDER_PROPERTY]: inputs[PROVIDER_PROPERTY] };
        // Of an error that records a resource, Pulumi prints nothing but the reasons.
        Object.assign(shown, { id: recorded.id, properties, reasons: [message] });
    }
    return shown;
}

/** What a lifecycle sees: without Pulumi's own property, and with null counting as absent. */
export function withoutHostProperties({
    [PROVIDER_PROPERTY]: _loader,
    ...properties
}: Properties): Record<string, unknown> {
    return withoutNull(properties);
}
