import * as pulumi from "@pulumi/pulumi";
import type { Claim, Claimant } from "../schema/claim";
import { Claims } from "../schema/claim";
import type { Properties } from "../schema/properties";
import { knownValues } from "./values";

/**
 * Memory of one run of a program, by its stack resource: a process may run several programs, one after the other or side
 * by side, and each has a stack resource of its own.
 */
export function perRun<T>(make: () => T): (stackResource: object) => T {
    const memories = new WeakMap<object, { readonly memory: T }>();
    return (stackResource) => {
        const known = memories.get(stackResource) ?? { memory: make() };
        memories.set(stackResource, known);
        return known.memory;
    };
}

/**
 * Claims something for a resource of the running program. Returns the arguments with the claim riding on the first of
 * its inputs: so it happens as soon as all of them are known, also where the engine asks the provider nothing because the
 * other resource is unchanged. What is unknown in another input leaves the first one known.
 */
export function withClaim(claimant: Claimant, claim: Claim, args: Properties): Properties {
    const [first] = claim.inputs;
    if (args[first] === undefined) {
        return args;
    }
    const inputs = Object.fromEntries(claim.inputs.map((name) => [name, args[name]]));
    const claimed = (pulumi.output(args[first]) as pulumi.Output<unknown>).apply(async (value) => {
        // Outside any stack, as in a user's unit tests, there is no program whose resources could clash.
        const run = pulumi.runtime.getStackResource();
        const known = run && (await knownValues(inputs));
        if (run && known) {
            const problem = claimsOf(run).make({ by: claimant, claimant, claim, inputs: known });
            if (problem !== undefined) {
                throw refusal(problem);
            }
        }
        return value;
    });
    return { ...args, [first]: claimed };
}

const claimsOf = perRun(() => new Claims());

/** Whether the program runs in a unit test, with Pulumi's mocks: outputs that only Atlas could give may be missing there. */
export function isMocked(): boolean {
    const monitor: object | undefined = pulumi.runtime.getMonitor();
    return monitor !== undefined && "mocks" in monitor;
}

/** A frame of the SDK, as its source maps name it: "…/node_modules/@pulumi/resource.ts:1598:22". */
const SDK_FRAME = /[\\/]node_modules[\\/]@pulumi[\\/]/;

/**
 * The error that ends a program which asks for something wrong. Pulumi shows its message and no stack, but formats the
 * stack all the same: on Node 20 an SDK frame then keeps util.inspect busy for half a minute, until memory for its text
 * runs out. So the stack holds the frames of the program only.
 */
export function refusal(message: string): pulumi.RunError {
    const error = new pulumi.RunError(message);
    const lines = error.stack?.split("\n") ?? [];
    error.stack = lines.filter((line) => !SDK_FRAME.test(line)).join("\n");
    return error;
}
