import type * as pulumi from "@pulumi/pulumi";
import type { OrganizationRole } from "../../atlas/endpoints/organizationRole";

/** The first API key of an organization. */
export interface OrganizationApiKey {
    /** What the key is for, 1 to 250 characters. Updated in place. */
    description: pulumi.Input<string>;
    /** ORG_OWNER, and others if need be. A set: order means nothing. Updated in place. */
    roles: pulumi.Input<pulumi.Input<OrganizationRole>[]>;
}

/**
 * The first service account of an organization.
 *
 * @see https://www.mongodb.com/docs/atlas/api/service-accounts-overview/
 */
export interface OrganizationServiceAccount {
    /** 1 to 64 letters, digits, spaces or -_.,' characters. Updated in place. */
    name: pulumi.Input<string>;
    /** What the account is for, 1 to 250 of the same characters. Updated in place. */
    description: pulumi.Input<string>;
    /** ORG_OWNER, and others if need be. A set: order means nothing. Updated in place. */
    roles: pulumi.Input<pulumi.Input<OrganizationRole>[]>;
    /**
     * How many hours the account's first secret is good for: 8 to 8760. After that no call succeeds any more, unless
     * another credential was put into `credentials` before, or `renewBeforeHours` is given. Counts only for the
     * creation, and a change is refused at preview; with `renewBeforeHours` it counts for the next secret.
     */
    secretExpiresAfterHours: pulumi.Input<number>;
    /**
     * The first `pulumi up` within so many hours of the secret's end renews it: makes a new one, tries it, and records it in
     * the output `credentials`. The `pulumi up` after that deletes the old one. Less than secretExpiresAfterHours. Default:
     * nothing renews it, and refresh, preview and up warn from 14 days before its end. Not while the program gives
     * `credentials`. Changing it changes nothing at Atlas.
     */
    renewBeforeHours?: pulumi.Input<number | undefined> | undefined;
}

/** A credential of an organization: an API key, or a service account. */
export interface OrganizationCredentials {
    /** The name that an API key signs in with: eight letters. */
    publicKey?: pulumi.Input<string | undefined> | undefined;
    /** The secret that belongs to the API key. */
    privateKey?: pulumi.Input<string | undefined> | undefined;
    /** The id of a service account. */
    clientId?: pulumi.Input<string | undefined> | undefined;
    /** A secret of the service account. */
    clientSecret?: pulumi.Input<string | undefined> | undefined;
}
