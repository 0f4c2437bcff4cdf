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

/** A claim that a resource makes. */
export interface WantedClaim {
    /** Tells the resource from others, also of the same name: making a claim twice is no mistake. */
    readonly by: unknown;
    readonly claimant: Claimant;
    readonly claim: Claim;
    /** Those that the claim needs, all known. */
    readonly inputs: Properties;
}

/** What the resources of one program have claimed. */
export class Claims {
    readonly #made = new Map<string, Pick<WantedClaim, "by" | "claimant"> & { readonly isShared: boolean }>();

    /** Why the claim is refused; undefined if it is not, and then it holds. */
    make({ by, claimant, claim, inputs }: WantedClaim): string | undefined {
        const value = claim.value === undefined ? inputs[claim.inputs[0]] : claim.value(inputs);
        if (typeof value !== "string") {
            return undefined;
        }
        const key = `${claim.thing} ${value}`;
        const isShared = claim.isShared ?? false;
        const earlier = this.#made.get(key) ?? { by, claimant, isShared };
        if (earlier.by !== by && !(isShared && earlier.isShared)) {
            return claim.refusal(inputs, claimant, earlier.claimant);
        }
        this.#made.set(key, earlier);
        return undefined;
    }
}
