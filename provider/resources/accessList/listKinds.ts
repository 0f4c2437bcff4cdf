import type * as pulumi from "@pulumi/pulumi";
import type { Lifecycle } from "../../runtime/lifecycle";
import type { InputsOf, SchemaOf } from "../../schema/schema";
import type { AccessListArgs, AccessListInputs, AccessListOutputs } from "./accessList";
import { accessListLifecycle } from "./accessList";
import { OF_API_KEY, OF_SERVICE_ACCOUNT } from "./owners";
import type { ListOutputs } from "./tables";
import { aboutList, listRows, ORG_ID, ownerRow } from "./tables";

/** What an OrgApiKeyAccessList is made from. */
export interface OrgApiKeyAccessListArgs extends AccessListArgs {
    /** The id of the API key, 24 hexadecimal digits, not its public key. Changing it replaces the list, the new one first. */
    apiKeyId: pulumi.Input<string>;
}

/** What is known of a list that `get` looks up. */
export type OrgApiKeyAccessListState = Partial<OrgApiKeyAccessListArgs>;

const listOfKey = {
    kind: "OrgApiKeyAccessList",
    hostExport: "orgApiKeyAccessList",
    properties: { orgId: ORG_ID, apiKeyId: ownerRow(OF_API_KEY), ...listRows(OF_API_KEY) },
    ...aboutList(OF_API_KEY),
} satisfies SchemaOf<OrgApiKeyAccessListArgs, InputsOf<OrgApiKeyAccessListArgs> & ListOutputs>;

export const orgApiKeyAccessListLifecycle: Lifecycle<AccessListInputs, AccessListOutputs> =
    accessListLifecycle(listOfKey, OF_API_KEY);

/** What an OrgServiceAccountAccessList is made from. */
export interface OrgServiceAccountAccessListArgs extends AccessListArgs {
    /** The client id of the service account: "mdb_sa_id_" and 24 hexadecimal digits. Changing it replaces the list, the new one first. */
    clientId: pulumi.Input<string>;
}

/** What is known of a list that `get` looks up. */
export type OrgServiceAccountAccessListState = Partial<OrgServiceAccountAccessListArgs>;

const listOfAccount = {
    kind: "OrgServiceAccountAccessList",
    hostExport: "orgServiceAccountAccessList",
    properties: { orgId: ORG_ID, clientId: ownerRow(OF_SERVICE_ACCOUNT), ...listRows(OF_SERVICE_ACCOUNT) },
    ...aboutList(OF_SERVICE_ACCOUNT),
} satisfies SchemaOf<
    OrgServiceAccountAccessListArgs,
    InputsOf<OrgServiceAccountAccessListArgs> & ListOutputs
>;

export const orgServiceAccountAccessListLifecycle: Lifecycle<AccessListInputs, AccessListOutputs> =
    accessListLifecycle(listOfAccount, OF_SERVICE_ACCOUNT);
