import type { AtlasClient } from "../atlas/client";
import { isConflict, isCredentialRefused, isNotFound } from "../atlas/errorPredicates";
import { deleteOrganization, getOrganization } from "../atlas/organizations";
import { nameProjects } from "./blockingProjects";

/**
 * Deletes an organization; one that is gone already is as good. Its own credential dies with it, so when an answer was
 * lost, a refused credential means that the deletion took effect.
 *
 * @throws Error with the names of the projects, if it has some.
 */
export async function deleteWithCredentials(client: AtlasClient, orgId: string): Promise<void> {
    const doubts: Error[] = [];
    try {
        await deleteOrganization(client, orgId, async (error) => {
            doubts.push(error);
            return (await isGone(client, orgId)) ? { value: undefined } : undefined;
        });
    } catch (error) {
        if (isNotFound(error) || (doubts.length > 0 && isCredentialRefused(error))) {
            return;
        }
        throw await explainConflict(client, orgId, error);
    }
}

/** Whether it is known to be gone. */
async function isGone(client: AtlasClient, orgId: string): Promise<boolean> {
    try {
        return (await getOrganization(client, orgId)).isDeleted === true;
    } catch (error) {
        // Of any other error the deletion's own says more.
        return isNotFound(error) || isCredentialRefused(error);
    }
}

/** A conflict as the user should read it: with the names of the projects that stand in the way. */
async function explainConflict(client: AtlasClient, orgId: string, error: unknown): Promise<unknown> {
    if (!isConflict(error)) {
        return error;
    }
    const projects = await nameProjects(client, orgId, error);
    return new Error(`${(error as Error).message}${projects}`, { cause: error });
}
