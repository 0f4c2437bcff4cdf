import * as pulumi from "@pulumi/pulumi";
import { refusal } from "./refusal";

/**
 * An input that only one resource of a kind may have in a program. `refusal` says what is wrong with a second one,
 * and what to do.
 */
export interface SoleClaim {
    readonly input: string;
    readonly refusal: (value: string, name: string, earlierName: string) => string;
}

/**
 * Claims an input's value for a resource of the running program. The claim rides on the input itself, so it happens as
 * soon as the value is known, also where the engine asks the provider nothing because the other resource is unchanged.
 */
export function claimed(
    kind: string,
    name: string,
    claim: SoleClaim,
    value: pulumi.Input<string>,
): pulumi.Output<string> {
    return pulumi.output(value).apply((known) => {
        const run = pulumi.runtime.getStackResource();
        if (run === undefined) {
            // Outside any stack, as in a user's unit tests, there is no program whose resources could clash.
            return known;
        }
        const claims = claimsOf(run);
        const key = `${kind} ${known}`;
        const earlier = claims.get(key);
        if (earlier !== undefined) {
            throw refusal(claim.refusal(known, name, earlier));
        }
        claims.set(key, name);
        return known;
    });
}

// A process may run several programs, one after the other or side by side; each has a stack resource of its own.
const claimsOfRuns = new WeakMap<object, Map<string, string>>();

function claimsOf(run: object): Map<string, string> {
    const claims = claimsOfRuns.get(run) ?? new Map<string, string>();
    claimsOfRuns.set(run, claims);
    return claims;
}
