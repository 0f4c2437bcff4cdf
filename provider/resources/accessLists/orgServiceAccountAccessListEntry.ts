import type * as pulumi from "@pulumi/pulumi";
import type { Lifecycle } from "../../core/lifecycle";
import type { InputsOf, SchemaOf } from "../../core/schema";
import type { EntryInputs, EntryOutputs } from "./accessListEntry";
import { accessListEntryLifecycle } from "./accessListEntry";
import { OF_SERVICE_ACCOUNT } from "./owners";
import type { MadeEntryOutputs } from "./tables";
import { aboutEntry, ENTRY_ROWS, ORG_ID, ownerRow } from "./tables";

/** All arguments of an OrgServiceAccountAccessListEntry; OrgServiceAccountAccessListEntryArgs says which exclude each other. */
export interface OrgServiceAccountAccessListEntryParts {
    /** The id of the organization: 24 hexadecimal digits. Changing it replaces the entry. */
    orgId: pulumi.Input<string>;
    /** The client id of the service account: "mdb_sa_id_" and 24 hexadecimal digits. Changing it replaces the entry. */
    clientId: pulumi.Input<string>;
    /**
     * One IPv4 or IPv6 address that may use the account. A change to another address replaces the entry, the new one first.
     * Another spelling of the same address (also as `/32` or `/128` in cidrBlock) changes nothing.
     */
    ipAddress?: pulumi.Input<string | undefined> | undefined;
    /**
     * A block of addresses that may use the account, given by its network address: "203.0.113.0/24". A change to another block
     * replaces the entry, the new one first.
     */
    cidrBlock?: pulumi.Input<string | undefined> | undefined;
    /**
     * What to do when the entry exists already (409): "fail", or "adopt" to manage the entry from now on. Default "fail"; the classes of this package give
     * "adopt" where the program makes the account itself, while YAML and other languages leave that to the program. Changing it
     * changes nothing: no update, no replacement.
     * An entry that is renamed or moved, and gets another provider in the same change, needs the option `aliases` all the same:
     * else it is deleted under its old name.
     */
    onConflict?: pulumi.Input<"fail" | "adopt" | undefined> | undefined;
    /**
     * Allows the first entry on the very account that the provider calls with. Such an entry cuts off every address that is
     * not on the list, at once. Default false. Changing it changes nothing: no update, no replacement.
     */
    allowLockout?: pulumi.Input<boolean | undefined> | undefined;
}

/**
 * What an OrgServiceAccountAccessListEntry is made from; exactly one of ipAddress and cidrBlock. Where a program decides which,
 * it spreads one of two objects: `...(isBlock ? { cidrBlock } : { ipAddress })`.
 */
export type OrgServiceAccountAccessListEntryArgs = OrgServiceAccountAccessListEntryParts &
    // "unknown" leaves it to OrgServiceAccountAccessListEntryParts what the value is.
    ({ ipAddress: unknown; cidrBlock?: PerhapsLater } | { cidrBlock: unknown; ipAddress?: PerhapsLater });

/** An output may turn out to be undefined. */
type PerhapsLater = pulumi.OutputInstance<string | undefined> | Promise<string | undefined> | undefined;

/** What is known of an entry that `get` looks up. */
export type OrgServiceAccountAccessListEntryState = Partial<OrgServiceAccountAccessListEntryParts>;

const schema = {
    kind: "OrgServiceAccountAccessListEntry",
    hostExport: "orgServiceAccountAccessListEntry",
    properties: { orgId: ORG_ID, clientId: ownerRow(OF_SERVICE_ACCOUNT), ...ENTRY_ROWS },
    ...aboutEntry(OF_SERVICE_ACCOUNT),
} satisfies SchemaOf<
    OrgServiceAccountAccessListEntryParts,
    InputsOf<OrgServiceAccountAccessListEntryParts> & MadeEntryOutputs
>;

export const orgServiceAccountAccessListEntryLifecycle: Lifecycle<EntryInputs, EntryOutputs> =
    accessListEntryLifecycle(schema, OF_SERVICE_ACCOUNT);
