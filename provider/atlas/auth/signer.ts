import type { HttpReply } from "../transport/http";

/** Puts the credential on the requests of one lane, which never overlap. */
export interface RequestSigner {
    /** Whether the next request can be authenticated without asking the server for something first. */
    readonly isWarm: boolean;
    /** The Authorization header of the next request; undefined if the server has to be asked what it should be. */
    authorize(method: string, url: string): Promise<string | undefined> | string | undefined;
    /** Takes note of an answer. True if the same request should go out once more, authorized anew. */
    observe(reply: HttpReply): Promise<boolean> | boolean;
}
