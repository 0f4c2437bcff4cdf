import ipaddr from "ipaddr.js";
import { quoted } from "./secrets/secretShapes";

/**
 * An IP address or CIDR block in the spelling that names it once and for all: IPv6 as RFC 5952 has it, and a block
 * of one address (`/32`, `/128`) as that address. Two spellings of one access-list entry have one canonical form. White
 * space at the ends, as in lists that were copied from files, belongs to no spelling.
 */
export type CanonicalAddress = string;

/** Why a text is no address that Atlas would take; the message is a sentence for people. */
export class InvalidAddressError extends Error {
    override readonly name = "InvalidAddressError";
}

/**
 * The canonical form of an IPv4 or IPv6 address or CIDR block.
 *
 * @throws InvalidAddressError if it is no text, does not parse, or is a block with host bits set.
 */
export function canonicalAddress(text: unknown): CanonicalAddress {
    const { address, prefixLength } = parse(text);
    return format(address, prefixLength, compact);
}

/**
 * The spelling that Atlas's own patterns accept in bodies and paths: IPv6 as eight lower-case groups, no `::`.
 *
 * @throws InvalidAddressError as canonicalAddress does.
 */
export function wireAddress(text: string): string {
    const { address, prefixLength } = parse(text);
    return format(address, prefixLength, (value) => value.toNormalizedString());
}

/** The canonical form, undefined of what is no address that Atlas would take. */
export function addressOrNone(text: unknown): CanonicalAddress | undefined {
    try {
        return canonicalAddress(text);
    } catch {
        return undefined;
    }
}

/** Whether a canonical or wire address is a block of several addresses. */
export function isCidrBlock(address: string): boolean {
    return address.includes("/");
}

type IpAddress = ipaddr.IPv4 | ipaddr.IPv6;

function parse(text: unknown): { address: IpAddress; prefixLength: number } {
    if (typeof text !== "string") {
        throw new InvalidAddressError('an address must be a text, such as "192.0.2.1".');
    }
    const [head = "", prefix, ...rest] = text.trim().split("/");
    const address = rest.length === 0 ? parseIp(head) : undefined;
    if (address === undefined) {
        throw new InvalidAddressError(
            `${quoted(text)} is neither an IP address ("192.0.2.1", "2001:db8::1") nor a CIDR block ("192.0.2.0/24").`,
        );
    }
    const longestPrefix = address.kind() === "ipv4" ? 32 : 128;
    const prefixLength =
        prefix === undefined ? longestPrefix : parsePrefixLength(text, prefix, longestPrefix);
    refuseHostBits(text, address, prefixLength);
    return { address, prefixLength };
}

function parseIp(text: string): IpAddress | undefined {
    // ipaddr.js also reads "010.1", "0x7f.1" and "fe80::1%eth0", which mean something else to others.
    if (ipaddr.IPv4.isValidFourPartDecimal(text)) {
        return ipaddr.IPv4.parse(text);
    }
    // Of "::192.0.2.1" it makes "::ffff:192.0.2.1", which is another address; nobody routes the former.
    const isMisread = text.includes("%") || /^::\d+\./.test(text) || endsInOddIpv4(text);
    return !isMisread && ipaddr.IPv6.isValid(text) ? ipaddr.IPv6.parse(text) : undefined;
}

/** Whether an IPv6 address ends in an IPv4 address that others read differently, or not at all: "::ffff:010.1.1.1". */
function endsInOddIpv4(text: string): boolean {
    const tail = text.slice(text.lastIndexOf(":") + 1);
    return tail.includes(".") && !ipaddr.IPv4.isValidFourPartDecimal(tail);
}

function parsePrefixLength(text: string, prefix: string, longest: number): number {
    const length = /^(0|[1-9]\d{0,2})$/.test(prefix) ? Number(prefix) : Number.NaN;
    if (!(length <= longest)) {
        throw new InvalidAddressError(
            `${quoted(text)}: the prefix length must be a number from 0 to ${longest}.`,
        );
    }
    return length;
}

function refuseHostBits(text: string, address: IpAddress, prefixLength: number): void {
    const block = `${address.toNormalizedString()}/${prefixLength}`;
    const network =
        address.kind() === "ipv4"
            ? ipaddr.IPv4.networkAddressFromCIDR(block)
            : ipaddr.IPv6.networkAddressFromCIDR(block);
    if (network.toNormalizedString() !== address.toNormalizedString()) {
        throw new InvalidAddressError(
            `${quoted(text)} has host bits set: write the network address, "${format(network, prefixLength, compact)}".`,
        );
    }
}

function format(address: IpAddress, prefixLength: number, spell: (address: IpAddress) => string): string {
    const isSingle = prefixLength === (address.kind() === "ipv4" ? 32 : 128);
    return isSingle ? spell(address) : `${spell(address)}/${prefixLength}`;
}

function compact(address: IpAddress): string {
    return address instanceof ipaddr.IPv6 ? address.toRFC5952String() : address.toString();
}
