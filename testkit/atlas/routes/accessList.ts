import { addRanges, rangeInPath, readRanges, refuseOwnAddress } from "../accessListRequests";
import { isUnspecified, replyFields } from "../addresses";
import type { AddressRange } from "../addresses";
import { text } from "../http/bodies";
import { selfLinks } from "../endpoint";
import type { Answer, Call, Endpoint } from "../endpoint";
import { ApiFailure, badRequest, notFound } from "../errors";
import { pageOf } from "../http/pagination";
import type { StoredAccessListEntry } from "../store/storedAccessList";
import type { StoredApiKey } from "../store/storedApiKey";
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
    const ranges = readRanges(call.body, text(1, 64));
    ranges.forEach((range) => refuseUnspecified(call, range));
    addRanges(call, key.accessList, ranges);
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
    refuseOwnAddress(call, key.id, range);
    key.accessList.delete(range.canonical);
    return { status: 204 };
}

function entryInPath(call: Call, key: StoredApiKey): StoredAccessListEntry {
    const range = rangeInPath(call);
    const entry = range && key.accessList.get(range.canonical);
    if (entry === undefined) {
        const given = call.params["ipAddress"] ?? "";
        throw notFound(
            "API_KEY_ACCESS_LIST_ENTRY_NOT_FOUND",
            `The address ${given} is not in the access list of API key ${key.id}.`,
            [given, key.id],
        );
    }
    return entry;
}

function refuseUnspecified(call: Call, range: AddressRange): void {
    if (isUnspecified(range)) {
        throw badRequest(
            "CANNOT_ADD_IP_ADDRESS_TO_API_KEY_WHITELIST",
            `The address ${range.canonical} cannot be added to the access list of an API key.`,
            call.behaviour.namesRefusedAddress ? [range.canonical] : [],
        );
    }
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
