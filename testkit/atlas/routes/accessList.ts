import {
    contains,
    isUnspecified,
    parseAnyAddress,
    parseCidrBlock,
    parseIpAddress,
    parsePathAddress,
    replyFields,
} from "../addresses";
import type { AddressRange } from "../addresses";
import { readObject, text } from "../bodies";
import { selfLinks } from "../endpoint";
import type { Answer, Call, Endpoint } from "../endpoint";
import { ApiFailure, badRequest, notFound } from "../errors";
import { pageOf } from "../pagination";
import type { StoredAccessListEntry, StoredApiKey } from "../store";
import { apiKeyInPath } from "./apiKeys";

const LIST = "/orgs/{orgId}/apiKeys/{apiUserId}/accessList";
const ENTRY = `${LIST}/{ipAddress}`;

export const ACCESS_LIST_ENDPOINTS: readonly Endpoint[] = [
    { method: "GET", path: LIST, rateLimit: "apiKeys", handle: listEntries },
    { method: "POST", path: LIST, rateLimit: "apiKeys", mayNeedListedCaller: true, handle: createEntries },
    { method: "GET", path: ENTRY, rateLimit: "apiKeys", mayNeedListedCaller: true, handle: getEntry },
    { method: "DELETE", path: ENTRY, rateLimit: "apiKeys", mayNeedListedCaller: true, handle: deleteEntry },
];

function listEntries(call: Call): Answer {
    refuseReadOnly(call);
    return { status: 200, body: listPage(call, apiKeyInPath(call)) };
}

/** Adds all entries or none, and answers with a page of the whole list. */
function createEntries(call: Call): Answer {
    refuseStranger(call);
    const key = apiKeyInPath(call);
    const ranges = readRanges(call.body);
    const existing = ranges.find((range) => key.accessList.has(range.canonical));
    if (existing !== undefined) {
        throw new ApiFailure({
            status: 409,
            errorCode: "ADDRESS_ALREADY_IN_ACCESS_LIST",
            detail: `The address ${existing.canonical} is already in the access list.`,
            parameters: [existing.canonical],
        });
    }
    for (const range of ranges) {
        key.accessList.set(range.canonical, { range, created: call.now, count: 0 });
    }
    return { status: 200, body: listPage(call, key) };
}

function getEntry(call: Call): Answer {
    refuseReadOnly(call);
    const key = apiKeyInPath(call);
    return { status: 200, body: entryView(call, key, entryInPath(call, key)) };
}

function deleteEntry(call: Call): Answer {
    refuseStranger(call);
    const key = apiKeyInPath(call);
    const { range } = entryInPath(call, key);
    if (key.id === call.caller.id && contains(range, parseAnyAddress(call.callerAddress))) {
        throw badRequest(
            "CANNOT_REMOVE_CALLER_FROM_ACCESS_LIST",
            "The current user's IP address cannot be removed from the access list.",
            [call.callerAddress],
        );
    }
    key.accessList.delete(range.canonical);
    return { status: 204 };
}

function entryInPath(call: Call, key: StoredApiKey): StoredAccessListEntry {
    const given = call.params["ipAddress"] ?? "";
    const range = parsePathAddress(given);
    // A path that was encoded twice is no error to Atlas: it merely names an entry that is not there.
    if (range === undefined && !given.includes("%")) {
        throw badRequest(
            "INVALID_IP_ADDRESS_OR_CIDR_NOTATION",
            `Invalid IP address or CIDR notation: ${given}.`,
            [given],
        );
    }
    const entry = range && key.accessList.get(range.canonical);
    if (entry === undefined) {
        throw notFound(
            "API_KEY_ACCESS_LIST_ENTRY_NOT_FOUND",
            `The address ${given} is not in the access list of API key ${key.id}.`,
            [given, key.id],
        );
    }
    return entry;
}

function readRanges(body: unknown): AddressRange[] {
    if (!Array.isArray(body)) {
        throw badRequest("INVALID_JSON", "The request body must be a JSON array.");
    }
    const ranges = body.map(readRange);
    if (new Set(ranges.map((range) => range.canonical)).size < ranges.length) {
        throw badRequest("DUPLICATE_ADDRESSES_IN_INPUT", "The request names an address more than once.");
    }
    return ranges;
}

function readRange(item: unknown): AddressRange {
    const { cidrBlock, ipAddress } = readObject(item, {
        required: {},
        optional: { cidrBlock: text(1, 64), ipAddress: text(1, 64) },
    });
    if (cidrBlock !== undefined && ipAddress !== undefined) {
        throw badRequest(
            "BAD_WHITELIST_ADD_REQUEST",
            "Only one of cidrBlock and ipAddress may be specified.",
        );
    }
    const given = cidrBlock ?? ipAddress;
    if (given === undefined) {
        throw badRequest("MISSING_ONE_OF_ATTRIBUTES", "Either cidrBlock or ipAddress must be specified.", [
            "cidrBlock",
            "ipAddress",
        ]);
    }
    const range = cidrBlock === undefined ? parseIpAddress(given) : parseCidrBlock(given);
    if (range === undefined) {
        const errorCode =
            cidrBlock === undefined ? "INVALID_IP_ADDRESS_OR_CIDR_NOTATION" : "INVALID_CIDR_BLOCK";
        throw badRequest(errorCode, `The address ${given} is invalid.`, [given]);
    }
    if (isUnspecified(range)) {
        throw badRequest(
            "CANNOT_ADD_IP_ADDRESS_TO_API_KEY_WHITELIST",
            `The address ${given} cannot be added to the access list of an API key.`,
            [given],
        );
    }
    return range;
}

/** A key that may only read may not even read access lists. */
function refuseReadOnly(call: Call): void {
    if (!call.caller.roles.some((role) => role === "ORG_OWNER" || role === "ORG_MEMBER")) {
        throw accessDenied();
    }
}

/** Atlas does not say who may write; here the owners and, for its own list, the key itself. */
function refuseStranger(call: Call): void {
    refuseReadOnly(call);
    if (!call.caller.roles.includes("ORG_OWNER") && call.caller.id !== call.params["apiUserId"]) {
        throw accessDenied();
    }
}

function accessDenied(): ApiFailure {
    return new ApiFailure({
        status: 401,
        errorCode: "API_KEY_ACCESS_LIST_ACCESS_DENIED",
        detail: "The caller is not allowed to access the access list of this API key.",
    });
}

function listPage(call: Call, key: StoredApiKey): Record<string, unknown> {
    const entries = [...key.accessList.values()];
    return pageOf(
        call,
        entries.map((entry) => entryView(call, key, entry)),
    );
}

function entryView(call: Call, key: StoredApiKey, entry: StoredAccessListEntry): Record<string, unknown> {
    const fields = replyFields(entry.range, call.behaviour.ipv6InReplies);
    const segment = encodeURIComponent(fields.ipAddress ?? fields.cidrBlock);
    return {
        ...fields,
        count: entry.count,
        created: entry.created,
        ...(entry.lastUsed && { lastUsed: entry.lastUsed }),
        ...(entry.lastUsedAddress && { lastUsedAddress: entry.lastUsedAddress }),
        links: selfLinks(call, `/orgs/${key.orgId}/apiKeys/${key.id}/accessList/${segment}`),
    };
}
