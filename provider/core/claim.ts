import type { Properties } from "./properties";

/** Something that a resource claims for itself in a program, by the values of some of its inputs. */
export interface Claim {
    /** The inputs that tell what is claimed, at least one; without the first, nothing is. */
    readonly inputs: readonly [string, ...string[]];
    /** Those inputs as one text; undefined if they name nothing. Default: the value of the first. */
    readonly value?: (inputs: Properties) => string | undefined;
    /** What is claimed, such as "access list": kinds of resources that name the same thing compete for it. */
    readonly thing: string;
    /** Whether others may claim it as well, if their claims are shared, too. Default false. */
    readonly isShared?: boolean;
    /** What is wrong with a second claim that clashes with an earlier one, and what to do. */
    readonly refusal: (inputs: Properties, claimant: Claimant, earlier: Claimant) => string;
}

/** The resource that claims something. */
export interface Claimant {
    readonly kind: string;
    readonly name: string;
}
