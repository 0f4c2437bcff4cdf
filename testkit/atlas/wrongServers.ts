import type { Answer } from "./endpoint";
import { notFound } from "./errors";

/**
 * A server that somebody has put into `baseUrl` by mistake, or that stands before Atlas:
 * - "ops-manager": an Ops Manager, which asks for the same digest, but knows neither the paths nor access tokens;
 * - "unknown-prefix": Atlas itself, called with something between host and path, so that it knows no path;
 * - "unchallenged": a server with errors of Atlas's form, which asks nobody for a credential;
 * - "portal": a page to sign in, with status 200, whatever is asked for;
 * - "load-balancer": a load balancer that has nobody to pass requests on to.
 */
export type WrongServer = "ops-manager" | "unknown-prefix" | "unchallenged" | "portal" | "load-balancer";

/** How a wrong server differs from Atlas. */
export interface WrongServerRules {
    /** It asks for a credential and checks it, as Atlas does. */
    readonly challenges: boolean;
    /** It gives access tokens, as Atlas does. */
    readonly givesTokens: boolean;
    /** What it answers to everything else. */
    readonly answer: (path: string) => Answer;
}

const PORTAL = "<html><head><title>Sign in to the network</title></head><body>Welcome</body></html>";

export const WRONG_SERVERS: Readonly<Record<WrongServer, WrongServerRules>> = {
    "ops-manager": { challenges: true, givesTokens: false, answer: unknownPath },
    "unknown-prefix": { challenges: true, givesTokens: true, answer: unknownPath },
    unchallenged: { challenges: false, givesTokens: false, answer: unknownPath },
    portal: { challenges: false, givesTokens: false, answer: () => ({ status: 200, body: PORTAL }) },
    "load-balancer": {
        challenges: false,
        givesTokens: false,
        answer: () => ({
            status: 404,
            body: "default backend - 404",
            headers: { "content-type": "text/plain" },
        }),
    },
};

function unknownPath(path: string): Answer {
    const { status, body } = notFound("RESOURCE_NOT_FOUND", `Cannot find resource ${path}.`, [path]);
    return { status, body };
}
