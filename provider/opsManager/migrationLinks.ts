import type { AtlasClient } from "../atlas/client";
import { path } from "../atlas/endpoints/path";
import type { ResolveUnknownOutcome } from "../atlas/retrying/retries";
import type { AtlasObject } from "../atlas/gone";
import type { Answer } from "../atlas/transport/answerReaders";
import { decides, informs, object, oneOf } from "../atlas/transport/answerReaders";
import { PUBLIC_API_V1 } from "../atlas/transport/request";

// The source side of a live migration: the public API of Ops Manager, and of Cloud Manager, on the same client.

/** Whether a source organization is synchronised with Atlas over its link. */
export type MigrationLinkStatus = "SYNCED" | "NOT_SYNCED";

const STATUS = oneOf<MigrationLinkStatus>("SYNCED", "NOT_SYNCED");

// What an answer must hold. Assumed, by MongoDB's documentation: none was recorded.

const MIGRATION_LINK = object({ status: decides(STATUS) });

/** The 2xx says that the organization is connected. Without a status, the next look tells whether it is synchronised. */
const NEW_MIGRATION_LINK = object({ status: informs(STATUS) });

/** https://www.mongodb.com/docs/ops-manager/current/reference/api/cloud-migration/return-status-link/ */
export async function getMigrationLinkStatus(
    client: AtlasClient,
    orgId: string,
): Promise<MigrationLinkStatus> {
    const { status } = await client.request({
        method: "GET",
        path: `${linkPath(orgId)}/status`,
        version: PUBLIC_API_V1,
        read: MIGRATION_LINK,
    });
    return status;
}

/**
 * Connects a source organization with Atlas. Returns its status, which may still be NOT_SYNCED.
 *
 * https://www.mongodb.com/docs/ops-manager/current/reference/api/cloud-migration/create-one-link/
 *
 * @param lookUp finds out what became of it when the outcome is unknown.
 */
export async function connectMigrationLink(
    client: AtlasClient,
    { orgId, linkToken }: { orgId: string; linkToken: string },
    lookUp: ResolveUnknownOutcome<Answer<typeof NEW_MIGRATION_LINK>>,
): Promise<MigrationLinkStatus> {
    const { status = "NOT_SYNCED" } = await client.request({
        method: "POST",
        path: linkPath(orgId),
        body: { linkToken },
        version: PUBLIC_API_V1,
        lookUp,
        read: NEW_MIGRATION_LINK,
    });
    return status;
}

/**
 * Disconnects a source organization from Atlas, which ends the synchronisation.
 *
 * https://www.mongodb.com/docs/ops-manager/current/reference/api/cloud-migration/delete-one-link/
 */
export function disconnectMigrationLink(client: AtlasClient, orgId: string): Promise<void> {
    return client.request({ method: "DELETE", path: linkPath(orgId), version: PUBLIC_API_V1 });
}

/** For confirmGone: the status has to answer, and to say that nothing is synchronised. */
export function migrationLink(client: AtlasClient, orgId: string): AtlasObject {
    return {
        name: `the migration link of organization ${orgId}`,
        server: "Ops Manager or Cloud Manager",
        evidenceItExists: async () =>
            (await getMigrationLinkStatus(client, orgId)) === "SYNCED" ? "its status is SYNCED" : undefined,
    };
}

function linkPath(orgId: string): string {
    return path`/orgs/${orgId}/liveExport/migrationLink`;
}
