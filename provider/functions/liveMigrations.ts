import { listAvailableProjects } from "../atlas/endpoints/linkTokens";
import type { AvailableProjectResponse } from "../atlas/endpoints/linkTokens";
import { isNotFound } from "../atlas/errors/errorPredicates";
import { confirmGone, link } from "../atlas/gone";
import { AS_PROVIDER } from "../configuration/settings";
import type { MigrationLinkStatus } from "../opsManager/migrationLinks";
import { readStatus, WHY_API_KEY } from "../resources/link/connection";
import type { ProviderFunction } from "./lookUp";
import { isId } from "./lookUp";

/** Whose live migrations to look up. */
export interface GetLiveMigrationProjectsArgs {
    /** The id of the Atlas organization: 24 hexadecimal digits. */
    readonly orgId: string;
}

/** A deployment that can be migrated. */
export interface LiveMigrationDeployment {
    readonly name: string;
    readonly mongoDBVersion: string;
    readonly featureCompatibilityVersion: string;
    /** Whether Ops Manager or Cloud Manager automates it. */
    readonly managed: boolean;
    readonly sharded: boolean;
    readonly tlsEnabled: boolean;
}

/** A project of a source organization. */
export interface LiveMigrationProject {
    /** 24 hexadecimal digits, in Ops Manager or Cloud Manager. */
    readonly projectId: string;
    readonly name: string;
    /** The hosts that can move its data. */
    readonly migrationHosts: string[];
    readonly deployments: LiveMigrationDeployment[];
}

/** What the linked source organizations offer. */
export interface GetLiveMigrationProjectsResult {
    readonly orgId: string;
    /** Empty as long as no source organization is connected. */
    readonly projects: LiveMigrationProject[];
}

/** Which source organization's link to look up. */
export interface GetMigrationLinkStatusArgs {
    /** The id of the source organization, in Ops Manager or Cloud Manager: 24 hexadecimal digits. */
    readonly orgId: string;
}

/** The link of a source organization. */
export interface GetMigrationLinkStatusResult {
    readonly orgId: string;
    readonly status: MigrationLinkStatus;
}

export const liveMigrationProjectsLookUp: ProviderFunction<
    GetLiveMigrationProjectsArgs,
    GetLiveMigrationProjectsResult
> = {
    name: "getLiveMigrationProjects",
    inputs: ["orgId"],
    checks: isId("orgId"),
    async run({ client }, { orgId }) {
        try {
            return { orgId, projects: (await listAvailableProjects(client, orgId)).map(toProject) };
        } catch (error) {
            // What Atlas answers without a link is not published: a 404 of an organization that is there means none.
            if (!isNotFound(error)) {
                throw error;
            }
            await confirmGone(client, error, link(orgId));
            return { orgId, projects: [] };
        }
    },
};

export const migrationLinkStatusLookUp: ProviderFunction<
    GetMigrationLinkStatusArgs,
    GetMigrationLinkStatusResult
> = {
    name: "getMigrationLinkStatus",
    inputs: ["orgId"],
    checks: isId("orgId"),
    callers: { ...AS_PROVIDER, whyApiKey: WHY_API_KEY },
    async run(instance, { orgId }) {
        return { orgId, status: await readStatus(instance, orgId) };
    },
};

function toProject(project: AvailableProjectResponse): LiveMigrationProject {
    const { projectId, name, migrationHosts, deployments } = project;
    return {
        projectId,
        name,
        migrationHosts: [...migrationHosts],
        deployments: deployments.map((deployment) => ({
            name: deployment.name,
            mongoDBVersion: deployment.mongoDBVersion,
            featureCompatibilityVersion: deployment.featureCompatibilityVersion,
            managed: deployment.managed,
            sharded: deployment.sharded,
            tlsEnabled: deployment.tlsEnabled,
        })),
    };
}
