import type { AtlasClient } from "../../atlas/client";
import { isConflict, isCredentialRefused } from "../../atlas/errors/errorPredicates";
import { explained } from "../../atlas/errors/explained";
import { confirmGone, organization } from "../../atlas/gone/confirmGone";
import { deleteOrganization, getOrganization } from "../../atlas/endpoints/organizations";
import { nameProjects } from "../blockingProjects";

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
        if (isConflict(error)) {
            throw await explainConflict(client, orgId, error);
        }
        await confirmDeleted(client, error, { orgId, mayBeDone: doubts.length > 0 });
    }
}

/** Whether it is known to be gone. */
async function isGone(client: AtlasClient, orgId: string): Promise<boolean> {
    try {
        return (await getOrganization(client, orgId)).isDeleted === true;
    } catch (error) {
        return confirmDeleted(client, error, { orgId, mayBeDone: true }).then(
            () => true,
            // The deletion's own error says more.
            () => false,
        );
    }
}

/** @param mayBeDone says that a deletion was sent before, and nobody knows what became of it. */
async function confirmDeleted(
    client: AtlasClient,
    error: unknown,
    { orgId, mayBeDone }: { orgId: string; mayBeDone: boolean },
): Promise<void> {
    if (mayBeDone && isCredentialRefused(error)) {
        return;
    }
    try {
        await confirmGone(client, error, organization(orgId));
    } catch (doubt) {
        if (!mayBeDone || !isCredentialRefused((doubt as Error).cause)) {
            throw doubt;
        }
    }
}

/** A conflict as the user should read it: with the names of the projects that stand in the way. */
async function explainConflict(client: AtlasClient, orgId: string, error: unknown): Promise<Error> {
    const projects = await nameProjects(client, orgId, error);
    return explained(error, { after: projects });
}
