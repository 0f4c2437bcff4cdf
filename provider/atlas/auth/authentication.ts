import { AccessTokens } from "./accessTokens";
import { GivenTokenSigner, ServiceAccountSigner } from "./bearer";
import type { Clock } from "../clock";
import type { AtlasCredential, ServiceAccountCredential } from "./credential";
import { DigestSession } from "./digest";
import type { RequestSigner } from "./signer";
import type { TokenEndpoint } from "./tokenEndpoint";

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
