import { JSON_TYPE, send } from "./handClient";
import type { Reply, SendOptions } from "./handClient";

/** What a service account proves itself with. */
export interface ClientCredential {
    readonly clientId: string;
    readonly secret: string;
}

export const FORM_TYPE = "application/x-www-form-urlencoded";

export function basic({ clientId, secret }: ClientCredential): string {
    return `Basic ${Buffer.from(`${clientId}:${secret}`).toString("base64")}`;
}

/** Posts a form to an OAuth endpoint: "token" or "revoke". */
export function postForm(
    baseUrl: string,
    endpoint: string,
    form: { readonly credential: ClientCredential; readonly fields: Record<string, string> },
): Promise<Reply> {
    return send(baseUrl, "POST", `/api/oauth/${endpoint}`, {
        headers: {
            accept: "application/json",
            authorization: basic(form.credential),
            "content-type": FORM_TYPE,
        },
        body: new URLSearchParams(form.fields).toString(),
    });
}

export function requestToken(baseUrl: string, credential: ClientCredential): Promise<Reply> {
    return postForm(baseUrl, "token", { credential, fields: { grant_type: "client_credentials" } });
}

/** The token of a reply that has one. */
export function tokenOf(reply: Reply): string {
    const token = reply.body?.["access_token"];
    if (typeof token !== "string") {
        throw new Error(`There is no token in ${reply.status} ${reply.text}`);
    }
    return token;
}

/** Calls the API with a token. */
export function callWithToken(
    baseUrl: string,
    token: string,
    call: {
        readonly method?: string;
        readonly path: string;
        readonly accept?: string;
        readonly body?: unknown;
    },
): Promise<Reply> {
    const type = call.body === undefined ? undefined : { "content-type": JSON_TYPE };
    const options: SendOptions = {
        headers: { accept: call.accept ?? JSON_TYPE, authorization: `Bearer ${token}`, ...type },
        body: call.body,
    };
    return send(baseUrl, call.method ?? "GET", `/api/atlas/v2${call.path}`, options);
}
