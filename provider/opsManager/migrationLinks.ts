import type { AtlasClient } from "../atlas/client";
import { AtlasError } from "../atlas/errors/errors";
import { path } from "../atlas/endpoints/path";
import type { LookUp } from "../atlas/retrying/retries";
import type { Thing } from "../atlas/gone/confirmGone";
import { PUBLIC_API_V1 } from "../atlas/transport/request";

// The source side of a live migration: the public API of Ops Manager, and of Cloud Manager, on the same client.

/** Whether a source organization is synchronised with Atlas over its link. */
export type MigrationLinkStatus = "SYNCED" | "NOT_SYNCED";

/** https://www.mongodb.com/docs/ops-manager/current/reference/api/cloud-migration/return-status-link/ */
export async function getMigrationLinkStatus(
    client: AtlasClient,
    orgId: string,
): Promise<MigrationLinkStatus> {
    const reply = await client.request<MigrationLinkReply>({
        method: "GET",
        path: `${linkPath(orgId)}/status`,
        version: PUBLIC_API_V1,
        expects: ["status"],
    });
    const status = statusIn(reply);
    if (status !== reply.status) {
        throw new AtlasError(
            `GET ${linkPath(orgId)}/status: the status is neither SYNCED nor NOT_SYNCED, so nothing is known of the link. Try again. If that does not help, check baseUrl.`,
        );
    }
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
    lookUp: LookUp<MigrationLinkReply>,
): Promise<MigrationLinkStatus> {
    const reply = await client.request<MigrationLinkReply>({
        method: "POST",
        path: linkPath(orgId),
        body: { linkToken },
        version: PUBLIC_API_V1,
        lookUp,
    });
    return statusIn(reply);
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
export function migrationLink(client: AtlasClient, orgId: string): Thing {
    return {
        name: `the migration link of organization ${orgId}`,
        server: "Ops Manager or Cloud Manager",
        findDoubt: async () =>
            (await getMigrationLinkStatus(client, orgId)) === "SYNCED" ? "its status is SYNCED" : undefined,
    };
}

interface MigrationLinkReply {
    readonly status?: string;
}

/** A status that nobody has published is none to rely on. */
function statusIn(reply: MigrationLinkReply | undefined): MigrationLinkStatus {
    return reply?.status === "SYNCED" ? "SYNCED" : "NOT_SYNCED";
}

function linkPath(orgId: string): string {
    return path`/orgs/${orgId}/liveExport/migrationLink`;
}
