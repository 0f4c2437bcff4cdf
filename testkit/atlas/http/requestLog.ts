import type { IncomingHttpHeaders } from "node:http";

import { TOKEN_ENDPOINT, isOauthRequest } from "../auth/oauthServer";

/** One request as it arrived, and what came of it. */
export interface LoggedRequest {
    readonly method: string;
    /** Path as sent, still encoded, without the query: "/api/atlas/v2/orgs/65f…/apiKeys". */
    readonly path: string;
    /**
     * What was called, as the API's documentation spells it: "POST /orgs/{orgId}/apiKeys", "POST /api/oauth/token".
     * Absent for unknown routes.
     */
    readonly endpoint?: string;
    readonly query: Readonly<Record<string, string>>;
    readonly headers: Readonly<IncomingHttpHeaders>;
    /** Port of the connection it came on: requests with the same port shared a connection. */
    readonly remotePort: number;
    /** The parsed body, a form as an object of texts; undefined if there was none, or if the request was refused before its body was read. */
    body: unknown;
    /** Status of the answer; 0 if none was sent. */
    status: number;
    errorCode?: string;
    /** The key that signed the request; absent for challenges. */
    publicKey?: string;
    /** The service account whose token or secret it carried; absent for those that are not good. */
    clientId?: string;
    /** True if it was answered with a challenge: its credential was missing or wrong, or its token not good any more. */
    isChallenge: boolean;
}

/** Requests in the order of their arrival. */
export class RequestLog {
    readonly entries: LoggedRequest[] = [];

    /** All but challenges and OAuth. */
    calls(): LoggedRequest[] {
        return this.entries.filter((entry) => !entry.isChallenge && !isOauthRequest(entry));
    }

    tokenRequests(): LoggedRequest[] {
        return this.entries.filter(({ endpoint }) => endpoint === TOKEN_ENDPOINT);
    }

    clear(): void {
        this.entries.length = 0;
    }
}
