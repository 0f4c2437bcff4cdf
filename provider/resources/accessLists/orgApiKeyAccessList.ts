import type * as pulumi from "@pulumi/pulumi";
import type { Lifecycle } from "../../core/lifecycle";
import type { InputsOf, SchemaOf } from "../../core/schema";
import type { AccessListArgs, AccessListInputs, AccessListOutputs } from "./accessList";
import { accessListLifecycle } from "./accessList";
import { OF_API_KEY } from "./owners";
import type { ListOutputs } from "./tables";
import { aboutList, listRows, ORG_ID, ownerRow } from "./tables";

/** What an OrgApiKeyAccessList is made from. */
export interface OrgApiKeyAccessListArgs extends AccessListArgs {
    /** The id of the API key, 24 hexadecimal digits, not its public key. Changing it replaces the list, the new one first. */
    apiKeyId: pulumi.Input<string>;
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
