import { randomBytes } from "node:crypto";

import { parseCidrBlock, parseIpAddress } from "../addresses";
import type { AddressRange } from "../addresses";
import { arrayOf, readObject } from "../http/bodies";
import type { Answer, Call, DeletedLink, Endpoint } from "../endpoint";
import { ApiFailure, badRequest } from "../errors";

const LINK_TOKENS = "/orgs/{orgId}/liveMigrations/linkTokens";

export const LINK_TOKEN_ENDPOINTS: readonly Endpoint[] = [
    {
        method: "POST",
        path: LINK_TOKENS,
        rateLimit: "linkTokens",
        needsOwner: true,
        handle: createLinkToken,
    },
    {
        method: "DELETE",
        path: LINK_TOKENS,
        rateLimit: "linkTokens",
        needsOwner: true,
        handle: deleteLinkToken,
    },
    {
        method: "GET",
        path: "/orgs/{orgId}/liveMigrations/availableProjects",
        rateLimit: "linkTokens",
        needsOwner: true,
        handle: listAvailableProjects,
    },
];

/** Makes a link, with an API key of its own whose access list is `accessListIps`. */
function createLinkToken(call: Call): Answer {
    const { accessListIps = [] } = readObject(call.body, {
        required: {},
        optional: { accessListIps: arrayOf(addressOrRange) },
    });
    const addresses = new Map(accessListIps.map(({ range }) => [range.canonical, range]));
    if (addresses.size < accessListIps.length) {
        throw badRequest("DUPLICATE_ADDRESSES_IN_INPUT", "accessListIps names an address more than once.");
    }
    refuseSecondLink(call);
    const key = call.store.addApiKey({
        orgId: call.organization.id,
        desc: "Live migration link",
        roles: ["ORG_OWNER"],
    });
    for (const [canonical, range] of addresses) {
        key.accessList.set(canonical, { range, created: call.now, count: 0 });
    }
    const linkToken = randomBytes(72).toString("base64");
    call.store.linkTokens.push({
        orgId: call.organization.id,
        linkToken,
        accessListIps: accessListIps.map(({ given }) => given),
        apiKeyId: key.id,
        activeProjectIds: [],
        availableProjects: [],
    });
    return { status: 201, body: { linkToken } };
}

/** Names no token: one of the organization's links is gone afterwards, and its key. */
function deleteLinkToken(call: Call): Answer {
    const links = call.store.linkTokensOf(call.organization.id);
    const deleted = links.at(placeOfDeleted(links.length, call.behaviour.deletedLink));
    if (deleted === undefined) {
        throw new ApiFailure({
            status: 404,
            errorCode: "UNEXPECTED_ERROR",
            detail: "Could not find the requested external organization link.",
            parameters: null,
        });
    }
    const activeProjectIds = links.flatMap((link) => link.activeProjectIds);
    if (activeProjectIds.length > 0) {
        const ids = activeProjectIds.join(", ");
        throw new ApiFailure({
            status: 409,
            errorCode: "CANNOT_DELETE_ORG_ACTIVE_LIVE_MIGRATION_ATLAS_ORG_LINK",
            detail: `Cannot delete organization link while there is active migration in following project ids: ${ids}`,
            parameters: activeProjectIds,
        });
    }
    call.store.removeLink(deleted);
    return { status: 204 };
}

function placeOfDeleted(count: number, deletedLink: DeletedLink): number {
    if (typeof deletedLink === "function") {
        return deletedLink(count);
    }
    return deletedLink === "oldest" ? 0 : count - 1;
}

function listAvailableProjects(call: Call): Answer {
    const links = call.store.linkTokensOf(call.organization.id);
    return { status: 200, body: links.flatMap((link) => link.availableProjects) };
}

function refuseSecondLink(call: Call): void {
    const hasLink = call.store.linkTokensOf(call.organization.id).length > 0;
    if (hasLink && call.behaviour.secondLinkToken === "conflict") {
        throw new ApiFailure({
            status: 409,
            errorCode: "UNEXPECTED_ERROR",
            detail: "The organization already has an external organization link.",
            parameters: null,
        });
    }
}

function addressOrRange(value: unknown): { given: string; range: AddressRange } {
    const given = typeof value === "string" ? value : JSON.stringify(value);
    const range = parseIpAddress(given) ?? parseCidrBlock(given);
    if (range === undefined) {
        throw badRequest(
            "INVALID_IP_ADDRESS_OR_CIDR_NOTATION",
            `Invalid IP address or CIDR notation: ${given}.`,
            [given],
        );
    }
    return { given, range };
}
