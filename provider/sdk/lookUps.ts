import type * as pulumi from "@pulumi/pulumi";
import type {
    GetOrganizationArgs,
    GetOrganizationResult,
    GetOrganizationsArgs,
    GetOrganizationsResult,
} from "../functions/organizations";
import { organizationLookUp, organizationsLookUp } from "../functions/organizations";
import type { OutputArgs } from "./invoke";
import { invoke, invokeOutput } from "./invoke";
import type {
    GetOrgApiKeyAccessListArgs,
    GetOrgApiKeyAccessListResult,
    GetOrgApiKeyArgs,
    GetOrgApiKeyResult,
    GetOrgApiKeysArgs,
    GetOrgApiKeysResult,
} from "../functions/apiKeys";
import { orgApiKeyAccessListLookUp, orgApiKeyLookUp, orgApiKeysLookUp } from "../functions/apiKeys";
import type {
    GetOrgServiceAccountAccessListArgs,
    GetOrgServiceAccountAccessListResult,
    GetOrgServiceAccountArgs,
    GetOrgServiceAccountResult,
    GetOrgServiceAccountsArgs,
    GetOrgServiceAccountsResult,
} from "../functions/serviceAccounts";
import {
    orgServiceAccountAccessListLookUp,
    orgServiceAccountLookUp,
    orgServiceAccountsLookUp,
} from "../functions/serviceAccounts";
import type {
    GetLiveMigrationProjectsArgs,
    GetLiveMigrationProjectsResult,
    GetMigrationLinkStatusArgs,
    GetMigrationLinkStatusResult,
} from "../functions/liveMigrations";
import { liveMigrationProjectsLookUp, migrationLinkStatusLookUp } from "../functions/liveMigrations";

/**
 * Looks up the organizations that the credential sees: an API key or a service account of an organization sees that one.
 *
 * @throws pulumi.RunError if Atlas refuses, or if the settings of `options.provider` are not known yet.
 * @see https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-listorgs
 */
export function getOrganizations(
    args?: GetOrganizationsArgs,
    options?: pulumi.InvokeOptions,
): Promise<GetOrganizationsResult> {
    return invoke(organizationsLookUp, args, options);
}

/** As getOrganizations, with outputs as arguments; unknown while these, or the settings of its provider, are. */
export function getOrganizationsOutput(
    args?: pulumi.Input<OutputArgs<GetOrganizationsArgs>>,
    options?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetOrganizationsResult> {
    return invokeOutput(organizationsLookUp, args, options);
}

/**
 * Looks up one organization, by its id or by its name.
 *
 * @throws pulumi.RunError if it is not there, if several have the name, if Atlas refuses, or if the settings of
 *     `options.provider` are not known yet.
 * @see https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-getorg
 */
export function getOrganization(
    args: GetOrganizationArgs,
    options?: pulumi.InvokeOptions,
): Promise<GetOrganizationResult> {
    return invoke(organizationLookUp, args, options);
}

/** As getOrganization, with outputs as arguments; unknown while these, or the settings of its provider, are. */
export function getOrganizationOutput(
    args: pulumi.Input<OutputArgs<GetOrganizationArgs>>,
    options?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetOrganizationResult> {
    return invokeOutput(organizationLookUp, args, options);
}

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

/**
 * Looks up what the linked source organizations offer for a live migration into an Atlas organization: projects, their
 * migration hosts and their deployments. The credential needs the role ORG_OWNER.
 *
 * @throws pulumi.RunError if Atlas refuses, or if the settings of `options.provider` are not known yet.
 * @see https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-listorglivemigrationavailableprojects
 */
export function getLiveMigrationProjects(
    args: GetLiveMigrationProjectsArgs,
    options?: pulumi.InvokeOptions,
): Promise<GetLiveMigrationProjectsResult> {
    return invoke(liveMigrationProjectsLookUp, args, options);
}

/** As getLiveMigrationProjects, with outputs as arguments; unknown while these, or the settings of its provider, are. */
export function getLiveMigrationProjectsOutput(
    args: pulumi.Input<OutputArgs<GetLiveMigrationProjectsArgs>>,
    options?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetLiveMigrationProjectsResult> {
    return invokeOutput(liveMigrationProjectsLookUp, args, options);
}

/**
 * Looks up the status of the link of a source organization, in Ops Manager or Cloud Manager. Its provider has an API key
 * of that organization.
 *
 * @throws pulumi.RunError if the provider has another credential, if the source refuses, or if the settings of
 *     `options.provider` are not known yet.
 * @see https://www.mongodb.com/docs/ops-manager/current/reference/api/cloud-migration/
 */
export function getMigrationLinkStatus(
    args: GetMigrationLinkStatusArgs,
    options?: pulumi.InvokeOptions,
): Promise<GetMigrationLinkStatusResult> {
    return invoke(migrationLinkStatusLookUp, args, options);
}

/** As getMigrationLinkStatus, with outputs as arguments; unknown while these, or the settings of its provider, are. */
export function getMigrationLinkStatusOutput(
    args: pulumi.Input<OutputArgs<GetMigrationLinkStatusArgs>>,
    options?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetMigrationLinkStatusResult> {
    return invokeOutput(migrationLinkStatusLookUp, args, options);
}
