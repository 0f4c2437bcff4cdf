import type * as pulumi from "@pulumi/pulumi";
import type { Lifecycle } from "../../core/lifecycle";
import type { InputsOf, SchemaOf } from "../../core/schema";
import type { AccessListInputs, AccessListOutputs } from "./accessList";
import { accessListLifecycle } from "./accessList";
import { OF_API_KEY } from "./owners";
import type { ListOutputs } from "./tables";
import { aboutList, listRows, ORG_ID, ownerRow } from "./tables";

/** What an OrgApiKeyAccessList is made from. */
export interface OrgApiKeyAccessListArgs {
    /** The id of the organization: 24 hexadecimal digits. Changing it replaces the list, the new one first. */
    orgId: pulumi.Input<string>;
    /** The id of the API key, 24 hexadecimal digits, not its public key. Changing it replaces the list, the new one first. */
    apiKeyId: pulumi.Input<string>;
    /**
     * The IPv4 and IPv6 addresses and CIDR blocks that may use the key, at least one. A set: order and spelling mean
     * nothing, and what is named twice counts once. Changing them updates the list in place: what is new is added
     * before anything is removed.
     */
    entries: pulumi.Input<pulumi.Input<string>[]>;
    /**
     * "authoritative": the program declares the whole list, and an update removes what else is on the list; a preview
     * shows that before. "additive": entries of others are left alone, also those of `entries` that stood there before.
     * Default "authoritative". Changing it updates the list in place.
     */
    mode?: pulumi.Input<"authoritative" | "additive" | undefined> | undefined;
    /**
     * Whose an entry of `entries` is that is on the list already: "leave" leaves it to whoever made it, so that an additive
     * list never deletes it; "adopt" makes it this list's own, and then a destroy deletes it, whoever made it. Counts when
     * the entry is added. Default "leave"; the classes of this package give
     * "adopt" where the program makes the key itself, while YAML and other languages leave that to the program. Changing it
     * changes nothing: no update, no replacement.
     */
    onConflict?: pulumi.Input<"leave" | "adopt" | undefined> | undefined;
    /**
     * Allows the first entries on the very key that the provider calls with. Such entries cut off every address that is
     * not on the list, at once. Default false. Changing it changes nothing: no update, no replacement.
     */
    allowLockout?: pulumi.Input<boolean | undefined> | undefined;
}

/** What is known of a list that `get` looks up. */
export type OrgApiKeyAccessListState = Partial<OrgApiKeyAccessListArgs>;

const schema = {
    kind: "OrgApiKeyAccessList",
    hostExport: "orgApiKeyAccessList",
    properties: { orgId: ORG_ID, apiKeyId: ownerRow(OF_API_KEY), ...listRows(OF_API_KEY) },
    ...aboutList(OF_API_KEY),
} satisfies SchemaOf<OrgApiKeyAccessListArgs, InputsOf<OrgApiKeyAccessListArgs> & ListOutputs>;

export const orgApiKeyAccessListLifecycle: Lifecycle<AccessListInputs, AccessListOutputs> =
    accessListLifecycle(schema, OF_API_KEY);
