import type * as pulumi from "@pulumi/pulumi";
import type { Lifecycle } from "../../core/lifecycle";
import type { InputsOf, SchemaOf } from "../../core/schema";
import type { AccessListInputs, AccessListOutputs } from "./accessList";
import { accessListLifecycle } from "./accessList";
import { OF_SERVICE_ACCOUNT } from "./owners";
import type { ListOutputs } from "./tables";
import { aboutList, listRows, ORG_ID, ownerRow } from "./tables";

/** What an OrgServiceAccountAccessList is made from. */
export interface OrgServiceAccountAccessListArgs {
    /** The id of the organization: 24 hexadecimal digits. Changing it replaces the list, the new one first. */
    orgId: pulumi.Input<string>;
    /** The client id of the service account: "mdb_sa_id_" and 24 hexadecimal digits. Changing it replaces the list, the new one first. */
    clientId: pulumi.Input<string>;
    /**
     * The IPv4 and IPv6 addresses and CIDR blocks that may use the account, at least one and at most 200. A set: order and spelling mean
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
     * "adopt" where the program makes the service account itself, while YAML and other languages leave that to the program. Changing it
     * changes nothing: no update, no replacement.
     */
    onConflict?: pulumi.Input<"leave" | "adopt" | undefined> | undefined;
    /**
     * Allows the first entries on the very account that the provider calls with. Such entries cut off every address that is
     * not on the list, at once. Default false. Changing it changes nothing: no update, no replacement.
     */
    allowLockout?: pulumi.Input<boolean | undefined> | undefined;
}

/** What is known of a list that `get` looks up. */
export type OrgServiceAccountAccessListState = Partial<OrgServiceAccountAccessListArgs>;

const schema = {
    kind: "OrgServiceAccountAccessList",
    hostExport: "orgServiceAccountAccessList",
    properties: { orgId: ORG_ID, clientId: ownerRow(OF_SERVICE_ACCOUNT), ...listRows(OF_SERVICE_ACCOUNT) },
    ...aboutList(OF_SERVICE_ACCOUNT),
} satisfies SchemaOf<
    OrgServiceAccountAccessListArgs,
    InputsOf<OrgServiceAccountAccessListArgs> & ListOutputs
>;

export const orgServiceAccountAccessListLifecycle: Lifecycle<AccessListInputs, AccessListOutputs> =
    accessListLifecycle(schema, OF_SERVICE_ACCOUNT);
