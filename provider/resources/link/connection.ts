import type { AtlasClient } from "../../atlas/client";
import { isConflict, isNotFound, isOutcomeUnknown } from "../../atlas/errors/errorPredicates";
import { AtlasConfigError, explained, explanation } from "../../atlas/errors/errors";
import { confirmGone } from "../../atlas/gone";
import { PartialStateError } from "../../runtime/lifecycle";
import type { ProviderInstance } from "../../runtime/providerInstance";
import type { MigrationLinkStatus } from "../../opsManager/migrationLinks";
import {
    connectMigrationLink,
    disconnectMigrationLink,
    getMigrationLinkStatus,
    migrationLink,
} from "../../opsManager/migrationLinks";

// What a MigrationLink does in Ops Manager or Cloud Manager, with the credential of its provider.

export interface WantedConnection {
    readonly orgId: string;
    readonly linkToken: string;
    readonly onConflict?: "fail" | "replace";
}

/**
 * How long a link may take until it is SYNCED, and how often that is looked at, in milliseconds. Who has less patience by
 * maxRetryMs has less here, too.
 */
const MAX_SYNC_MS = 60_000;
const LOOK_MS = 3_000;

export const WHY_API_KEY =
    "A MigrationLink calls Ops Manager or Cloud Manager, which take API keys only. Give its provider publicKey and privateKey of an API key of the source organization, with the role Organization Owner, in the place of a service account or an access token.";

/**
 * Connects a source organization that is not connected.
 *
 * @throws PartialStateError if it is connected but not SYNCED, or if nobody knows.
 */
export async function connect(
    instance: ProviderInstance,
    wanted: WantedConnection,
): Promise<MigrationLinkStatus> {
    const client = sourceClient(instance);
    const { orgId, onConflict } = wanted;
    if ((await statusIfAny(client, orgId)) === "SYNCED") {
        if (onConflict !== "replace") {
            throw new Error(connectedAlready(orgId));
        }
        await disconnect(instance, orgId);
    }
    try {
        return await post(instance, wanted);
    } catch (error) {
        if (!isConflict(error)) {
            throw error;
        }
        if (onConflict !== "replace") {
            throw explained(error, { before: connectedAlready(orgId) });
        }
        await disconnect(instance, orgId);
        return post(instance, wanted);
    }
}

/** Mends a link that was NOT_SYNCED. Never disconnects: that may be a short outage while a migration is running. */
export async function reconnect(
    instance: ProviderInstance,
    wanted: WantedConnection,
): Promise<MigrationLinkStatus> {
    const { orgId } = wanted;
    if ((await synced(instance, orgId)) === "SYNCED") {
        return "SYNCED";
    }
    try {
        return await post(instance, wanted);
    } catch (error) {
        if (!isConflict(error)) {
            throw error;
        }
        throw notSynced(
            wanted,
            explanation(error, {
                before: `source organization ${orgId} has a link that is NOT_SYNCED, and does not take another one. An update never disconnects it, as a migration may be running.`,
                after: 'To cut the link off and to connect it again, set onConflict: "replace" and replace this resource: `pulumi up --replace <URN>`; `pulumi stack --show-urns` shows the URN.',
            }),
            error,
        );
    }
}

/** Not connected is done, if the source makes that sure. @throws while a migration is running. */
export async function disconnect(instance: ProviderInstance, orgId: string): Promise<void> {
    const client = sourceClient(instance);
    try {
        await disconnectMigrationLink(client, orgId);
    } catch (error) {
        if (isConflict(error)) {
            throw explained(error, {
                after: "Most likely a live migration uses the link: finish or cancel it, then run this again.",
            });
        }
        await confirmGone(client, error, migrationLink(client, orgId));
    }
}

export async function readStatus(instance: ProviderInstance, orgId: string): Promise<MigrationLinkStatus> {
    const client = sourceClient(instance);
    try {
        return await getMigrationLinkStatus(client, orgId);
    } catch (error) {
        // A 404 of the status proves nothing, as the status is the proof.
        await confirmGone(client, error, migrationLink(client, orgId));
        return "NOT_SYNCED";
    }
}

