import type { AccessTokens } from "./accessTokens";
import type { HttpReply } from "../transport/http";
import { meansMissingRole } from "../errors/errorPredicates";
import { errorCodeOf } from "../transport/errorBody";
import type { RequestSigner } from "./signer";

/** Sends an access token that was given, and can do nothing when Atlas refuses it. */
export class GivenTokenSigner implements RequestSigner {
    readonly isWarm = true;
    readonly #accessToken: string;

    constructor(accessToken: string) {
        this.#accessToken = accessToken;
    }

    authorize(): string {
        return `Bearer ${this.#accessToken}`;
    }

    observe(): boolean {
        return false;
    }
}

/** Sends the access token of a service account, and has it renewed when Atlas refuses it. */
export class ServiceAccountSigner implements RequestSigner {
    readonly isWarm = true;
    readonly #tokens: AccessTokens;
    #used = "";
    /** Whether the request that is authorized next, or under way, goes out again with a new token. */
    #replay: "none" | "next" | "underWay" = "none";

    constructor(tokens: AccessTokens) {
        this.#tokens = tokens;
    }

    async authorize(): Promise<string> {
        this.#replay = this.#replay === "next" ? "underWay" : "none";
        this.#used = await this.#tokens.current();
        return `Bearer ${this.#used}`;
    }

    async observe(reply: HttpReply): Promise<boolean> {
        if (reply.status !== 401 || meansMissingRole(errorCodeOf(reply))) {
            return false;
        }
        if (this.#replay === "underWay") {
            this.#tokens.noteUselessRenewal();
            return false;
        }
        const isRenewed = await this.#tokens.renew(this.#used);
        this.#replay = isRenewed ? "next" : "none";
        return isRenewed;
    }
}
