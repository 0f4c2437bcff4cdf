import { apiKeyCaller, serviceAccountCaller } from "./caller";
import type { Caller } from "./caller";
import type { ServerContext } from "../context";

export interface Credentials {
    readonly authorization: string | undefined;
    readonly method: string;
    /** The request target as it stood in the request line. */
    readonly target: string;
}

export type Verdict =
    | { readonly caller: Caller; readonly login: { publicKey: string } | { clientId: string } }
    | { readonly caller: undefined; readonly challenge: string };

/** Who calls the API: an API key by its digest, or a service account by its access token. */
export function authenticate(context: ServerContext, credentials: Credentials): Verdict {
    const bearer = /^Bearer(?:\s+(.*))?$/i.exec(credentials.authorization ?? "");
    return bearer === null ? verifyDigest(context, credentials) : verifyToken(context, bearer[1] ?? "");
}

function verifyDigest({ digest, store }: ServerContext, credentials: Credentials): Verdict {
    const verdict = digest.verify(credentials, (name) => store.findKeyByPublicKey(name)?.privateKey);
    const key = verdict.isValid ? store.findKeyByPublicKey(verdict.username) : undefined;
    if (key === undefined) {
        return { caller: undefined, challenge: digest.challenge(!verdict.isValid && verdict.isStale) };
    }
    return { caller: apiKeyCaller(key), login: { publicKey: key.publicKey } };
}

/** That Atlas refuses a token in the words of RFC 6750 is not confirmed. */
function verifyToken({ oauth }: ServerContext, token: string): Verdict {
    const account = oauth.findTokenHolder(token);
    return account === undefined
        ? { caller: undefined, challenge: 'Bearer error="invalid_token"' }
        : { caller: serviceAccountCaller(account), login: { clientId: account.clientId } };
}
