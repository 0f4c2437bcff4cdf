import type { AtlasClient } from "../atlas/client";
import { isConflict, isCredentialRefused, isNotFound, isOutcomeUnknown } from "../atlas/errorPredicates";
import { getOrganization } from "../atlas/organizations";
import { nameProjects } from "./blockingProjects";

/** A DELETE whose answer was lost, or that failed half-way: the organization's own key dies with it. */
export async function isDeletedAnyway(client: AtlasClient, orgId: string, error: unknown): Promise<boolean> {
    if (isNotFound(error)) {
        return true;
    }
    if (!isOutcomeUnknown(error)) {
        return false;
    }
    try {
        return (await getOrganization(client, orgId)).isDeleted === true;
    } catch (lookupError) {
        return isNotFound(lookupError) || isCredentialRefused(lookupError);
    }
}

/** A conflict as the user should read it: with the names of the projects that stand in the way. */
export async function explainConflict(client: AtlasClient, orgId: string, error: unknown): Promise<unknown> {
    if (!isConflict(error)) {
        return error;
    }
    const projects = await nameProjects(client, orgId, error);
    return new Error(`${(error as Error).message}${projects}`, { cause: error });
}
