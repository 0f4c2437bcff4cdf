import type * as pulumi from "@pulumi/pulumi";
import type { Lifecycle } from "../../core/lifecycle";
import type { InputsOf, SchemaOf } from "../../core/schema";
import type { AccessListArgs, AccessListInputs, AccessListOutputs } from "./accessList";
import { accessListLifecycle } from "./accessList";
import { OF_SERVICE_ACCOUNT } from "./owners";
import type { ListOutputs } from "./tables";
import { aboutList, listRows, ORG_ID, ownerRow } from "./tables";

/** What an OrgServiceAccountAccessList is made from. */
export interface OrgServiceAccountAccessListArgs extends AccessListArgs {
    /** The client id of the service account: "mdb_sa_id_" and 24 hexadecimal digits. Changing it replaces the list, the new one first. */
    clientId: pulumi.Input<string>;
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
