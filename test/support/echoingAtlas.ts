import { randomBytes } from "node:crypto";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { SecretWatch, wholeSpellingsOf } from "./stackSecrets";

/** Where an answer repeats what it should not; `text` stands on one line, and is ASCII. */
type Echo = (text: string, response: http.ServerResponse) => void;

/** Answers of Atlas, of gateways and of proxies, each with secrets in a place of its own. */
export const ECHOES: Readonly<Record<string, Echo>> = {
    "the detail": (text, response) =>
        answer(response, 400, { error: 400, errorCode: "ANY", detail: text, reason: text }),
    "the parameters": (text, response) =>
        answer(response, 409, { detail: "any", parameters: [text, { [text]: [text, { inner: text }] }] }),
    "the error code": (text, response) => answer(response, 403, { error: 403, errorCode: text }),
    "the fields": (text, response) =>
        answer(response, 400, { badRequestDetail: { fields: [{ field: text, description: text }] } }),
    "a refusal": (text, response) => {
        response.setHeader("www-authenticate", `Bearer error="invalid_token", error_description="${text}"`);
        answer(response, 401, { error: 401, detail: text, errorCode: "UNEXPECTED_ERROR" });
    },
    "a missing role": (text, response) =>
        answer(response, 401, { error: 401, detail: text, errorCode: "NOT_ORG_OWNER" }),
    "OAuth's error": (text, response) => answer(response, 401, { error: text, error_description: text }),
    "a rate limit": (text, response) =>
        answer(response, 429, {
            error: 429,
            errorCode: "RATE_LIMITED",
            detail: text,
            parameters: [text, 1, 1],
        }),
    "an upgrade of Atlas": (text, response) =>
        answer(response, 503, { errorCode: "WRITES_NOT_ALLOWED_DURING_APP_UPGRADES", detail: text }),
    "the reason phrase": (text, response) => response.writeHead(500, text).end(),
    "the headers": (text, response) =>
        response.writeHead(500, { "x-error-code": text, "x-request-id": text, location: text }).end(),
    "a redirect": (text, response) =>
        response.writeHead(302, { location: `https://a.invalid/?${text}` }).end(),
    "the type of what is no JSON": (text, response) =>
        response.writeHead(200, { "content-type": `text/plain; note=${text}` }).end("no JSON"),
    "the title of a page": (text, response) =>
        answer(response, 502, `<html><title>${text}</title><body>any</body></html>`),
    "a page": (text, response) => answer(response, 502, `<html><body><pre>${text}</pre></body></html>`),
    "a plain text": (text, response) => answer(response, 500, text),
    "a text of several lines": (text, response) => answer(response, 500, text.replace(/[,;] /g, "\r\n")),
    "JSON that is cut short": (text, response) =>
        answer(response, 500, JSON.stringify({ detail: text }).slice(0, -2)),
    "a good answer that is cut short": (text, response) =>
        answer(response, 200, JSON.stringify({ id: text, privateKey: text }).slice(0, -2)),
    "a good answer that is an error": (text, response) => answer(response, 200, { detail: text }),
    "a good answer that ends early": (text, response) => {
        response.writeHead(200, { "content-length": text.length + 100 }).write(text);
        setImmediate(() => response.destroy());
    },
    "what is no HTTP": (text, response) => response.socket?.end(`${text}\r\n\r\n`),
    "a lost connection": (_text, response) => response.socket?.destroy(),
};

const CHALLENGE = 'Digest realm="echo", nonce="bm9uY2U=", algorithm=MD5, qop="auth"';

/** A server that repeats the Authorization header of each request, and secrets that were shown to it, in its answer. */
export class EchoingAtlas {
    readonly baseUrl: string;
    /** Whether the questions for access tokens are answered like that, too. */
    echoesToTokenRequests = false;
    readonly #server: http.Server;
    readonly #secrets: readonly string[];
    #echo: Echo = ECHOES["the detail"]!;
    #watch = new SecretWatch();

    private constructor(server: http.Server, secrets: readonly string[]) {
        this.#server = server;
        this.#secrets = secrets;
        this.baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
        server.on("request", (request: http.IncomingMessage, response: http.ServerResponse) => {
            request.resume().on("end", () => this.#answer(request, response));
        });
    }

    static async start(secrets: readonly string[]): Promise<EchoingAtlas> {
        const server = http.createServer();
        await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
        return new EchoingAtlas(server, secrets);
    }

    /** Repeats secrets in this place from now on; the watch knows those that can have been repeated since then. */
    repeatIn(place: string): SecretWatch {
        this.#echo = ECHOES[place]!;
        this.#watch = new SecretWatch();
        this.#secrets.forEach((secret) => this.#watch.add(secret));
        return this.#watch;
    }

    async close(): Promise<void> {
        this.#server.closeAllConnections();
        await new Promise((resolve) => this.#server.close(resolve));
    }

    #answer({ url, headers: { authorization } }: http.IncomingMessage, response: http.ServerResponse): void {
        this.#watch.noteAuthorization(authorization);
        if (authorization === undefined) {
            response.setHeader("www-authenticate", CHALLENGE);
            answer(response, 401, { error: 401, errorCode: "UNEXPECTED_ERROR" });
        } else if (url === "/api/oauth/revoke") {
            response.end();
        } else if (url === "/api/oauth/token" && !this.echoesToTokenRequests) {
            const token = `${randomBytes(24).toString("base64")}/+~.${randomBytes(24).toString("base64url")}`;
            answer(response, 200, { access_token: token, expires_in: 3600 });
        } else {
            this.#echo(this.#echoed(authorization), response);
        }
    }

    #echoed(authorization: string): string {
        const signature = /\bresponse="(.*?)"/.exec(authorization)?.[1] ?? "";
        const secrets = [authorization.replace(/^\w+ /, ""), ...this.#secrets].flatMap(wholeSpellingsOf);
        return [authorization, signature, ...secrets].join("; ");
    }
}

function answer(response: http.ServerResponse, status: number, body: unknown): void {
    const isText = typeof body === "string";
    response.writeHead(status, { "content-type": isText ? "text/html" : "application/json" });
    response.end(isText ? body : JSON.stringify(body));
}
