import type * as pulumi from "@pulumi/pulumi";
import type { AtlasCredential } from "../../atlas/auth/credential";
import type { Properties } from "../../schema/properties";
import type { FirstCredentialInputs, FirstCredentialOutputs } from "./firstCredential";
import type { OrganizationSettings } from "./settings";
import type { OrganizationRole } from "../../atlas/endpoints/organizationRole";

/** All arguments of an Organization; OrganizationArgs says what must be among them. */
export interface OrganizationParts {
    /** The organization's name, 1 to 64 characters. Changing it renames the organization in place. */
    name: pulumi.Input<string>;
    /**
     * The id of the user who will own the organization: a user of the organization that the calling credential belongs
     * to. Required if an API key creates the organization. For a service account, the default is the owner of the
     * paying organization. Counts only for the creation: a change is refused at preview.
     */
    orgOwnerId?: pulumi.Input<string | undefined> | undefined;
    /**
     * The organization's first API key, which Atlas makes together with the organization. Its roles must include
     * ORG_OWNER, as all later calls are made with this key. Default: none. Description and roles are updated in place.
     * A first key cannot be added later: that is refused at preview.
     */
    apiKey?: pulumi.Input<OrganizationApiKey | undefined> | undefined;
    /**
     * The organization's first service account, which Atlas makes together with the organization, instead of an API
     * key. Its roles must include ORG_OWNER, as all later calls are made with this account. Default: none. Name,
     * description and roles are updated in place. A first account cannot be added later: that is refused at preview.
     */
    serviceAccount?: pulumi.Input<OrganizationServiceAccount | undefined> | undefined;
    /**
     * The id of the federation that the organization joins. Default: none. Counts only for the creation: a change is
     * refused at preview.
     */
    federationSettingsId?: pulumi.Input<string | undefined> | undefined;
    /** Whether Atlas leaves out the default alerts. Atlas's default is false. Updated in place. */
    skipDefaultAlertsSettings?: pulumi.Input<boolean | undefined> | undefined;
    /** Settings of the organization. Settings that are not given are left alone. Default: none. Updated in place. */
    settings?: pulumi.Input<OrganizationSettings | undefined> | undefined;
    /**
     * The id of an organization that exists. That organization is taken over, and no new one is created: the substitute
     * for `pulumi import`. When the resource is destroyed, the organization is left alone, unless deleteAdopted is set.
     * Default: none. Another id later is refused at preview. Removing the id later changes nothing, but then the
     * program must give credentials.
     */
    existingOrgId?: pulumi.Input<string | undefined> | undefined;
    /**
     * Whether destroying the resource deletes an organization that was taken over. Default false. A change makes no
     * call. It counts once `pulumi up` has put it into the state.
     */
    deleteAdopted?: pulumi.Input<boolean | undefined> | undefined;
    /**
     * A credential of the organization, used instead of the one in state. Give it after a rotation, or to take over an
     * organization that the provider's credential does not belong to. A secret. Default: the credential that was made
     * with the organization. A change is tried at Atlas first. Then the new credential takes the place of the old one.
     */
    credentials?: pulumi.Input<OrganizationCredentials | undefined> | undefined;
    /**
     * Allows settings.apiAccessListRequired although the credential of the run has no access list. The setting then
     * cuts that credential off at once. Default false. A change makes no call.
     */
    allowLockout?: pulumi.Input<boolean | undefined> | undefined;
}

/**
 * What an Organization is made from. One of apiKey, serviceAccount, existingOrgId and credentials must be given: who
 * else could manage it?
 */
export type OrganizationArgs = OrganizationParts &
    // "unknown" leaves it to OrganizationParts what the values are.
    (
        | { apiKey: unknown }
        | { serviceAccount: unknown }
        | { existingOrgId: unknown }
        | { credentials: unknown }
    );

/** What is known of an Organization that `get` looks up; credentials, if it is not the provider's own organization. */
export type OrganizationState = Partial<OrganizationParts>;

/** The inputs of an Organization, as the host sees them. */
export interface OrganizationInputs extends FirstCredentialInputs {
    name: string;
    orgOwnerId?: string;
    federationSettingsId?: string;
    skipDefaultAlertsSettings?: boolean;
    settings?: Properties;
    existingOrgId?: string;
    deleteAdopted?: boolean;
    allowLockout?: boolean;
    credentials?: AtlasCredential;
}

/** What state holds of an Organization: only what Atlas has confirmed. */
export interface OrganizationOutputs extends OrganizationInputs, FirstCredentialOutputs {
    orgId: string;
    /** Taken over, not created: written once, so that no later edit of the program makes a destroy delete it. */
    isAdopted?: boolean;
    /** A secret that was renewed, and is still to be deleted. */
    oldClientSecretId?: string;
}

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
