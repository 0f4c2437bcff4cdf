import type { Check } from "../schema/checks";
import type { DiffRow } from "../schema/diff";
import type { Properties } from "../schema/properties";
import type { ResourceDefinition } from "../schema/schema";
import type { ProviderInstance } from "./providerInstance";
import type { Callers } from "../configuration/settings";

/**
 * One kind of resource, as data and functions. An adapter turns it into Pulumi's ResourceProvider, so that nothing
 * here deals with Pulumi's own properties or the form of errors, and only checks and diff tables meet unknown values.
 */
export interface Lifecycle<Inputs extends object, Outputs extends object> extends DiffRules {
    readonly definition: ResourceDefinition;
    /** Checks that hold only for a resource that does not exist yet. */
    readonly checksOfNew?: readonly Check[];
    /** As whom `create` calls Atlas; inputs may be unknown. Default: with the credential of the provider instance. */
    callers?(inputs: Properties): Callers;
    /**
     * Hears of a resource that this run is going to make, or to make anew: its inputs are good, and all known.
     *
     * @throws Error, as `kept` and `replaced` may, if that cannot be done together with what others ask for.
     */
    willCreate?(instance: ProviderInstance, inputs: Inputs): void;
    /**
     * Hears of a resource that exists, that the program still declares, and that no change of inputs replaces.
     *
     * @param old its inputs in state, in `check`; its outputs, in `diff`.
     */
    willKeep?(instance: ProviderInstance, inputs: Inputs, old: Partial<Outputs>): void;
    /** Hears of a resource that is going to be replaced. @param old as for `kept`. */
    willReplace?(instance: ProviderInstance, inputs: Inputs, old: Partial<Outputs>): void;
    /** @throws PartialStateError when Atlas has made the resource but something after that failed. */
    create(instance: ProviderInstance, inputs: Inputs): Promise<CreatedResource<Outputs>>;
    /** Resolves to undefined when the resource is gone. On `get`, the outputs hold only what the user gave. */
    read(instance: ProviderInstance, id: string, outputs: Partial<Outputs>): Promise<Outputs | undefined>;
    /**
     * What a preview should tell of an update, beside the inputs that change; these are all known. A refresh, which
     * updates nothing, and the update itself tell it as well.
     */
    updateWarning?(change: Change<Inputs, Outputs>): string | undefined;
    /** What the user should know of a resource that exists, although nothing changes. Refresh, preview and up tell it. */
    standingWarning?(outputs: Partial<Outputs>, nowMs: number): string | undefined;
    /** @throws PartialStateError when some of the changes took effect. */
    update(instance: ProviderInstance, change: Change<Inputs, Outputs>): Promise<Outputs>;
    delete(instance: ProviderInstance, id: string, outputs: Outputs): Promise<void>;
    /**
     * What an import records of a resource, and its canonical id. @param outputs as `read` returns them without any state.
     * Default: that.
     *
     * @throws Error if Atlas does not show enough of it, saying what to do instead.
     */
    imported?(id: string, outputs: Outputs): ImportedResource<Outputs>;
    /**
     * What exists of this kind in an organization. Reads only. Absent where nothing of it can be imported.
     *
     * @throws Error if Atlas refuses.
     */
    list?(instance: ProviderInstance, orgId: string): AsyncIterable<ListedResource>;
    /** The internal inputs that the class would give; for programs in YAML and generated SDKs. */
    internalInputsFor?(
        resource: { readonly name: string; readonly componentTypes: readonly string[] },
        inputs: Properties,
    ): Properties;
    /** What the user should know when a resource that state holds is gone. */
    goneWarning?(outputs: Partial<Outputs>): string;
}

/** What a change of inputs means. */
export interface DiffRules {
    readonly diffTable: readonly DiffRow[];
    /** A replacement deletes the old one before it makes the new one. */
    readonly deleteBeforeReplace?: boolean;
    /** Whether an update should mend a resource whose outputs are these, although no input has changed. */
    isBroken?(outputs: Properties, now: DiffedNow): boolean;
    /** Names the output that is missing after a half-finished creation, or ends soon, and that only a replacement can bring. */
    outputToReplace?(outputs: Properties, now: DiffedNow): string | undefined;
}

/** What a diff goes by beside the state. */
export interface DiffedNow {
    /** The inputs that the program gives; some may be unknown. */
    readonly wanted: Properties;
    /** Milliseconds since 1970, UTC. */
    readonly nowMs: number;
}

export interface CreatedResource<Outputs extends object> {
    readonly id: string;
    readonly outputs: Outputs;
}

export interface ImportedResource<Outputs extends object> extends CreatedResource<Outputs> {
    /** What the user should know of it. */
    readonly warning?: string;
}

/** A resource that exists, as a list shows it. */
export interface ListedResource {
    /** As an import takes it. */
    readonly id: string;
    /** What people call it at Atlas. */
    readonly name: string;
}

export interface Change<Inputs extends object, Outputs extends object> {
    readonly id: string;
    readonly old: Outputs;
    readonly wanted: Inputs;
}

/** Atlas holds the resource, but not all that was asked for: state must record it as it is now. */
export class PartialStateError extends Error {
    override readonly name = "PartialStateError";
    readonly id: string;
    /** Only what Atlas has confirmed. */
    readonly outputs: object;

    constructor(message: string, resource: { id: string; outputs: object }, cause: unknown) {
        super(message, { cause });
        this.id = resource.id;
        this.outputs = resource.outputs;
    }
}
