import { isLoopbackUrl } from "./baseUrl";
import { AtlasConfigError } from "../errors/errors";
import { BlockList, isIP } from "node:net";
import { domainToASCII } from "node:url";

/** A proxy that the environment puts between this machine and Atlas. */
export interface HttpProxy {
    /** The variable that names it, as it is spelled in the environment. */
    readonly variable: string;
    /** A name, or an IP address without brackets. */
    readonly host: string;
    readonly port: number;
    /** Host and port for people: never with user or password. */
    readonly address: string;
    /** Whether the proxy itself is reached over TLS. */
    readonly isTls: boolean;
    /** The value of `Proxy-Authorization`; undefined without user and password. */
    readonly authorization: string | undefined;
}

/** The first that is not empty counts. Go, and so the Pulumi CLI, takes capitals first; ALL_PROXY is curl's. */
const VARIABLES = ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"];

/**
 * The proxy for a URL as the environment has it; undefined if it is to be called directly.
 *
 * @throws AtlasConfigError if the variable that counts names no HTTP proxy.
 */
export function proxyFor(text: string, environment: NodeJS.ProcessEnv): HttpProxy | undefined {
    const url = new URL(text);
    const variable = VARIABLES.find((name) => isSet(environment[name]));
    const noProxy = [environment["NO_PROXY"], environment["no_proxy"]].find(isSet) ?? "";
    // A proxy for loopback would take a plain-text request, credential included, off this machine.
    if (variable === undefined || isLoopbackUrl(text) || isExempt(url, noProxy)) {
        return undefined;
    }
    return parseProxy(variable, environment[variable] ?? "", url.hostname);
}

/** The passwords of the proxies that the environment names, alone and as HTTP's Basic scheme has them. */
export function proxySecrets(environment: NodeJS.ProcessEnv): string[] {
    return [...VARIABLES, "HTTP_PROXY", "http_proxy"]
        .map((name) => parseUrl(environment[name] ?? ""))
        .flatMap((url) => (url === undefined ? [] : secretsIn(url)));
}

function isSet(value: string | undefined): boolean {
    return value !== undefined && value.trim() !== "";
}

/** None of the errors shows the value: it may hold a password, at a place where nobody looks for one. */
function parseProxy(variable: string, text: string, target: string): HttpProxy {
    const url = parseUrl(text);
    if (url === undefined) {
        throw notAnAddress(variable);
    }
    const { protocol } = url;
    if (protocol !== "http:" && protocol !== "https:") {
        throw new AtlasConfigError(
            `${variable} names a proxy of the kind "${protocol}//". This package can only use HTTP proxies: ` +
                `set ${variable} to one ("http://host:port", or "https://host:port" if the proxy itself is reached over TLS), ` +
                `or add ${target} to NO_PROXY if it can be reached without a proxy.`,
        );
    }
    // What follows the host means nothing, unless it was meant to be part of user, password, or host. A number alone is a
    // port, and no host, though the URL parser makes an address of it.
    if (
        /^\s*\d+\s*$/.test(text) ||
        !/^([\w.-]+|\[[\da-f:.]+\])$/i.test(url.hostname) ||
        /[@:]/.test(url.pathname + url.search + url.hash)
    ) {
        throw notAnAddress(variable);
    }
    const isTls = protocol === "https:";
    const port = url.port === "" ? (isTls ? 443 : 80) : Number(url.port);
    const token = basicToken(url);
    return {
        variable,
        host: url.hostname.replace(/^\[(.*)\]$/, "$1"),
        port,
        address: `${url.hostname}:${port}`,
        isTls,
        authorization: token === undefined ? undefined : `Basic ${token}`,
    };
}

function notAnAddress(variable: string): AtlasConfigError {
    return new AtlasConfigError(
        `${variable} is not the address of a proxy (it is not shown, as it may hold a password). Write "http://host:port" or ` +
            `"http://user:password@host:port", with special characters in user and password percent-encoded (@ as %40, # as %23, / as %2F).`,
    );
}

/** Without a scheme, http is meant. */
function parseUrl(text: string): URL | undefined {
    const address = text.trim();
    const url = /^[a-z][a-z\d+.-]*:\/\//i.test(address) ? address : `http://${address}`;
    return URL.canParse(url) ? new URL(url) : undefined;
}

function secretsIn(url: URL): string[] {
    const token = basicToken(url);
    // A user without a password is a token.
    const secret = url.password === "" ? url.username : url.password;
    return token === undefined ? [] : [secret, decoded(secret).toString(), token];
}

/** User and password as HTTP's Basic scheme has them. */
function basicToken({ username, password }: URL): string | undefined {
    return username === "" && password === ""
        ? undefined
        : Buffer.concat([decoded(username), Buffer.from(":"), decoded(password)]).toString("base64");
}

/** The bytes that a percent-encoded part of a URL stands for, in whatever encoding; a sign that encodes nothing stays. */
function decoded(text: string): Buffer {
    const bytes = text.replace(/%([\da-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
    return Buffer.from(bytes, "latin1");
}

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
