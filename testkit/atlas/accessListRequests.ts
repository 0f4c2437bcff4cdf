import { contains, parseAnyAddress, parseCidrBlock, parseIpAddress, parsePathAddress } from "./addresses";
import type { AddressRange } from "./addresses";
import { readObject } from "./http/bodies";
import type { FieldReader } from "./http/bodies";
import type { Call } from "./endpoint";
import { ApiFailure, badRequest } from "./errors";
import type { AccessList } from "./store/storedAccessList";

/** The ranges in the body of a POST to an access list; `address` reads the fields of an entry. */
export function readRanges(body: unknown, address: FieldReader<string | null>): AddressRange[] {
    if (!Array.isArray(body)) {
        throw badRequest("INVALID_JSON", "The request body must be a JSON array.");
    }
    const ranges = body.map((item) => readRange(item, address));
    if (new Set(ranges.map((range) => range.canonical)).size < ranges.length) {
        throw badRequest("DUPLICATE_ADDRESSES_IN_INPUT", "The request names an address more than once.");
    }
    return ranges;
}

/** Adds all ranges to an access list, or none. */
export function addRanges(call: Call, accessList: AccessList, ranges: readonly AddressRange[]): void {
    const existing = ranges.find((range) => accessList.has(range.canonical));
    if (existing !== undefined) {
        throw new ApiFailure({
            status: 409,
            errorCode: "ADDRESS_ALREADY_IN_ACCESS_LIST",
            detail: `The address ${existing.canonical} is already in the access list.`,
            parameters: [existing.canonical],
        });
    }
    for (const range of ranges) {
        accessList.set(range.canonical, { range, created: call.now, count: 0 });
    }
}

/** The range that the path names; undefined if it can be in no list. */
export function rangeInPath(call: Call): AddressRange | undefined {
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
    return range;
}

/** Nobody may take the own address off the own list. */
export function refuseOwnAddress(call: Call, ownerId: string, range: AddressRange): void {
    if (ownerId === call.caller.id && contains(range, parseAnyAddress(call.callerAddress))) {
        throw badRequest(
            "CANNOT_REMOVE_CALLER_FROM_ACCESS_LIST",
            "The caller's own address has to stay on the list.",
            [call.callerAddress],
        );
    }
}

function readRange(item: unknown, address: FieldReader<string | null>): AddressRange {
    const fields = readObject(item, { required: {}, optional: { cidrBlock: address, ipAddress: address } });
    const cidrBlock = fields.cidrBlock ?? undefined;
    const ipAddress = fields.ipAddress ?? undefined;
    if (cidrBlock !== undefined && ipAddress !== undefined) {
        throw badRequest("BAD_WHITELIST_ADD_REQUEST", "Give a cidrBlock or an ipAddress, not both.");
    }
    const given = cidrBlock ?? ipAddress;
    if (given === undefined) {
        throw badRequest("MISSING_ONE_OF_ATTRIBUTES", "Give a cidrBlock or an ipAddress.", [
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
    return range;
}
