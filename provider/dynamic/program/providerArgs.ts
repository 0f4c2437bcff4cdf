import type * as pulumi from "@pulumi/pulumi";

/** All arguments of a Provider; ProviderArgs says which belong together. */
export interface ProviderParts {
    /** The id of a service account: "mdb_sa_id_" and 24 hexadecimal digits. */
    clientId?: pulumi.Input<string | undefined> | undefined;
    /** A secret of that service account. Always a secret in state, also when it is given as plain text. */
    clientSecret?: pulumi.Input<string | undefined> | undefined;
    /** The public key of an API key: eight letters. */
    publicKey?: pulumi.Input<string | undefined> | undefined;
    /** The private key that belongs to it. Always a secret in state, also when it is given as plain text. */
    privateKey?: pulumi.Input<string | undefined> | undefined;
    /**
     * An access token that a service account has got already; it ends an hour after that. Always a secret in state, also
     * when it is given as plain text.
     */
    accessToken?: pulumi.Input<string | undefined> | undefined;
    /**
     * Where Atlas is, such as "https://cloud.mongodbgov.com": a scheme, a host, perhaps a port, and no path; https, or
     * http for a loopback address. Default: `mongodbatlas:baseUrl` or `mongodbatlas:isMongodbGovCloud` of the stack, then
     * MONGODB_ATLAS_BASE_URL, then https://cloud.mongodb.com.
     */
    baseUrl?: pulumi.Input<string | undefined> | undefined;
    /**
     * Whether plain http is permitted, for an Ops Manager inside a private network that has no https. For an API key only.
     * A digest does not show the key, but all else goes in clear: a link token, too. Default false; no other provider
     * inherits it. Changing it touches no resource.
     */
    allowHttp?: pulumi.Input<boolean | undefined> | undefined;
    /**
     * Milliseconds for one request. Default: `mongodbatlas:requestTimeoutMs` of the stack, then 30,000; the deletion of an
     * organization has five minutes.
     */
    requestTimeoutMs?: pulumi.Input<number | undefined> | undefined;
    /**
     * Milliseconds that one operation may lose to 5xx answers and lost connections before it fails; 0 to repeat nothing. A
     * MigrationLink waits no longer than this for SYNCED either. Default: `mongodbatlas:maxRetryMs` of the stack, then 120,000.
     */
    maxRetryMs?: pulumi.Input<number | undefined> | undefined;
    /**
     * Milliseconds that one operation may wait because of Atlas's rate limits (429) before it fails; 0 to fail at once.
     * Default: `mongodbatlas:maxRateLimitWaitMs` of the stack, then 600,000.
     */
    maxRateLimitWaitMs?: pulumi.Input<number | undefined> | undefined;
}

/**
 * How a Provider reaches Atlas. Give a service account (clientId and clientSecret), an API key (publicKey and
 * privateKey), or an accessToken; of several, an access token goes before a service account, and that before an API key.
 * A change of any updates the provider in place and touches no resource.
 */
export type ProviderArgs = ProviderParts & (ServiceAccountGiven | ApiKeyGiven | AccessTokenGiven);

// What must be given together: "unknown" leaves it to ProviderParts what the values are.

/** A whole service account. */
export interface ServiceAccountGiven {
    clientId: unknown;
    clientSecret: unknown;
}

/** A whole API key. */
export interface ApiKeyGiven {
    publicKey: unknown;
    privateKey: unknown;
}

/** An access token. */
export interface AccessTokenGiven {
    accessToken: unknown;
}
