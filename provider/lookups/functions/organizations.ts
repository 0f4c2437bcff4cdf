import type * as pulumi from "@pulumi/pulumi";
import type {
    GetOrganizationArgs,
    GetOrganizationResult,
    GetOrganizationsArgs,
    GetOrganizationsResult,
} from "../organizations";
import { organizationLookUp, organizationsLookUp } from "../organizations";
import type { OutputArgs } from "./invoke";
import { invoke, invokeOutput } from "./invoke";

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
