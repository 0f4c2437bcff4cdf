import type { RequestOutcome } from "./requestOutcome";

/**
 * What every error of the Atlas client is. `message` is whole and for people: what was tried, what came back, what
 * to do. No error holds a secret, neither in a field nor in its `cause`.
 */
export class AtlasError extends Error {
    static {
        this.prototype.name = "AtlasError";
    }
}

/** The client cannot be used as it was configured; nothing was sent. */
export class AtlasConfigError extends AtlasError {
    static {
        this.prototype.name = "AtlasConfigError";
    }
}

/** What the client calls. */
export type Service = "Atlas" | "Ops Manager" | "Cloud Manager";

/** The call an error is about. */
export interface FailedCall {
    /** HTTP method. */
    readonly method: string;
    /** Path below `/api/atlas/v2`, encoded as it was sent; for access tokens, the whole path. */
    readonly path: string;
}

/** What an AtlasApiError is made of, beside its message. */
export interface AtlasApiErrorFields extends FailedCall {
    readonly service?: Service | undefined;
    readonly outcome?: RequestOutcome;
    readonly status: number;
    readonly sentence?: string;
    readonly errorCode?: string | undefined;
    readonly detail?: string | undefined;
    readonly parameters?: readonly unknown[];
    readonly requestId?: string | undefined;
    readonly retryAfterMs?: number | undefined;
    readonly asksForCredential?: boolean;
    readonly isOfAtlas?: boolean;
}

/**
 * Atlas answered with a status that is not 2xx.
 *
 * https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/
 */
export class AtlasApiError extends AtlasError implements FailedCall {
    readonly method: string;
    readonly path: string;
    /** What was called. */
    readonly service: Service;
    /** Nothing was done if Atlas has refused the call; after a 5xx, or an answer that is not Atlas's, nobody knows. */
    readonly outcome: RequestOutcome;
    /** HTTP status. */
    readonly status: number;
    /** What was tried and what came back: the message without advice. */
    readonly sentence: string;
    /** Atlas's own code, as it was sent; compare with `hasErrorCode`, which knows both spellings of some. */
    readonly errorCode: string | undefined;
    /** Atlas's sentence about the error, or the title of an HTML page that came instead. */
    readonly detail: string | undefined;
    /** What the sentence was filled in with. */
    readonly parameters: readonly unknown[];
    /** Id of the request in the server's logs, if it sent one. */
    readonly requestId: string | undefined;
    /** How long Atlas asks to wait before the next try, in milliseconds, if it does. */
    readonly retryAfterMs: number | undefined;
    /** True for a 401 by which Atlas refuses a credential, where a gateway only says that something is wrong. */
    readonly asksForCredential: boolean;
    /** False if a gateway or another server has answered, or nobody had asked for the call's credential before. */
    readonly isOfAtlas: boolean;

    static {
        this.prototype.name = "AtlasApiError";
    }

    constructor(message: string, fields: AtlasApiErrorFields) {
        super(message);
        this.method = fields.method;
        this.path = fields.path;
        this.service = fields.service ?? "Atlas";
        this.outcome = fields.outcome ?? "notExecuted";
        this.status = fields.status;
        this.sentence = fields.sentence ?? message;
        this.errorCode = fields.errorCode;
        this.detail = fields.detail;
        this.parameters = fields.parameters ?? [];
        this.requestId = fields.requestId;
        this.retryAfterMs = fields.retryAfterMs;
        this.asksForCredential = fields.asksForCredential ?? false;
        this.isOfAtlas = fields.isOfAtlas ?? true;
    }
}

/** A proxy that did not let a call through. */
export interface FailedProxy {
    /** Host and port. */
    readonly address: string;
    /** The HTTP status by which it refused to connect; undefined if it did not answer. */
    readonly status: number | undefined;
}

/** What an AtlasNetworkError or AtlasTimeoutError is made of, beside its message. */
export interface AtlasNetworkErrorFields extends FailedCall {
    readonly outcome: RequestOutcome;
    readonly proxy?: FailedProxy | undefined;
    readonly code?: string | undefined;
    readonly cause?: unknown;
}

/** No whole answer came: the connection could not be made, or was lost. */
export class AtlasNetworkError extends AtlasError implements FailedCall {
    readonly method: string;
    readonly path: string;
    /** Nothing was done if the authenticated request never left this machine; else nobody knows. */
    readonly outcome: RequestOutcome;
    /** Node's code, such as ECONNRESET. */
    readonly code: string | undefined;
    /** The proxy, if there was no way through it. */
    readonly proxy: FailedProxy | undefined;

    static {
        this.prototype.name = "AtlasNetworkError";
    }

    constructor(message: string, fields: AtlasNetworkErrorFields) {
        super(message, { cause: fields.cause });
        this.method = fields.method;
        this.path = fields.path;
        this.outcome = fields.outcome;
        this.code = fields.code;
        this.proxy = fields.proxy;
    }
}

/** No whole answer came in the time allowed for one request. */
export class AtlasTimeoutError extends AtlasNetworkError {
    static {
        this.prototype.name = "AtlasTimeoutError";
    }
}

/** What an AtlasResponseError is made of, beside its message. */
export interface AtlasResponseErrorFields extends FailedCall {
    readonly status: number;
    readonly outcome?: RequestOutcome;
}

/** Atlas answered 2xx, so the request was carried out, but with a body that cannot be used. */
export class AtlasResponseError extends AtlasError implements FailedCall {
    readonly method: string;
    readonly path: string;
    /** Done, unless it was not the call itself that was answered, but the question for a nonce or an access token. */
    readonly outcome: RequestOutcome;
    /** HTTP status, 2xx. */
    readonly status: number;

    static {
        this.prototype.name = "AtlasResponseError";
    }

    constructor(message: string, fields: AtlasResponseErrorFields) {
        super(message);
        this.method = fields.method;
        this.path = fields.path;
        this.outcome = fields.outcome ?? "executed";
        this.status = fields.status;
    }
}

/** Atlas has listed fewer objects than it says there are: from such a list, nothing is taken for absent. */
export class AtlasListError extends AtlasError {
    static {
        this.prototype.name = "AtlasListError";
    }
}

/** Any error of a call that was made. */
export type AtlasCallError = AtlasApiError | AtlasNetworkError | AtlasResponseError;

/** Words around those of an error. */
export interface Explanation {
    /** What happened, as we see it; what the error says follows in parentheses. @default nothing */
    readonly before?: string;
    /** What the error means, and what to do about it. @default nothing */
    readonly after?: string;
}

/** An error that explains another. Its cause is the other, unless another cause is given. */
export function explained(
    error: unknown,
    { cause = error, ...words }: Explanation & { readonly cause?: unknown },
): Error {
    return new Error(explanation(error, words), { cause });
}

/** What an error says, with words around it. */
export function explanation(error: unknown, { before = "", after = "" }: Explanation): string {
    const said = messageOf(error);
    return inSentences(before, before === "" ? said : `(${said})`, after);
}

/** What an error says. */
export function messageOf(error: unknown): string {
    return error instanceof Error ? error.message : String(error);
}

/** Sentences in one line, without those that are empty. */
export function inSentences(...sentences: readonly string[]): string {
    return sentences.filter((text) => text !== "").join(" ");
}
