import { AtlasNetworkError, AtlasTimeoutError } from "./errors";
import type { FailedCall } from "./errors";
import type { HttpFailure } from "./http";
import type { Redact } from "./redaction";

/** What is known of a call that got no answer. */
export interface UnansweredCall extends FailedCall {
    readonly url: string;
    readonly timeoutMs: number;
    /** Whether what was sent could change anything: a question for a nonce or a token cannot. */
    readonly canTakeEffect: boolean;
    readonly redact: Redact;
}

/** The error for a call that got no whole answer. */
export function toNetworkError(failure: HttpFailure, call: UnansweredCall): AtlasNetworkError {
    const { method, path, redact } = call;
    const mayHaveTakenEffect = failure.wasSent && call.canTakeEffect;
    const message = redact(`${method} ${path}: ${whatHappened(failure, call)} ${whatToDo(failure, call)}`);
    const cause = Object.assign(new Error(redact(failure.message)), { code: failure.code });
    const fields = { method, path, mayHaveTakenEffect, code: failure.code, cause };
    return failure.isTimeout
        ? new AtlasTimeoutError(message, fields)
        : new AtlasNetworkError(message, fields);
}

function whatHappened(failure: HttpFailure, { url, timeoutMs }: UnansweredCall): string {
    const { origin } = new URL(url);
    if (failure.isTimeout) {
        const missing = failure.wasSent ? "no whole answer from" : "no connection to";
        return `${missing} ${origin} within ${timeoutMs / 1000} s.`;
    }
    return failure.wasSent
        ? `the connection to ${origin} was lost (${failure.message}).`
        : `could not connect to ${origin} (${failure.message}).`;
}

function whatToDo(failure: HttpFailure, call: UnansweredCall): string {
    if (isCertificateProblem(failure.code)) {
        return "Its certificate is not trusted: if a proxy puts in its own, name that one's authority in NODE_EXTRA_CA_CERTS.";
    }
    if (!failure.wasSent) {
        return "Nothing was sent. Check baseUrl, the network, and the proxy settings (HTTPS_PROXY, NO_PROXY).";
    }
    if (call.method === "GET" || !call.canTakeEffect) {
        return "Nothing has changed. Try again.";
    }
    return "Atlas may have carried out the request all the same: look at what it holds before you go on.";
}

/** Whether Node does not trust the server's certificate. */
export function isCertificateProblem(code: string | undefined): boolean {
    return /CERT|ERR_TLS|UNABLE_TO_VERIFY/.test(code ?? "");
}
