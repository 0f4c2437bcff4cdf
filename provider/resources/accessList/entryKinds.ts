import type * as pulumi from "@pulumi/pulumi";
import type { Lifecycle } from "../../runtime/lifecycle";
import type { InputsOf, SchemaOf } from "../../schema/schema";
import type { AccessListEntryParts, EntryInputs, EntryOutputs, WithOneAddress } from "./accessListEntry";
import { accessListEntryLifecycle } from "./accessListEntry";
import { OF_API_KEY, OF_SERVICE_ACCOUNT } from "./owners";
import type { MadeEntryOutputs } from "./tables";
import { aboutEntry, ENTRY_ROWS, ORG_ID, ownerRow } from "./tables";

/** All arguments of an OrgApiKeyAccessListEntry; OrgApiKeyAccessListEntryArgs says which exclude each other. */
export interface OrgApiKeyAccessListEntryParts extends AccessListEntryParts {
    /** The id of the API key, 24 hexadecimal digits, not its public key. Changing it replaces the entry. */
    apiKeyId: pulumi.Input<string>;
}

/**
 * What an OrgApiKeyAccessListEntry is made from; exactly one of ipAddress and cidrBlock. Where a program decides which, it spreads one of two
 * objects: `...(isBlock ? { cidrBlock } : { ipAddress })`.
 */
export type OrgApiKeyAccessListEntryArgs = WithOneAddress<OrgApiKeyAccessListEntryParts>;

/** What is known of an entry that `get` looks up. */
export type OrgApiKeyAccessListEntryState = Partial<OrgApiKeyAccessListEntryParts>;

const entryOfKey = {
    kind: "OrgApiKeyAccessListEntry",
    hostExport: "orgApiKeyAccessListEntry",
    properties: { orgId: ORG_ID, apiKeyId: ownerRow(OF_API_KEY), ...ENTRY_ROWS },
    ...aboutEntry(OF_API_KEY),
} satisfies SchemaOf<
    OrgApiKeyAccessListEntryParts,
    InputsOf<OrgApiKeyAccessListEntryParts> & MadeEntryOutputs
>;

export const orgApiKeyAccessListEntryLifecycle: Lifecycle<EntryInputs, EntryOutputs> =
    accessListEntryLifecycle(entryOfKey, OF_API_KEY);

/** All arguments of an OrgServiceAccountAccessListEntry; OrgServiceAccountAccessListEntryArgs says which exclude each other. */
export interface OrgServiceAccountAccessListEntryParts extends AccessListEntryParts {
    /** The client id of the service account: "mdb_sa_id_" and 24 hexadecimal digits. Changing it replaces the entry. */
    clientId: pulumi.Input<string>;
}

/**
 * What an OrgServiceAccountAccessListEntry is made from; exactly one of ipAddress and cidrBlock. Where a program decides which, it spreads one of two
 * objects: `...(isBlock ? { cidrBlock } : { ipAddress })`.
 */
export type OrgServiceAccountAccessListEntryArgs = WithOneAddress<OrgServiceAccountAccessListEntryParts>;

/** What is known of an entry that `get` looks up. */
export type OrgServiceAccountAccessListEntryState = Partial<OrgServiceAccountAccessListEntryParts>;

const entryOfAccount = {
    kind: "OrgServiceAccountAccessListEntry",
    hostExport: "orgServiceAccountAccessListEntry",
    properties: { orgId: ORG_ID, clientId: ownerRow(OF_SERVICE_ACCOUNT), ...ENTRY_ROWS },
    ...aboutEntry(OF_SERVICE_ACCOUNT),
} satisfies SchemaOf<
    OrgServiceAccountAccessListEntryParts,
    InputsOf<OrgServiceAccountAccessListEntryParts> & MadeEntryOutputs
>;

export const orgServiceAccountAccessListEntryLifecycle: Lifecycle<EntryInputs, EntryOutputs> =
    accessListEntryLifecycle(entryOfAccount, OF_SERVICE_ACCOUNT);
