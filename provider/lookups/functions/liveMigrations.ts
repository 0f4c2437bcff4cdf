import type * as pulumi from "@pulumi/pulumi";
import type {
    GetLiveMigrationProjectsArgs,
    GetLiveMigrationProjectsResult,
    GetMigrationLinkStatusArgs,
    GetMigrationLinkStatusResult,
} from "../liveMigrations";
import { liveMigrationProjectsLookUp, migrationLinkStatusLookUp } from "../liveMigrations";
import type { OutputArgs } from "./invoke";
import { invoke, invokeOutput } from "./invoke";

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
