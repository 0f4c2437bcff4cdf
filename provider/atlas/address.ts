import ipaddr from "ipaddr.js";
import { quoted } from "./secrets";

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
    return format(address, prefixLength, normalized);
}

/** The canonical form, undefined of what is no address that Atlas would take. */
export function addressOrNone(text: unknown): CanonicalAddress | undefined {
    try {
        return canonicalAddress(text);
    } catch {
        return undefined;
    }
}

/**
 * The ways in which Atlas, or a message about it, may spell an address or block beside the one that is given; of a block
 * with host bits set, also those of its network. None for what is no address.
 */
export function otherSpellings(text: string): string[] {
    const read = readAddress(text);
    if (read === undefined || !(read.prefixLength <= longestPrefixOf(read.address))) {
        return [];
    }
    const { address, prefixLength } = read;
    const spellings = [address, ipv4In(address), networkOf(address, prefixLength)].flatMap((each) =>
        each === undefined
            ? []
            : [compact, normalized, fixedLength].map((spell) => format(each, prefixLength, spell)),
    );
    return [...new Set([text.toLowerCase(), text.toUpperCase(), ...spellings])];
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
    const read = readAddress(text);
    if (read === undefined) {
        throw new InvalidAddressError(
            `${quoted(text)} is neither an IP address ("192.0.2.1", "2001:db8::1") nor a CIDR block ("192.0.2.0/24").`,
        );
    }
    const longest = longestPrefixOf(read.address);
    if (!(read.prefixLength <= longest)) {
        throw new InvalidAddressError(
            `${quoted(text)}: the prefix length must be a number from 0 to ${longest}.`,
        );
    }
    refuseHostBits(text, read);
    return read;
}

/** An address, and how many bits of it count: NaN if what says that is no number. Undefined of anything else. */
function readAddress(text: string): { address: IpAddress; prefixLength: number } | undefined {
    const [head = "", prefix, ...rest] = text.trim().split("/");
    const address = rest.length === 0 ? parseIp(head) : undefined;
    if (address === undefined) {
        return undefined;
    }
    const isNumber = prefix === undefined || /^(0|[1-9]\d{0,2})$/.test(prefix);
    return { address, prefixLength: isNumber ? Number(prefix ?? longestPrefixOf(address)) : Number.NaN };
}

function longestPrefixOf(address: IpAddress): number {
    return address.kind() === "ipv4" ? 32 : 128;
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

function refuseHostBits(text: string, { address, prefixLength }: ReturnType<typeof parse>): void {
    const network = networkOf(address, prefixLength);
    if (network.toNormalizedString() !== address.toNormalizedString()) {
        throw new InvalidAddressError(
            `${quoted(text)} has host bits set: write the network address, "${format(network, prefixLength, compact)}".`,
        );
    }
}

function networkOf(address: IpAddress, prefixLength: number): IpAddress {
    const block = `${address.toNormalizedString()}/${prefixLength}`;
    return address.kind() === "ipv4"
        ? ipaddr.IPv4.networkAddressFromCIDR(block)
        : ipaddr.IPv6.networkAddressFromCIDR(block);
}

/** The IPv4 address that an IPv6 address stands for: "::ffff:192.0.2.1". */
function ipv4In(address: IpAddress): IpAddress | undefined {
    return address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress()
        ? address.toIPv4Address()
        : undefined;
}

function format(address: IpAddress, prefixLength: number, spell: (address: IpAddress) => string): string {
    return prefixLength >= longestPrefixOf(address) ? spell(address) : `${spell(address)}/${prefixLength}`;
}

function compact(address: IpAddress): string {
    return address instanceof ipaddr.IPv6 ? address.toRFC5952String() : address.toString();
}

function normalized(address: IpAddress): string {
    return address.toNormalizedString();
}

function fixedLength(address: IpAddress): string {
    return address instanceof ipaddr.IPv6
        ? address.parts.map((part) => part.toString(16).padStart(4, "0")).join(":")
        : address.toString();
}
