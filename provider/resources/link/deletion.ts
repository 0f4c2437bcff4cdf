import type { AtlasSession } from "../../core/session";
import type { OnAmbiguousDelete } from "./declaredLinkTokens";
import { deleteLink } from "./links";
import type { LinkTokensOfRun } from "./linkTokensOfRun";
import { linkTokensOf } from "./linkTokensOfRun";
import { ambiguousDelete } from "./refusals";

interface OldLinkToken {
    readonly linkToken?: string;
    readonly onAmbiguousDelete?: OnAmbiguousDelete;
}

/** Deletes the link of a LinkToken, as far as the others of the organization allow that. */
export async function deleteOldLink(session: AtlasSession, orgId: string, old: OldLinkToken): Promise<void> {
    const linkTokens = linkTokensOf(session, orgId);
    const deleteOne = () => deleteLink(session.client, orgId);
    if (!linkTokens.isHeardOf) {
        // A destroy, or the program declares none any more: all go, one DELETE for each.
        return deleteOne();
    }
    await linkTokens.heardOfAll(session.client);
    const replacement = linkTokens.replacementOf(old.linkToken);
    const emptying = linkTokens.emptying(replacement);
    if (emptying !== undefined) {
        return emptying;
    }
    if (replacement !== undefined && linkTokens.isEmptied(replacement)) {
        return;
    }
    if (linkTokens.staying.length === 0 && (replacement !== undefined || !linkTokens.areSeveral)) {
        return linkTokens.empty(deleteOne);
    }
    return deleteAmong(session, { orgId, linkTokens, old, replacement }, deleteOne);
}

interface OneOfSeveral {
    readonly orgId: string;
    readonly linkTokens: LinkTokensOfRun;
    readonly old: OldLinkToken;
    /** The LinkToken of the program that a change puts in its place. */
    readonly replacement: string | undefined;
}

/** Deletes the link of one LinkToken of which others stay, or may stay. */
function deleteAmong(
    session: AtlasSession,
    { orgId, linkTokens, old, replacement }: OneOfSeveral,
    deleteOne: () => Promise<void>,
): Promise<void> {
    const decision = replacement === undefined ? old.onAmbiguousDelete : linkTokens.decisionFor(replacement);
    const warn = (reason: string) => {
        session.warn(`LinkToken ${orgId}: ${reason}`);
        return Promise.resolve();
    };
    if (decision === "deleteAny") {
        return deleteOne();
    }
    if (decision === "leave") {
        return warn(`onAmbiguousDelete says "leave": nothing was deleted. ${LEFT_BEHIND}`);
    }
    if (old.linkToken === undefined) {
        return warn(
            `it is not known whether Atlas has made its link, and other LinkTokens of the program have links in the organization: nothing was deleted, and another link is made. ${LEFT_BEHIND}`,
        );
    }
    if (replacement !== undefined || linkTokens.pending.length > 0) {
        return Promise.reject(ambiguousDelete(orgId, [...linkTokens.staying, ...linkTokens.pending]));
    }
    // Of a rename, state holds both for a while.
    return warn(
        "another LinkToken of the program is for the organization, and Atlas deletes links by organization only: nothing is deleted, so that its token lives, and an older link may be left beside it. Give a renamed LinkToken the option `aliases` to keep its token, and one that `--replace` replaces the option `deleteBeforeReplace: true`.",
    );
}

const LEFT_BEHIND =
    "Its link and its API key stay at Atlas, if they are there; delete them in Atlas's web page, or destroy all LinkTokens of the organization, one of which then takes it.";
