import ipaddr from "ipaddr.js";

/** How IPv6 addresses are spelled in replies; which one Atlas uses is not confirmed. */
export type Ipv6Spelling = "groups" | "compressed";

/** An address or a range of addresses, already checked. A single address is a range with all bits set. */
export interface AddressRange {
    /** One spelling per range: no prefix length for single addresses, RFC 5952 for IPv6. */
    readonly canonical: string;
    readonly network: ipaddr.IPv4 | ipaddr.IPv6;
    readonly prefixLength: number;
}

const GROUPS_OR_PREFIX = /^(([0-9a-f]{1,4}:){7}[0-9a-f]{1,4}|([0-9a-f]{1,4}:){1,6}:)$/;
const EIGHT_GROUPS = /^([0-9a-f]{1,4}:){7}[0-9a-f]{1,4}$/;
const CIDR_IPV6 = /^:{0,2}([0-9a-f]{1,4}:){0,7}[0-9a-f]{1,4}:{0,2}$/;
const DOTTED_QUAD = /^((25[0-5]|(2[0-4]|1\d|[1-9]|)\d)(\.(?!$)|$)){4}$/;

/** `ipAddress` of a request body: a dotted quad, or IPv6 in eight lower-case groups (no `::`). */
export function parseIpAddress(text: string): AddressRange | undefined {
    return DOTTED_QUAD.test(text) || EIGHT_GROUPS.test(text) ? rangeOf(text, undefined) : undefined;
}

/** `cidrBlock` of a request body. Undefined when it does not parse or has host bits set. */
export function parseCidrBlock(text: string): AddressRange | undefined {
    const [address = "", prefixLength, ...rest] = text.split("/");
    if (prefixLength === undefined || rest.length > 0) {
        return undefined;
    }
    return DOTTED_QUAD.test(address) || CIDR_IPV6.test(address) ? rangeOf(address, prefixLength) : undefined;
}

/** The last segment of an entry's path, after decoding it once. */
export function parsePathAddress(text: string): AddressRange | undefined {
    const [address = "", prefixLength, ...rest] = text.split("/");
    const isPlausible = DOTTED_QUAD.test(address) || GROUPS_OR_PREFIX.test(address);
    return isPlausible && rest.length === 0 ? rangeOf(address, prefixLength) : undefined;
}

/** Any spelling; for tests that put entries into the store. Throws when it is not an address. */
export function parseAnyAddress(text: string): AddressRange {
    const [address = "", prefixLength] = text.split("/");
    const range = ipaddr.isValid(address) ? rangeOf(address, prefixLength) : undefined;
    if (range === undefined) {
        throw new TypeError(`"${text}" is neither an address nor a range without host bits.`);
    }
    return range;
}

export function contains(range: AddressRange, address: AddressRange): boolean {
    return (
        range.network.kind() === address.network.kind() &&
        address.network.match(range.network, range.prefixLength)
    );
}

export function isSingleAddress(range: AddressRange): boolean {
    return range.prefixLength === bitsOf(range.network);
}

/** 0.0.0.0/32 and ::/128: no caller can have such an address. */
export function isUnspecified(range: AddressRange): boolean {
    return isSingleAddress(range) && range.network.range() === "unspecified";
}

/** The fields of a reply: both forms for a single address, `cidrBlock` alone for a range. */
export function replyFields(
    range: AddressRange,
    spelling: Ipv6Spelling,
): { cidrBlock: string; ipAddress?: string } {
    const address = spelling === "groups" ? range.network.toNormalizedString() : range.network.toString();
    const cidrBlock = `${address}/${range.prefixLength}`;
    return isSingleAddress(range) ? { cidrBlock, ipAddress: address } : { cidrBlock };
}

function rangeOf(address: string, prefixText: string | undefined): AddressRange | undefined {
    if (!ipaddr.isValid(address) || (prefixText !== undefined && !/^\d{1,3}$/.test(prefixText))) {
        return undefined;
    }
    const network = ipaddr.parse(address);
    const prefixLength = prefixText === undefined ? bitsOf(network) : Number(prefixText);
    if (prefixLength > bitsOf(network) || hasHostBits(network, prefixLength)) {
        return undefined;
    }
    const suffix = prefixLength === bitsOf(network) ? "" : `/${prefixLength}`;
    return { canonical: `${network.toString()}${suffix}`, network, prefixLength };
}

function hasHostBits(address: ipaddr.IPv4 | ipaddr.IPv6, prefixLength: number): boolean {
    const bits = address.toByteArray().map((byte) => byte.toString(2).padStart(8, "0"));
    return bits.join("").slice(prefixLength).includes("1");
}

function bitsOf(address: ipaddr.IPv4 | ipaddr.IPv6): number {
    return address.kind() === "ipv4" ? 32 : 128;
}
