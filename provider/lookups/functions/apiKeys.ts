import type * as pulumi from "@pulumi/pulumi";
import type {
    GetOrgApiKeyAccessListArgs,
    GetOrgApiKeyAccessListResult,
    GetOrgApiKeyArgs,
    GetOrgApiKeyResult,
    GetOrgApiKeysArgs,
    GetOrgApiKeysResult,
} from "../apiKeys";
import { orgApiKeyAccessListLookUp, orgApiKeyLookUp, orgApiKeysLookUp } from "../apiKeys";
import type { OutputArgs } from "./invoke";
import { invoke, invokeOutput } from "./invoke";

/**
 * Looks up all API keys of an organization. Atlas shows their private keys to nobody.
 *
 * @throws pulumi.RunError if Atlas refuses, or if the settings of `options.provider` are not known yet.
 * @see https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-listorgapikeys
 */
export function getOrgApiKeys(
    args: GetOrgApiKeysArgs,
    options?: pulumi.InvokeOptions,
): Promise<GetOrgApiKeysResult> {
    return invoke(orgApiKeysLookUp, args, options);
}

/** As getOrgApiKeys, with outputs as arguments; unknown while these, or the settings of its provider, are. */
export function getOrgApiKeysOutput(
    args: pulumi.Input<OutputArgs<GetOrgApiKeysArgs>>,
    options?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetOrgApiKeysResult> {
    return invokeOutput(orgApiKeysLookUp, args, options);
}

/**
 * Looks up one API key of an organization, by its id, its description or its public key.
 *
 * @throws pulumi.RunError if it is not there, if several have the description, if Atlas refuses, or if the settings of
 *     `options.provider` are not known yet.
 * @see https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-getorgapikey
 */
export function getOrgApiKey(
    args: GetOrgApiKeyArgs,
    options?: pulumi.InvokeOptions,
): Promise<GetOrgApiKeyResult> {
    return invoke(orgApiKeyLookUp, args, options);
}

/** As getOrgApiKey, with outputs as arguments; unknown while these, or the settings of its provider, are. */
export function getOrgApiKeyOutput(
    args: pulumi.Input<OutputArgs<GetOrgApiKeyArgs>>,
    options?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetOrgApiKeyResult> {
    return invokeOutput(orgApiKeyLookUp, args, options);
}

/**
 * Looks up the access list of an API key. Without entries, the key may be used from anywhere.
 *
 * @throws pulumi.RunError if Atlas refuses, or if the settings of `options.provider` are not known yet.
 * @see https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-listorgaccessentries
 */
export function getOrgApiKeyAccessList(
    args: GetOrgApiKeyAccessListArgs,
    options?: pulumi.InvokeOptions,
): Promise<GetOrgApiKeyAccessListResult> {
    return invoke(orgApiKeyAccessListLookUp, args, options);
}

/** As getOrgApiKeyAccessList, with outputs as arguments; unknown while these, or the settings of its provider, are. */
export function getOrgApiKeyAccessListOutput(
    args: pulumi.Input<OutputArgs<GetOrgApiKeyAccessListArgs>>,
    options?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetOrgApiKeyAccessListResult> {
    return invokeOutput(orgApiKeyAccessListLookUp, args, options);
}