/** @throws AtlasConfigError if the provider has no API key. */
function sourceClient({ client }: ProviderInstance): AtlasClient {
    if (client.publicKey === undefined) {
        throw new AtlasConfigError(WHY_API_KEY);
    }
    return client;
}

/** Where a server has no status without a link, the connection itself tells what is wrong. */
async function statusIfAny(client: AtlasClient, orgId: string): Promise<MigrationLinkStatus> {
    try {
        return await getMigrationLinkStatus(client, orgId);
    } catch (error) {
        if (isNotFound(error)) {
            return "NOT_SYNCED";
        }
        throw error;
    }
}

async function post(instance: ProviderInstance, wanted: WantedConnection): Promise<MigrationLinkStatus> {
    const client = sourceClient(instance);
    const { orgId } = wanted;
    const doubts: unknown[] = [];
    try {
        const status = await connectMigrationLink(client, wanted, async (error) => {
            doubts.push(error);
            const found = await statusIfAny(client, orgId);
            return found === "SYNCED" ? { value: { status: found } } : undefined;
        });
        if (status === "SYNCED") {
            return status;
        }
    } catch (error) {
        if (isOutcomeUnknown(error)) {
            const after =
                "Run `pulumi up` again: it looks at the status, and connects again where that is needed.";
            throw notSynced(wanted, explanation(error, { after }), error);
        }
        // The connection of which nobody knew is this one.
        if (doubts.length === 0 || !isConflict(error)) {
            throw error;
        }
    }
    const status = await synced(instance, orgId).catch((error: unknown) => {
        const before = `source organization ${orgId} is connected, but its status cannot be read.`;
        throw notSynced(wanted, explanation(error, { before }), error);
    });
    if (status !== "SYNCED") {
        throw notSynced(
            wanted,
            `source organization ${orgId} is connected, but not synchronised: its status is NOT_SYNCED ${waitedFor(client)}. ${WHAT_TO_LOOK_AT}`,
        );
    }
    return status;
}

/** The status once it is SYNCED, or when the time is over. */
async function synced(instance: ProviderInstance, orgId: string): Promise<MigrationLinkStatus> {
    const client = sourceClient(instance);
    const endMs = client.clock.nowMs() + secondsToSync(client) * 1000;
    for (let looks = 0; ; looks += 1) {
        const status = await statusIfAny(client, orgId);
        if (status === "SYNCED" || client.isStopping || client.clock.nowMs() + LOOK_MS > endMs) {
            return status;
        }
        if (looks === 0) {
            instance.say(
                `MigrationLink ${orgId}: its status is NOT_SYNCED. Waiting for SYNCED, for ${secondsToSync(client)} s at most.`,
            );
        }
        await client.pause(LOOK_MS);
    }
}

function waitedFor(client: AtlasClient): string {
    return client.isStopping ? "still, when the run was cancelled" : `after ${secondsToSync(client)} s`;
}

function secondsToSync({ maxRetryMs }: AtlasClient): number {
    return Math.floor(Math.min(MAX_SYNC_MS, maxRetryMs) / 1000);
}

function notSynced(wanted: WantedConnection, message: string, cause?: unknown): PartialStateError {
    const outputs = { ...wanted, status: "NOT_SYNCED" };
    return new PartialStateError(message, { id: wanted.orgId, outputs }, cause);
}

function connectedAlready(orgId: string): string {
    return `source organization ${orgId} is connected with Atlas already. If this MigrationLink was renamed in the program, give it the option \`aliases: [{ name: "the old name" }]\`; to disconnect the organization and to connect it with this token, set onConflict: "replace".`;
}

const WHAT_TO_LOOK_AT =
    "Look at the accessListIps of the LinkToken (the address of Ops Manager, as Atlas sees it, must be among them), at whether Ops Manager gets out to Atlas, and at the token: one that is used up or was rotated is made anew by other `keepers` of the LinkToken. The next `pulumi up` waits again, then connects again.";
