import * as pulumi from "@pulumi/pulumi";
import type { Claim, Claimant } from "../../core/claim";
import { Claims } from "../../core/claim";
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
