import { outcomeOf, isCertificateProblem, isProtocolProblem, isQuestion } from "../errors/requestOutcome";
import { AtlasNetworkError, AtlasTimeoutError } from "../errors/errors";
import type { FailedCall, Service } from "../errors/errors";
import type { RequestKind } from "../errors/requestOutcome";
import type { HttpFailure } from "./http";
import type { HttpProxy } from "./proxies";
import { nameOf, wayRound, whatProxyDid, whatToDoAboutProxy } from "./tunnel";
import type { ClosedWay } from "./tunnel";
import type { Redact } from "../secrets";

const WRONG_PROTOCOL =
    "The next try would get the same: check baseUrl (scheme, host and port), and any proxy between this machine and that server (HTTPS_PROXY, NO_PROXY).";

/** What is known of a call that got no answer. */
export interface UnansweredCall extends FailedCall {
    readonly url: string;
    readonly timeoutMs: number;
    readonly kind: RequestKind;
    /** What it was to go through, if anything. */
    readonly proxy: HttpProxy | undefined;
    readonly redact: Redact;
    /** What should have answered. @default "Atlas" */
    readonly service?: Service;
}

/** The error for a call that got no whole answer. */
export function toNetworkError(failure: HttpFailure, call: UnansweredCall): AtlasNetworkError {
    const { method, path, proxy, redact, service = "Atlas" } = call;
    const outcome = outcomeOf(call.kind, failure.wasSent ? "unknown" : "notExecuted");
    const way = closedWay(failure, call);
    const story =
        way === undefined
            ? `${whatHappened(failure, call)} ${whatToDo(failure, call)}`
            : `${whatProxyDid(way)} ${service} never saw the call: nothing was sent. ${whatToDoAboutProxy(way)}`;
    const cause = Object.assign(new Error(redact(failure.message)), { code: failure.code });
    const fields = {
        ...{ method, path, outcome, cause },
        code: failure.code,
        proxy: failure.wasSent
            ? undefined
            : proxy && { address: proxy.address, status: failure.tunnel?.answer?.status },
    };
    const message = redact(`${method} ${path}: ${story}`);
    return failure.isTimeout
        ? new AtlasTimeoutError(message, fields)
        : new AtlasNetworkError(message, fields);
}

function closedWay(
    { tunnel, isTimeout }: HttpFailure,
    { proxy, url }: UnansweredCall,
): ClosedWay | undefined {
    return proxy && tunnel && !isTimeout ? { proxy, url: new URL(url), failure: tunnel } : undefined;
}

function whatHappened(failure: HttpFailure, { url, timeoutMs, proxy }: UnansweredCall): string {
    const server = new URL(url).origin + (proxy === undefined ? "" : ` through ${nameOf(proxy)}`);
    if (failure.isTimeout) {
        const missing = failure.wasSent ? "no whole answer from" : "no connection to";
        return `${missing} ${server} within ${timeoutMs / 1000} s.`;
    }
    if (isProtocolProblem(failure.code)) {
        return failure.wasSent
            ? `${server} sent an answer that this machine cannot read (${reasonOf(failure)}).`
            : `${server} does not speak TLS as this machine does.`;
    }
    return failure.wasSent
        ? `the connection to ${server} was lost (${failure.message}).`
        : `could not connect to ${server} (${failure.message}).`;
}

/** OpenSSL's own message names lines of its source. */
function reasonOf({ code = "", message }: HttpFailure): string {
    return /^(EPROTO|ERR_SSL_)/.test(code) ? code : `${code}: ${message}`;
}

function whatToDo(failure: HttpFailure, call: UnansweredCall): string {
    const { service = "Atlas" } = call;
    if (isCertificateProblem(failure.code)) {
        return "Its certificate is not trusted: if a proxy puts in its own, name that one's authority in NODE_EXTRA_CA_CERTS.";
    }
    if (!failure.wasSent && call.proxy !== undefined) {
        return `Nothing was sent to ${service}. Check that the proxy works, and ${call.proxy.variable}. ${wayRound(new URL(call.url))}`;
    }
    if (!failure.wasSent) {
        return "Nothing was sent. Check baseUrl, the network, and the proxy settings (HTTPS_PROXY, NO_PROXY).";
    }
    const isHarmless = call.method === "GET" || isQuestion(call.kind);
    const outcome = isHarmless
        ? "Nothing has changed."
        : `${service} may have carried out the request all the same: look at what it holds before you go on.`;
    if (isProtocolProblem(failure.code)) {
        return `${outcome} ${WRONG_PROTOCOL}`;
    }
    return isHarmless ? `${outcome} Try again.` : outcome;
}
