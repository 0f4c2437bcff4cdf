import { expect } from "chai";
/** What the engine records of a resource whose creation or update has failed. */
export interface Recorded {
    readonly id: string;
    readonly properties: Record<string, unknown>;
    /** All that Pulumi prints of the failure. */
    readonly reasons: readonly string[];
}

/** A call that the host refused. */
export class HostFailure extends Error {
    readonly recorded: Recorded | undefined;
    /** What else came with it, in one text. */
    readonly rest: string;

    constructor(message: string, recorded: Recorded | undefined, rest = "") {
        super(message);
        this.recorded = recorded;
        this.rest = rest;
    }
}

/** The failure of a call that must fail, without a resource being recorded. */
export async function failureOf(call: Promise<unknown>): Promise<string> {
    const failure = await rejectionOf(call);
    if (failure.recorded !== undefined) {
        expect.fail(`A resource was recorded: ${JSON.stringify(failure.recorded)}`);
    }
    return failure.message;
}

/** What is recorded by a call that must fail. */
export async function recordedBy(call: Promise<unknown>): Promise<Recorded> {
    const failure = await rejectionOf(call);
    if (failure.recorded === undefined) {
        expect.fail(`Nothing was recorded: ${failure.message}`);
    }
    return failure.recorded;
}

/** The failure of a call that must fail, whether or not something is recorded. */
export async function rejectionOf(call: Promise<unknown>): Promise<HostFailure> {
    const outcome = await call.then(
        (value) => ({ value }),
        (error: unknown) => ({ error }),
    );
    if (!("error" in outcome)) {
        expect.fail(`The call succeeded, with ${JSON.stringify(outcome.value)}.`);
    }
    if (!(outcome.error instanceof HostFailure)) {
        throw outcome.error;
    }
    return outcome.error;
}
