import { wireAddress } from "../../atlas/address";
import type { AtlasClient } from "../../atlas/client";
import { explained, inSentences } from "../../atlas/errors/explained";
import type { LinkTokenResponse } from "../../atlas/endpoints/linkTokens";
import { createLinkToken, deleteLinkTokens } from "../../atlas/endpoints/linkTokens";
import { hasErrorCode, isConflict } from "../../atlas/errors/errorPredicates";
import { confirmGone, link } from "../../atlas/gone/confirmGone";
import { nameProjects } from "../blockingProjects";

// The links of an organization at Atlas, which neither lists nor names them: it makes one, and deletes one of them.

export interface WantedLink {
    readonly orgId: string;
    readonly accessListIps?: readonly string[];
}

export function createLink(
    client: AtlasClient,
    { orgId, accessListIps = [] }: WantedLink,
): Promise<LinkTokenResponse> {
    return createLinkToken(client, orgId, { accessListIps: [...new Set(accessListIps.map(wireAddress))] });
}

/** Deletes one link of an organization; none is left counts as done. @throws while a migration uses one. */
export async function deleteLink(client: AtlasClient, orgId: string): Promise<void> {
    try {
        await deleteLinkTokens(client, orgId);
    } catch (error) {
        if (isConflict(error)) {
            throw await migrationActive(client, orgId, error);
        }
        await confirmGone(client, error, link(orgId));
    }
}

async function migrationActive(client: AtlasClient, orgId: string, error: unknown): Promise<Error> {
    const projects = await nameProjects(client, orgId, error);
    // Atlas's code for this was never seen on this very call; where it comes, the error says what to do already.
    const advice = hasErrorCode(error, "CANNOT_DELETE_ORG_ACTIVE_LIVE_MIGRATION_ATLAS_ORG_LINK")
        ? ""
        : "A live migration uses the link: finish or cancel it, then run this again.";
    return explained(error, { after: inSentences(advice, projects) });
}
