import { createHash } from "node:crypto";
import { request as httpRequest } from "node:http";
import type { IncomingHttpHeaders } from "node:http";

export const JSON_TYPE = "application/vnd.atlas.2023-01-01+json";
export const SERVICE_ACCOUNTS_TYPE = "application/vnd.atlas.2024-08-05+json";

export interface Reply {
    readonly status: number;
    readonly headers: IncomingHttpHeaders;
    readonly text: string;
    /** The parsed body; undefined when there is none. */
    readonly body: Record<string, unknown> | undefined;
}

export interface SendOptions {
    readonly headers?: Record<string, string>;
    /** A string goes out as it is, anything else as JSON. */
    readonly body?: unknown;
}

/** What a digest answer is made of; every part can be forged. */
export interface Signature {
    readonly publicKey: string;
    readonly privateKey: string;
    readonly nonce: string;
    readonly method?: string;
    readonly uri: string;
    readonly nc?: string | undefined;
    readonly cnonce?: string | undefined;
    readonly qop?: string | undefined;
    readonly realm?: string;
}

/** Sends one request over a connection of its own, with the target exactly as given. */
export function send(
    baseUrl: string,
    method: string,
    target: string,
    options: SendOptions = {},
): Promise<Reply> {
    const { hostname, port } = new URL(baseUrl);
    const body = typeof options.body === "string" ? options.body : JSON.stringify(options.body);
    return new Promise((resolve, reject) => {
        const outgoing = httpRequest(
            {
                hostname,
                port,
                method,
                path: target,
                agent: false,
                headers: { accept: JSON_TYPE, ...options.headers },
            },
            (incoming) => {
                let text = "";
                incoming.setEncoding("utf8");
                incoming.on("data", (chunk: string) => (text += chunk));
                incoming.on("end", () => {
                    const { headers, statusCode: status = 0 } = incoming;
                    resolve({ status, headers, text, body: parse(text) });
                });
            },
        );
        outgoing.on("error", reject);
        outgoing.end(body);
    });
}

/** The Authorization header, computed by hand from RFC 2617 (with qop) or RFC 2069 (without). */
export function sign(signature: Signature): string {
    const { publicKey, privateKey, nonce, uri, qop, nc, cnonce, realm = "MMS Public API" } = signature;
    const ha1 = md5(`${publicKey}:${realm}:${privateKey}`);
    const ha2 = md5(`${signature.method ?? "GET"}:${uri}`);
    const middle = qop === undefined ? [nonce] : [nonce, nc, cnonce, qop];
    const response = md5([ha1, ...middle, ha2].join(":"));
    const quoted = {
        username: publicKey,
        realm,
        nonce,
        uri,
        response,
        ...(cnonce !== undefined && { cnonce }),
    };
    const fields = Object.entries(quoted).map(([name, value]) => `${name}="${value}"`);
    const plain = [qop === undefined ? [] : [`qop=${qop}`], nc === undefined ? [] : [`nc=${nc}`]].flat();
    return `Digest ${[...fields, ...plain].join(", ")}`;
}

export function nonceOf(reply: Reply): string {
    return /nonce="([^"]*)"/.exec(reply.headers["www-authenticate"] ?? "")?.[1] ?? "";
}

/** The simplest client that works: a challenge and an answer for every call. */
export class HandClient {
    readonly #baseUrl: string;
    readonly #key: { readonly publicKey: string; readonly privateKey: string };
    readonly #accept: string;

    constructor(
        baseUrl: string,
        key: { readonly publicKey: string; readonly privateKey: string },
        accept = JSON_TYPE,
    ) {
        this.#baseUrl = baseUrl;
        this.#key = key;
        this.#accept = accept;
    }

    get(path: string, options: SendOptions = {}): Promise<Reply> {
        return this.call("GET", path, options);
    }

    post(path: string, body: unknown): Promise<Reply> {
        return this.call("POST", path, { body });
    }

    patch(path: string, body: unknown): Promise<Reply> {
        return this.call("PATCH", path, { body });
    }

    delete(path: string): Promise<Reply> {
        return this.call("DELETE", path);
    }

    /** @param path below "/api/atlas/v2", unless it begins with "/api/". */
    async call(method: string, path: string, options: SendOptions = {}): Promise<Reply> {
        const target = path.startsWith("/api/") ? path : `/api/atlas/v2${path}`;
        const challenge = await send(this.#baseUrl, method, target);
        const authorization = sign({
            ...this.#key,
            method,
            uri: target,
            nonce: nonceOf(challenge),
            nc: "00000001",
            cnonce: "0a4f113b",
            qop: "auth",
        });
        const type = options.body === undefined ? undefined : { "content-type": JSON_TYPE };
        return send(this.#baseUrl, method, target, {
            ...options,
            headers: { accept: this.#accept, authorization, ...type, ...options.headers },
        });
    }
}

function parse(text: string): Record<string, unknown> | undefined {
    try {
        return JSON.parse(text) as Record<string, unknown>;
    } catch {
        return undefined;
    }
}

function md5(text: string): string {
    return createHash("md5").update(text).digest("hex");
}
