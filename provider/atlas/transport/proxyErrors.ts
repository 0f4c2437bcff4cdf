import { isCertificateProblem, isProtocolProblem } from "../errors/nodeCodes";
import { isPassingStatus } from "../errors/statuses";
import { parseChallenges } from "./challenges";
import type { HttpProxy } from "./proxies";
import type { ProxyAnswer, TunnelFailure } from "./tunnel";

/** A way through a proxy that did not open. */
export interface ClosedWay {
    readonly proxy: HttpProxy;
    /** Where it was to lead. */
    readonly url: URL;
    readonly failure: TunnelFailure;
}

/** A proxy for people: host, port, and the variable that names it. */
export function nameOf({ address, variable }: HttpProxy): string {
    return `the proxy ${address} (${variable})`;
}

/** What a proxy did instead of connecting, in a sentence. */
export function whatProxyDid({ proxy, url, failure }: ClosedWay): string {
    const { code, answer, message } = failure;
    const name = nameOf(proxy);
    if (answer !== undefined) {
        const text = `${answer.status} ${answer.statusText.slice(0, MAX_STATUS_TEXT_LENGTH)}`.trim();
        return `${name} did not connect to ${url.host}, and answered ${text}.`;
    }
    if (isProtocolProblem(code)) {
        return `${name} does not speak ${proxy.isTls ? "TLS" : "HTTP"}.`;
    }
    if (isCertificateProblem(code)) {
        return `the certificate of ${name} is not trusted (${message}).`;
    }
    return code === "ECONNRESET" || code === "EPIPE"
        ? `${name} closed the connection without an answer (${message}).`
        : `could not connect to ${name} (${message}).`;
}

/** What to do about it, in a sentence. */
export function whatToDoAboutProxy({ proxy, url, failure }: ClosedWay): string {
    const { variable, isTls } = proxy;
    if (failure.answer !== undefined) {
        return whatToDoAboutAnswer(failure.answer, proxy, url);
    }
    if (isProtocolProblem(failure.code)) {
        return isTls
            ? `Check host and port in ${variable}, and write "http://" there if the proxy itself is not reached over TLS.`
            : `Check host and port in ${variable}, and write "https://" there if the proxy itself is reached over TLS.`;
    }
    if (isCertificateProblem(failure.code)) {
        return "Name the authority of that certificate in NODE_EXTRA_CA_CERTS.";
    }
    return `Check that the proxy runs, and ${variable} ("http://" or "https://", host, port). ${wayRound(url)}`;
}

function whatToDoAboutAnswer(answer: ProxyAnswer, proxy: HttpProxy, url: URL): string {
    const { status } = answer;
    if (status === 407) {
        return whatToDoAboutCredential(answer, proxy);
    }
    if (status === 403) {
        return `Ask who runs the proxy to allow connections to ${url.hostname}. ${wayRound(url)}`;
    }
    if (status === 429 || isPassingStatus(status)) {
        return `The trouble is on the side of the proxy: if it lasts, ask who runs the proxy. ${wayRound(url)}`;
    }
    return `Check that ${proxy.variable} names a proxy that takes CONNECT. ${wayRound(url)}`;
}

function whatToDoAboutCredential({ challenge }: ProxyAnswer, proxy: HttpProxy): string {
    const { variable, authorization } = proxy;
    const schemes = parseChallenges(challenge ?? "").map(({ scheme }) => scheme);
    if (schemes.length > 0 && !schemes.some((scheme) => scheme.toLowerCase() === "basic")) {
        return `The proxy asks for ${schemes.join(" or ")}, and this package can do Basic only: ask who runs the proxy for a way in.`;
    }
    return authorization === undefined
        ? `The proxy asks for a user and a password: put them into ${variable} (http://user:password@host:port), with special characters percent-encoded (@ as %40).`
        : `The proxy does not accept the user and the password in ${variable}: check them. Special characters must be percent-encoded (@ as %40, % as %25).`;
}

/** How to do without the proxy, in a sentence. */
export function wayRound({ hostname }: URL): string {
    return `If ${hostname} can be reached without the proxy, add it to NO_PROXY.`;
}

const MAX_STATUS_TEXT_LENGTH = 100;
