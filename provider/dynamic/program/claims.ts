import * as pulumi from "@pulumi/pulumi";
import type { Claim, Claimant } from "../../core/claim";
import type { Properties } from "../../core/properties";
import { knownValues } from "./knownValues";
import { perRun } from "./perRun";
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
    const inputs = Object.fromEntries(claim.inputs.map((name) => [name, args[name]]));
    const claimed = (pulumi.output(args[first]) as pulumi.Output<unknown>).apply(async (value) => {
        // Outside any stack, as in a user's unit tests, there is no program whose resources could clash.
        const run = pulumi.runtime.getStackResource();
        const known = run && (await knownValues(inputs));
        if (run && known) {
            makeClaim(claimsOf(run), { claimant, claim, inputs: known });
        }
        return value;
    });
    return { ...args, [first]: claimed };
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

const claimsOf = perRun(() => new Map<string, MadeClaim>());
