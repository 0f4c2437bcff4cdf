import type * as pulumi from "@pulumi/pulumi";
import type { OrganizationApiKey, OrganizationCredentials, OrganizationServiceAccount } from "./credentials";
import type { OrganizationSettings } from "./settings";

/** All arguments of an Organization; OrganizationArgs says what must be among them. */
export interface OrganizationParts {
    /** 1 to 64 characters. Changing it renames the organization in place. */
    name: pulumi.Input<string>;
    /**
     * The id of the user who will own the organization, one of the caller's organization. An API key cannot create one
     * without it; for a service account, it defaults to the owner of the paying organization. Only for creation: a change
     * is refused at preview.
     */
    orgOwnerId?: pulumi.Input<string | undefined> | undefined;
    /**
     * The organization's first API key, made with it; it must be ORG_OWNER, as all later calls are made with it.
     * Description and roles are updated in place; one cannot be added later.
     */
    apiKey?: pulumi.Input<OrganizationApiKey | undefined> | undefined;
    /**
     * The organization's first service account, made with it instead of an API key; it must be ORG_OWNER, as all later
     * calls are made with it. Name, description and roles are updated in place; one cannot be added later.
     */
    serviceAccount?: pulumi.Input<OrganizationServiceAccount | undefined> | undefined;
    /** The federation that the organization joins. Only for creation: a change is refused at preview. */
    federationSettingsId?: pulumi.Input<string | undefined> | undefined;
    /** Makes no default alerts. Atlas's default is false. Updated in place. */
    skipDefaultAlertsSettings?: pulumi.Input<boolean | undefined> | undefined;
    /** Settings to hold; those not given are left alone. Updated in place. */
    settings?: pulumi.Input<OrganizationSettings | undefined> | undefined;
    /**
     * Takes over the organization with this id instead of creating one; the substitute for `pulumi import`. Such an
     * organization is left alone when the resource is destroyed, unless deleteAdopted is set. Another id later is
     * refused at preview; removing it changes nothing, but the program must give credentials then.
     */
    existingOrgId?: pulumi.Input<string | undefined> | undefined;
    /**
     * Deletes an organization that was taken over when the resource is destroyed. Default false. A change makes no
     * call, but must reach the state by `pulumi up` before it counts.
     */
    deleteAdopted?: pulumi.Input<boolean | undefined> | undefined;
    /**
     * A credential of the organization, used instead of the one in state: after a rotation, or for an organization that
     * is taken over and is not the provider's own. A secret. A change is tried at Atlas, then takes the old one's place.
     */
    credentials?: pulumi.Input<OrganizationCredentials | undefined> | undefined;
    /**
     * Allows settings.apiAccessListRequired although the credential that the run calls with has no access list, which
     * cuts it off at once. Default false. A change makes no call.
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
