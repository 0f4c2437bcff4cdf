import * as pulumi from "@pulumi/pulumi";
import type { Claim, Claimant } from "../core/claim";
import type { Properties } from "../core/properties";
import { refusal } from "./refusal";

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
    const outputs = claim.inputs.map((name): [string, pulumi.Output<unknown>] => [
        name,
        pulumi.output(args[name]),
    ]);
    const claimed = (pulumi.output(args[first]) as pulumi.Output<unknown>).apply(async (value) => {
        // Outside any stack, as in a user's unit tests, there is no program whose resources could clash.
        const run = pulumi.runtime.getStackResource();
        const known = run && (await knownValues(outputs));
        if (run && known) {
            makeClaim(claimsOf(run), { claimant, claim, inputs: known });
        }
        return value;
    });
    return { ...args, [first]: claimed };
}

/** Undefined as long as one of them is unknown, which only a preview leaves so. */
async function knownValues(
    outputs: readonly [string, pulumi.Output<unknown>][],
): Promise<Properties | undefined> {
    const values: Record<string, unknown> = {};
    for (const [name, output] of outputs) {
        // `apply` would make the whole unknown: these two are what the SDK itself goes by, and every Output has them.
        const inner = output as unknown as InnerOutput;
        if (!(await inner.isKnown)) {
            return undefined;
        }
        values[name] = await inner.promise();
    }
    return values;
}

interface InnerOutput {
    readonly isKnown: Promise<boolean>;
    promise(): Promise<unknown>;
}

interface WantedClaim {
    readonly claimant: Claimant;
    readonly claim: Claim;
    readonly inputs: Properties;
}

function makeClaim(claims: Map<string, MadeClaim>, { claimant, claim, inputs }: WantedClaim): void {
    const value = claim.value === undefined ? inputs[claim.inputs[0]] : claim.value(inputs);
    if (typeof value !== "string") {
        return;
    }
    const key = `${claim.thing} ${value}`;
    const isShared = claim.isShared ?? false;
    const earlier = claims.get(key) ?? { claimant, isShared };
    if (earlier.claimant !== claimant && !(isShared && earlier.isShared)) {
        throw refusal(claim.refusal(inputs, claimant, earlier.claimant));
    }
    claims.set(key, earlier);
}

interface MadeClaim {
    readonly claimant: Claimant;
    readonly isShared: boolean;
}

// A process may run several programs, one after the other or side by side; each has a stack resource of its own.
const claimsOfRuns = new WeakMap<object, Map<string, MadeClaim>>();

function claimsOf(run: object): Map<string, MadeClaim> {
    const claims = claimsOfRuns.get(run) ?? new Map<string, MadeClaim>();
    claimsOfRuns.set(run, claims);
    return claims;
}
