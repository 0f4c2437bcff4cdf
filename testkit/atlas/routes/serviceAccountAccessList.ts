import { addRanges, rangeInPath, readRanges, refuseOwnAddress } from "../accessListRequests";
import { isUnspecified, replyFields } from "../addresses";
import type { AddressRange } from "../addresses";
import { orNull, text } from "../http/bodies";
import { SERVICE_ACCOUNTS_VERSION } from "../endpoint";
import type { Answer, Call, Endpoint } from "../endpoint";
import { badRequest, notFound } from "../errors";
import { pageOf } from "../http/pagination";
import type { StoredAccessListEntry } from "../store/storedAccessList";
import type { StoredServiceAccount } from "../store/storedServiceAccount";
import { serviceAccountInPath } from "./serviceAccounts";

const MAX_ENTRIES_PER_ACCOUNT = 200;

const LIST = "/orgs/{orgId}/serviceAccounts/{clientId}/accessList";
const SHARED = { rateLimit: "serviceAccounts", version: SERVICE_ACCOUNTS_VERSION } as const;

/** There is no GET of one entry. */
export const SERVICE_ACCOUNT_ACCESS_LIST_ENDPOINTS: readonly Endpoint[] = [
    { ...SHARED, method: "GET", path: LIST, handle: listEntries },
    { ...SHARED, method: "POST", path: LIST, needsOwner: true, handle: createEntries },
    { ...SHARED, method: "DELETE", path: `${LIST}/{ipAddress}`, needsOwner: true, handle: deleteEntry },
];

function listEntries(call: Call): Answer {
    return { status: 200, body: listPage(call, serviceAccountInPath(call)) };
}

/** Adds all entries or none, and answers with a page of the whole list. */
function createEntries(call: Call): Answer {
    const account = serviceAccountInPath(call);
    const ranges = readRanges(call.body, orNull(text(1, 64)));
    ranges.forEach(refuseUnspecified);
    // The limit is published, the code is not.
    if (account.accessList.size + ranges.length > MAX_ENTRIES_PER_ACCOUNT) {
        throw badRequest(
            "VALIDATION_ERROR",
            `The access list of a service account has at most ${MAX_ENTRIES_PER_ACCOUNT} entries.`,
            [MAX_ENTRIES_PER_ACCOUNT],
        );
    }
    addRanges(call, account.accessList, ranges);
    return { status: 200, body: listPage(call, account) };
}

function deleteEntry(call: Call): Answer {
    const account = serviceAccountInPath(call);
    const range = rangeInPath(call);
    if (range === undefined || !account.accessList.has(range.canonical)) {
        const given = call.params["ipAddress"] ?? "";
        throw notFound(
            "RESOURCE_NOT_FOUND",
            `The address ${given} is not in the access list of service account ${account.clientId}.`,
            [given, account.clientId],
        );
    }
    refuseOwnAddress(call, account.clientId, range);
    account.accessList.delete(range.canonical);
    return { status: 204 };
}

function refuseUnspecified(range: AddressRange): void {
    if (isUnspecified(range)) {
        throw badRequest(
            "INVALID_IP_ADDRESS_OR_CIDR_NOTATION",
            `The address ${range.canonical} cannot be added to the access list of a service account.`,
            [range.canonical],
        );
    }
}

function listPage(call: Call, account: StoredServiceAccount): Record<string, unknown> {
    const entries = [...account.accessList.values()];
    return pageOf(
        call,
        entries.map((entry) => entryView(call, entry)),
    );
}

/** The fields have other names than those on the lists of API keys, and there are no links. */
function entryView(call: Call, entry: StoredAccessListEntry): Record<string, unknown> {
    return {
        ...replyFields(entry.range, call.behaviour.ipv6InReplies),
        createdAt: entry.created,
        ...(entry.lastUsedAddress && { lastUsedAddress: entry.lastUsedAddress }),
        ...(entry.lastUsed && { lastUsedAt: entry.lastUsed }),
        requestCount: entry.count,
    };
}
