import * as pulumi from "@pulumi/pulumi";
import { isPresent } from "./properties";
import { refusal } from "./refusal";

/** Something that a resource claims for itself in a program, by the value of one of its inputs. */
export interface Claim {
    readonly input: string;
    /** What is claimed, such as "access list": kinds of resources that name the same thing compete for it. */
    readonly thing: string;
    /** Whether others may claim it as well, if their claims are shared, too. Default false. */
    readonly isShared?: boolean;
    /** What is wrong with a second claim that clashes with an earlier one, and what to do. */
    readonly refusal: (value: string, claimant: Claimant, earlier: Claimant) => string;
}

/** The resource that claims something. */
export interface Claimant {
    readonly kind: string;
    readonly name: string;
}

/**
 * Claims an input's value for a resource of the running program. The claim rides on the input itself, so it happens as
 * soon as the value is known, also where the engine asks the provider nothing because the other resource is unchanged.
 */
export function claimed(
    claimant: Claimant,
    claim: Claim,
    value: pulumi.Input<string>,
): pulumi.Output<string> {
    return pulumi.output(value).apply((known) => {
        const run = pulumi.runtime.getStackResource();
        if (run === undefined || !isPresent(known)) {
            // In a user's unit tests there may be no stack whose resources could clash, or no value to claim.
            return known;
        }
        const claims = claimsOf(run);
        const key = `${claim.thing} ${known}`;
        const isShared = claim.isShared ?? false;
        const earlier = claims.get(key) ?? { claimant, isShared };
        if (earlier.claimant !== claimant && !(isShared && earlier.isShared)) {
            throw refusal(claim.refusal(known, claimant, earlier.claimant));
        }
        claims.set(key, earlier);
        return known;
    });
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
