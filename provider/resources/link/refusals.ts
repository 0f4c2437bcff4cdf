import type { Properties } from "../../core/properties";
import { without } from "../../core/without";
import { declaredIn } from "./declaredLinkTokens";
import type { LinkTokensOfRun } from "./linkTokensOfRun";

// What a run refuses before any call, because Atlas does not let anybody say which link of an organization goes.

/** @throws Error if some LinkTokens of the organization go while others stay, and nothing says what to do. */
export function refuseAmbiguous(linkTokens: LinkTokensOfRun, orgId: string): void {
    const { ambiguous, kept } = linkTokens;
    if (ambiguous.length > 0) {
        throw new Error(
            `organization ${orgId}: ${named(ambiguous)} of this program would be deleted while ${named(kept)} ${kept.length === 1 ? "stays" : "stay"}. ${WHY} Nothing was sent. ${WAYS_OUT} ${ONE_THAT_IS_REMOVED}`,
        );
    }
}

/** Of one that Pulumi was told to replace, no preview hears. */
export function ambiguousDelete(orgId: string, names: readonly string[]): Error {
    return new Error(
        `organization ${orgId}: the program declares ${named(names)} for it, and Pulumi does not tell the provider which of them are replaced. ${WHY} Nothing was sent. ${WAYS_OUT} If it was tainted, \`pulumi state untaint\` takes that back.`,
    );
}

/** @throws Error if onConflict might delete the link of another LinkToken. */
export function refuseReplace(inputs: Properties | object): void {
    const others = othersIn(inputs as Properties);
    if ((inputs as Properties)["onConflict"] === "replace" && others.length > 0) {
        throw new Error(
            `onConflict: "replace" deletes a link of the organization, and could take that of ${named(others)}, which this program declares as well. Leave onConflict out.`,
        );
    }
}

/** The other LinkTokens that the program declares for the organization. */
export function othersIn(inputs: Properties): string[] {
    const { own, all } = declaredIn(inputs);
    return without(Object.keys(all), [own]);
}

export function named(names: readonly string[]): string {
    return `LinkToken ${names.map((name) => `"${name}"`).join(", ")}`;
}

const WHY =
    "Atlas deletes one link of the organization, and nobody says which: it could take one that is in use.";

const WAYS_OUT =
    'Replace all LinkTokens of the organization in one `pulumi up` (change the `keepers` of each), or give the one that goes `onAmbiguousDelete`: "leave" leaves its link and its API key at Atlas, "deleteAny" deletes whichever link Atlas takes.';

const ONE_THAT_IS_REMOVED =
    'Of a LinkToken that is removed from the program, the value in the state counts: set it, run `pulumi up`, then remove it. If the state does not hold it, as it was never made, or after `pulumi state delete`, give one that stays onAmbiguousDelete: "leave" for one `pulumi up`.';
