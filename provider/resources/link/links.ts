import type { ProviderInstance } from "../../runtime/providerInstance";
import type { OnAmbiguousDelete } from "./declaredLinkTokens";
import type { LinkTokensOfRun } from "./linkTokensOfRun";
import { linkTokensOf } from "./linkTokensOfRun";
import { wireAddress } from "../../atlas/address";
import type { AtlasClient } from "../../atlas/client";
import { explained, inSentences } from "../../atlas/errors/errors";
import type { LinkTokenResponse } from "../../atlas/endpoints/linkTokens";
import { createLinkToken, deleteLinkToken } from "../../atlas/endpoints/linkTokens";
import { hasErrorCode, isConflict } from "../../atlas/errors/errorPredicates";
import { confirmGone, link } from "../../atlas/gone";
import { nameProjects } from "../../atlas/endpoints/organizations";
import type { Properties } from "../../schema/properties";
import { without } from "../../schema/lists";
import { declaredIn } from "./declaredLinkTokens";

interface OldLinkToken {
    readonly linkToken?: string;
    readonly onAmbiguousDelete?: OnAmbiguousDelete;
}

/** Deletes the link of a LinkToken, as far as the others of the organization allow that. */
export async function deleteOldLink(
    instance: ProviderInstance,
    orgId: string,
    old: OldLinkToken,
): Promise<void> {
    const linkTokens = linkTokensOf(instance, orgId);
    const deleteOne = () => deleteLink(instance.client, orgId);
    if (!linkTokens.isHeardOf) {
        // A destroy, or the program declares none any more: all go, one DELETE for each.
        return deleteOne();
    }
    await linkTokens.heardOfAll(instance.client);
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
    return deleteAmong(instance, { orgId, linkTokens, old, replacement }, deleteOne);
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
    instance: ProviderInstance,
    { orgId, linkTokens, old, replacement }: OneOfSeveral,
    deleteOne: () => Promise<void>,
): Promise<void> {
    const decision = replacement === undefined ? old.onAmbiguousDelete : linkTokens.decisionFor(replacement);
    const warn = (reason: string) => {
        instance.warn(`LinkToken ${orgId}: ${reason}`);
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
        await deleteLinkToken(client, orgId);
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

// What a run refuses before any call, because Atlas does not let anybody say which link of an organization goes.

/** @throws Error if some LinkTokens of the organization go while others stay, and nothing says what to do. */
export function refuseAmbiguous(linkTokens: LinkTokensOfRun, orgId: string): void {
    const { ambiguous, kept } = linkTokens;
    if (ambiguous.length > 0) {
        throw new Error(
            `organization ${orgId}: ${named(ambiguous)} of this program would be deleted while ${named(kept)} ${kept.length === 1 ? "stays" : "stay"}. ${WHY} Nothing was sent. ${WAYS_OUT} ${ONE_THAT_IS_REMOVED}`,
        );
    }
}

/** Of one that Pulumi was told to replace, no preview hears. */
export function ambiguousDelete(orgId: string, names: readonly string[]): Error {
    return new Error(
        `organization ${orgId}: the program declares ${named(names)} for it, and Pulumi does not tell the provider which of them are replaced. ${WHY} Nothing was sent. ${WAYS_OUT} If it was tainted, \`pulumi state untaint\` takes that back.`,
    );
}

/** @throws Error if onConflict might delete the link of another LinkToken. */
export function refuseReplace(inputs: Properties | object): void {
    const others = othersIn(inputs as Properties);
    if ((inputs as Properties)["onConflict"] === "replace" && others.length > 0) {
        throw new Error(
            `onConflict: "replace" deletes a link of the organization, and could take that of ${named(others)}, which this program declares as well. Leave onConflict out.`,
        );
    }
}

/** The other LinkTokens that the program declares for the organization. */
export function othersIn(inputs: Properties): string[] {
    const { own, all } = declaredIn(inputs);
    return without(Object.keys(all), [own]);
}

export function named(names: readonly string[]): string {
    return `LinkToken ${names.map((name) => `"${name}"`).join(", ")}`;
}

const WHY =
    "Atlas deletes one link of the organization, and nobody says which: it could take one that is in use.";

const WAYS_OUT =
    'Replace all LinkTokens of the organization in one `pulumi up` (change the `keepers` of each), or give the one that goes `onAmbiguousDelete`: "leave" leaves its link and its API key at Atlas, "deleteAny" deletes whichever link Atlas takes.';

const ONE_THAT_IS_REMOVED =
    'Of a LinkToken that is removed from the program, the value in the state counts: set it, run `pulumi up`, then remove it. If the state does not hold it, as it was never made, or after `pulumi state delete`, give one that stays onAmbiguousDelete: "leave" for one `pulumi up`.';
