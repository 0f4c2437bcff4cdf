import { createHash } from "node:crypto";
import { canonicalAddress } from "../../atlas/address";
import type { Properties } from "../../schema/properties";

/**
 * The internal input by which the class LinkToken tells the provider which LinkTokens the program constructs for the
 * organization. It stands in users' state files, so its name and form are for ever.
 */
export const LINK_TOKENS = "__linkTokens";

/**
 * What a LinkToken is called among those of its program: by the types of the components around it, as in its URN, and its own
 * name. Pulumi sees to it that no two are the same.
 */
export function linkTokenName(componentTypes: readonly string[], name: string): string {
    return [...componentTypes, name].join("/");
}

/** The LinkTokens that a program constructs for one organization. */
export interface DeclaredLinkTokens {
    /** Which of them has this input. */
    readonly own: string;
    /** All of them, by name. */
    readonly all: Readonly<Record<string, DeclaredLinkToken>>;
    /**
     * The names of LinkTokens of the program whose organization is not known yet, so that they may be for this one.
     * Absent if there are none.
     */
    readonly undetermined?: readonly string[];
}

export interface DeclaredLinkToken {
    /** A fingerprint of the inputs whose change replaces the token. Absent while one of them is not known. */
    readonly rotation?: string;
    readonly onAmbiguousDelete?: OnAmbiguousDelete;
}

export type OnAmbiguousDelete = "leave" | "deleteAny";

/**
 * What the input says; without it, that the resource is the only one.
 *
 * @param own what to call it then.
 */
export function declaredIn(inputs: Properties, own = ""): DeclaredLinkTokens {
    return (inputs[LINK_TOKENS] as DeclaredLinkTokens | undefined) ?? { own, all: { [own]: {} } };
}

/** What a resource's own inputs or outputs say of it. @throws Error on an address that is none. */
export function declarationOf(properties: Properties): DeclaredLinkToken {
    return { rotation: rotationOf(properties), ...decisionIn(properties) };
}

export function decisionIn(properties: Properties): Pick<DeclaredLinkToken, "onAmbiguousDelete"> {
    const onAmbiguousDelete = properties["onAmbiguousDelete"] as OnAmbiguousDelete | undefined;
    return onAmbiguousDelete === undefined ? {} : { onAmbiguousDelete };
}

export function rotationOf(inputs: Properties): string {
    const keepers = Object.entries(inputs["keepers"] ?? {}).sort(([one], [other]) => (one < other ? -1 : 1));
    const text = JSON.stringify([accessListIpSet(inputs), keepers]);
    return createHash("sha256").update(text).digest("hex").slice(0, 16);
}

export function accessListIpSet({ accessListIps }: Properties): string[] {
    return Array.isArray(accessListIps) ? [...new Set(accessListIps.map(canonicalAddress))].sort() : [];
}
