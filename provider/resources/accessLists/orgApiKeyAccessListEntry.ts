import type * as pulumi from "@pulumi/pulumi";
import type { Lifecycle } from "../../core/lifecycle";
import type { InputsOf, SchemaOf } from "../../core/schema";
import type { EntryInputs, EntryOutputs } from "./accessListEntry";
import { accessListEntryLifecycle } from "./accessListEntry";
import { OF_API_KEY } from "./owners";
import type { MadeEntryOutputs } from "./tables";
import { aboutEntry, ENTRY_ROWS, ORG_ID, ownerRow } from "./tables";

/** All arguments of an OrgApiKeyAccessListEntry; OrgApiKeyAccessListEntryArgs says which exclude each other. */
export interface OrgApiKeyAccessListEntryParts {
    /** The id of the organization: 24 hexadecimal digits. Changing it replaces the entry. */
    orgId: pulumi.Input<string>;
    /** The id of the API key, 24 hexadecimal digits, not its public key. Changing it replaces the entry. */
    apiKeyId: pulumi.Input<string>;
    /**
     * One IPv4 or IPv6 address that may use the key. A change to another address replaces the entry, the new one first.
     * Another spelling of the same address (also as `/32` or `/128` in cidrBlock) changes nothing.
     */
    ipAddress?: pulumi.Input<string | undefined> | undefined;
    /**
     * A block of addresses that may use the key, given by its network address: "203.0.113.0/24". A change to another block
     * replaces the entry, the new one first.
     */
    cidrBlock?: pulumi.Input<string | undefined> | undefined;
    /**
     * What to do when the entry exists already (409): "fail", or "adopt" to manage the entry from now on. Default "fail"; the classes of this package give
     * "adopt" where the program makes the key itself, while YAML and other languages leave that to the program. Changing it
     * changes nothing: no update, no replacement.
     * An entry that is renamed or moved, and gets another provider in the same change, needs the option `aliases` all the same:
     * else it is deleted under its old name.
     */
    onConflict?: pulumi.Input<"fail" | "adopt" | undefined> | undefined;
    /**
     * Allows the first entry on the very key that the provider calls with. Such an entry cuts off every address that is
     * not on the list, at once. Default false. Changing it changes nothing: no update, no replacement.
     */
    allowLockout?: pulumi.Input<boolean | undefined> | undefined;
}

/**
 * What an OrgApiKeyAccessListEntry is made from; exactly one of ipAddress and cidrBlock. Where a program decides which,
 * it spreads one of two objects: `...(isBlock ? { cidrBlock } : { ipAddress })`.
 */
export type OrgApiKeyAccessListEntryArgs = OrgApiKeyAccessListEntryParts &
    // "unknown" leaves it to OrgApiKeyAccessListEntryParts what the value is.
    ({ ipAddress: unknown; cidrBlock?: PerhapsLater } | { cidrBlock: unknown; ipAddress?: PerhapsLater });

/** An output may turn out to be undefined. */
type PerhapsLater = pulumi.OutputInstance<string | undefined> | Promise<string | undefined> | undefined;

/** What is known of an entry that `get` looks up. */
export type OrgApiKeyAccessListEntryState = Partial<OrgApiKeyAccessListEntryParts>;

const schema = {
    kind: "OrgApiKeyAccessListEntry",
    hostExport: "orgApiKeyAccessListEntry",
    properties: { orgId: ORG_ID, apiKeyId: ownerRow(OF_API_KEY), ...ENTRY_ROWS },
    ...aboutEntry(OF_API_KEY),
} satisfies SchemaOf<
    OrgApiKeyAccessListEntryParts,
    InputsOf<OrgApiKeyAccessListEntryParts> & MadeEntryOutputs
>;

export const orgApiKeyAccessListEntryLifecycle: Lifecycle<EntryInputs, EntryOutputs> =
    accessListEntryLifecycle(schema, OF_API_KEY);
