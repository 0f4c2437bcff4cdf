import type { IncomingHttpHeaders } from "node:http";

/** One request as it arrived, and what came of it. */
export interface LoggedRequest {
    readonly method: string;
    /** Path as sent, still encoded, without the query: "/api/atlas/v2/orgs/65f…/apiKeys". */
    readonly path: string;
    /** What was called, as the API's documentation spells it: "POST /orgs/{orgId}/apiKeys"; absent for unknown routes. */
    readonly endpoint?: string;
    readonly query: Readonly<Record<string, string>>;
    readonly headers: Readonly<IncomingHttpHeaders>;
    /** Port of the connection it came on: requests with the same port shared a connection. */
    readonly remotePort: number;
    /** The parsed body; undefined if there was none, or if the request was refused before its body was read. */
    body: unknown;
    /** Status of the answer; 0 if none was sent. */
    status: number;
    errorCode?: string;
    /** The key that signed the request; absent for challenges. */
    publicKey?: string;
    /** True if it was answered with a digest challenge. */
    isChallenge: boolean;
}

/** Requests in the order of their arrival. */
export class RequestLog {
    readonly entries: LoggedRequest[] = [];

    /** All but the digest challenges. */
    calls(): LoggedRequest[] {
        return this.entries.filter((entry) => !entry.isChallenge);
    }

    clear(): void {
        this.entries.length = 0;
    }
}
