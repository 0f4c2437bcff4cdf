import { AccessTokens } from "./accessTokens";
import type { Clock } from "../clock";
import type { AtlasCredential, RequestSigner, ServiceAccountCredential } from "./credential";
import { DigestSession } from "./digest";
import type { TokenEndpoint } from "./accessTokens";
import type { HttpReply } from "../transport/http";
import { meansMissingRole } from "../errors/errorPredicates";
import { errorCodeOf } from "../transport/errorBody";

/** How requests get their Authorization header. */
export interface Authentication {
    /** A signer for one lane. */
    makeSigner(): RequestSigner;
    /** Hands back what Atlas gave for the time of the calls: the access token, if there is one. */
    end(): Promise<void>;
}

export interface AuthenticationTools {
    readonly clock: Clock;
    /** Takes what no error may show. */
    readonly secrets: Set<string>;
    readonly tokenEndpoint: (credential: ServiceAccountCredential) => TokenEndpoint;
}

export function authenticationFor(credential: AtlasCredential, tools: AuthenticationTools): Authentication {
    if ("publicKey" in credential) {
        return { makeSigner: () => new DigestSession(credential, tools.secrets), end: nothing };
    }
    if ("accessToken" in credential) {
        // Not ours to revoke.
        return { makeSigner: () => new GivenTokenSigner(credential.accessToken), end: nothing };
    }
    const endpoint = tools.tokenEndpoint(credential);
    const tokens = new AccessTokens(tools.clock, () => endpoint.fetch());
    return {
        makeSigner: () => new ServiceAccountSigner(tokens),
        end: async () => {
            await Promise.all((await tokens.release()).map((token) => endpoint.revoke(token)));
        },
    };
}

function nothing(): Promise<void> {
    return Promise.resolve();
}

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
