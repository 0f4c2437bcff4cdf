import { expect } from "chai";
import type { HostedResource, Properties } from "../../support/host";
import { HostFailure } from "../../support/hostFailure";

/** What the state holds of a resource. */
export interface State {
    readonly id: string;
    readonly properties: Properties;
    /** Its last operation failed half-way: it is updated even if nothing has changed. */
    readonly isUnfinished: boolean;
}

/** What a run has done to one resource. */
export interface Run {
    readonly did: "nothing" | "create" | "read" | "update" | "replace" | "delete";
    /** Afterwards; undefined if there is no such resource. */
    readonly state: State | undefined;
    /** What Pulumi shows if the run fails. */
    readonly failure?: string;
}

/** What the engine does with one resource in `pulumi up`. */
export async function up(
    resource: HostedResource,
    state: State | undefined,
    wanted: Properties,
): Promise<Run> {
    const { inputs, failures } = await resource.check(wanted, state?.properties);
    expect(failures, "failures of check").to.be.empty;
    if (state === undefined) {
        return create(resource, inputs);
    }
    const { id, properties } = state;
    const { changes, replaces, deleteBeforeReplace } = await resource.diff(id, properties, inputs);
    if (replaces.length > 0) {
        // The engine checks it once more, as something new.
        await resource.check(wanted);
        const remove = () => destroy(resource, state);
        const make = () => create(resource, inputs);
        return replace(deleteBeforeReplace ? { first: remove, then: make } : { first: make, then: remove });
    }
    if (changes === false && !state.isUnfinished) {
        return { did: "nothing", state };
    }
    return attempt("update", state, async () => {
        return finished(id, await resource.update(id, properties, inputs));
    });
}

async function replace({ first, then }: Record<"first" | "then", () => Promise<Run>>): Promise<Run> {
    const one = await first();
    if (one.failure !== undefined) {
        return one;
    }
    const other = await then();
    const { state = one.state } = other;
    return { ...other, did: "replace", state };
}

/** What it does in `pulumi refresh`. */
export function refresh(resource: HostedResource, state: State): Promise<Run> {
    return attempt("read", state, async () => {
        const { id, props } = await resource.read(state.id, state.properties);
        return id === "" ? undefined : finished(id, props);
    });
}

/** What it does in `pulumi destroy`. */
export async function destroy(resource: HostedResource, state: State | undefined): Promise<Run> {
    if (state === undefined) {
        return { did: "nothing", state };
    }
    return attempt("delete", state, async () => {
        await resource.delete(state.id, state.properties);
        return undefined;
    });
}

function create(resource: HostedResource, inputs: Properties): Promise<Run> {
    return attempt("create", undefined, async () => {
        const { id, outs } = await resource.create(inputs);
        return finished(id, outs);
    });
}

function finished(id: string, properties: Properties): State {
    return { id, properties, isUnfinished: false };
}

async function attempt(
    did: Run["did"],
    before: State | undefined,
    run: () => Promise<State | undefined>,
): Promise<Run> {
    try {
        return { did, state: await run() };
    } catch (error) {
        if (!(error instanceof HostFailure)) {
            throw error;
        }
        const { message, recorded } = error;
        if (recorded === undefined) {
            return { did, state: before, failure: message };
        }
        const { id, properties, reasons } = recorded;
        return { did, state: { id, properties, isUnfinished: true }, failure: reasons.join("\n") };
    }
}
