import { BlockList, isIP } from "node:net";
import { domainToASCII } from "node:url";

/** Where a request goes, as NO_PROXY speaks of it. */
interface Target {
    /** A name, or an IP address without brackets. */
    readonly host: string;
    readonly port: string;
}

/**
 * Whether NO_PROXY exempts a URL. Its entries are separated by commas or blanks: `*`, an IP address, a CIDR block, or
 * a domain, which stands for its sub-domains as well. All but blocks may have a port. That is what Go does, and with it
 * the Pulumi CLI; as curl has it, `.example.com` also stands for `example.com`.
 *
 * https://pkg.go.dev/golang.org/x/net/http/httpproxy#Config
 */
export function isExempt(url: URL, noProxy: string): boolean {
    const port = url.port === "" ? (url.protocol === "https:" ? "443" : "80") : url.port;
    const target = { host: bareHost(url.hostname), port };
    return noProxy
        .toLowerCase()
        .split(/[\s,]+/)
        .some((entry) => isMatch(entry, target));
}

/** A host as it stands in a URL or in NO_PROXY: without the brackets of IPv6, and without the root's dot. */
function bareHost(host: string): string {
    return host.replace(/^\[(.*)\]$/, "$1").replace(/\.$/, "");
}

function isMatch(entry: string, { host, port }: Target): boolean {
    if (entry === "*") {
        return true;
    }
    const [address = "", prefixLength] = entry.split("/");
    if (prefixLength !== undefined) {
        return isInBlock(host, bareHost(address), prefixLength);
    }
    const [, name = "", entryPort = ""] = isIP(entry)
        ? [entry, entry]
        : (/^(.*?)(?::(\d*))?$/.exec(entry) ?? []);
    const isPort = entryPort === "" || entryPort === port;
    return isPort && (isIP(host) ? isInBlock(host, bareHost(name)) : isInDomain(host, name));
}

function isInBlock(host: string, address: string, prefixLength?: string): boolean {
    const longest = isIP(address) === 4 ? 32 : 128;
    const length = prefixLength === undefined ? longest : Number(/^\d+$/.exec(prefixLength)?.[0]);
    // Not a number is not below the longest.
    if (!isIP(host) || !isIP(address) || !(length <= longest)) {
        return false;
    }
    const block = new BlockList();
    block.addSubnet(address, length, familyOf(address));
    return block.check(host, familyOf(host));
}

function familyOf(address: string): "ipv4" | "ipv6" {
    return isIP(address) === 4 ? "ipv4" : "ipv6";
}

function isInDomain(host: string, name: string): boolean {
    const written = bareHost(name).replace(/^\*?\./, "");
    const domain = domainToASCII(written) || written;
    return domain !== "" && (host === domain || host.endsWith(`.${domain}`));
}
