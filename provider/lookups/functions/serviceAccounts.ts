import type * as pulumi from "@pulumi/pulumi";
import type {
    GetOrgServiceAccountAccessListArgs,
    GetOrgServiceAccountAccessListResult,
    GetOrgServiceAccountArgs,
    GetOrgServiceAccountResult,
    GetOrgServiceAccountsArgs,
    GetOrgServiceAccountsResult,
} from "../serviceAccounts";
import {
    orgServiceAccountAccessListLookUp,
    orgServiceAccountLookUp,
    orgServiceAccountsLookUp,
} from "../serviceAccounts";
import type { OutputArgs } from "./invoke";
import { invoke, invokeOutput } from "./invoke";

/**
 * Looks up all service accounts of an organization. Atlas shows their secrets to nobody.
 *
 * @throws pulumi.RunError if Atlas refuses, or if the settings of `options.provider` are not known yet.
 * @see https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-listorgserviceaccounts
 */
export function getOrgServiceAccounts(
    args: GetOrgServiceAccountsArgs,
    options?: pulumi.InvokeOptions,
): Promise<GetOrgServiceAccountsResult> {
    return invoke(orgServiceAccountsLookUp, args, options);
}

/** As getOrgServiceAccounts, with outputs as arguments; unknown while these, or the settings of its provider, are. */
export function getOrgServiceAccountsOutput(
    args: pulumi.Input<OutputArgs<GetOrgServiceAccountsArgs>>,
    options?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetOrgServiceAccountsResult> {
    return invokeOutput(orgServiceAccountsLookUp, args, options);
}

/**
 * Looks up one service account of an organization, by its client id or its name.
 *
 * @throws pulumi.RunError if it is not there, if several have the name, if Atlas refuses, or if the settings of
 *     `options.provider` are not known yet.
 * @see https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-getorgserviceaccount
 */
export function getOrgServiceAccount(
    args: GetOrgServiceAccountArgs,
    options?: pulumi.InvokeOptions,
): Promise<GetOrgServiceAccountResult> {
    return invoke(orgServiceAccountLookUp, args, options);
}

/** As getOrgServiceAccount, with outputs as arguments; unknown while these, or the settings of its provider, are. */
export function getOrgServiceAccountOutput(
    args: pulumi.Input<OutputArgs<GetOrgServiceAccountArgs>>,
    options?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetOrgServiceAccountResult> {
    return invokeOutput(orgServiceAccountLookUp, args, options);
}

/**
 * Looks up the access list of a service account. Without entries, the account may be used from anywhere.
 *
 * @throws pulumi.RunError if Atlas refuses, or if the settings of `options.provider` are not known yet.
 * @see https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-listorgserviceaccountaccesslist
 */
export function getOrgServiceAccountAccessList(
    args: GetOrgServiceAccountAccessListArgs,
    options?: pulumi.InvokeOptions,
): Promise<GetOrgServiceAccountAccessListResult> {
    return invoke(orgServiceAccountAccessListLookUp, args, options);
}

/** As getOrgServiceAccountAccessList, with outputs as arguments; unknown while these, or the settings of its provider, are. */
export function getOrgServiceAccountAccessListOutput(
    args: pulumi.Input<OutputArgs<GetOrgServiceAccountAccessListArgs>>,
    options?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetOrgServiceAccountAccessListResult> {
    return invokeOutput(orgServiceAccountAccessListLookUp, args, options);
}
