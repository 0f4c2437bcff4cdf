import type * as pulumi from "@pulumi/pulumi";
import { AtlasResource, isResourceOfKind } from "./atlasResource";
import type {
    OrganizationApiKey,
    OrganizationArgs,
    OrganizationCredentials,
    OrganizationServiceAccount,
    OrganizationState,
} from "../resources/organization/arguments";
import type { OrganizationSettings } from "../resources/organization/settings";
import { organizationLifecycle } from "../resources/organization/organization";

/**
 * An Atlas organization: created under the paying organization of the provider's credential, or taken over with existingOrgId.
 * An organization is never replaced. Set `protect: true` on those that hold real data.
 *
 * ```ts
 * const org = new atlas.Organization("payments", {
 *     name: "payments",
 *     orgOwnerId: ownerId,
 *     apiKey: { description: "pulumi", roles: ["ORG_OWNER"] },
 * });
 * const inPayments = { provider: new atlas.Provider("payments", org.credentials) };
 * ```
 *
 * Creating one needs an ORG_OWNER credential of a paying organization. Deleting one needs it to have no projects.
 *
 * @throws pulumi.RunError on bad inputs.
 * @see https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-createorg
 */
export class Organization extends AtlasResource {
    /**
     * Looks up an organization by its id; Pulumi does not manage what it looks up.
     *
     * @throws when the organization does not exist: the run fails.
     */
    static get(
        name: string,
        id: pulumi.Input<pulumi.ID>,
        state: OrganizationState = {},
        options?: pulumi.CustomResourceOptions,
    ): Organization {
        return new Organization(name, state as OrganizationArgs, { ...options, id });
    }

    /** Whether a value is an Organization, also one of another copy of this package. */
    static override isInstance(value: unknown): value is Organization {
        return isResourceOfKind(organizationLifecycle.definition.kind, value);
    }

    /** The organization's name. */
    declare public readonly name: pulumi.Output<string>;
    /** The id of the user whom it was created for. */
    declare public readonly orgOwnerId: pulumi.Output<string | undefined>;
    /** Description and roles of its first API key. */
    declare public readonly apiKey: pulumi.Output<pulumi.Unwrap<OrganizationApiKey> | undefined>;
    /** Its first service account, as given. */
    declare public readonly serviceAccount: pulumi.Output<
        pulumi.Unwrap<OrganizationServiceAccount> | undefined
    >;
    /** The federation that it was created in. */
    declare public readonly federationSettingsId: pulumi.Output<string | undefined>;
    /** Whether it was made without default alerts. */
    declare public readonly skipDefaultAlertsSettings: pulumi.Output<boolean | undefined>;
    /** The settings that the program holds. */
    declare public readonly settings: pulumi.Output<pulumi.Unwrap<OrganizationSettings> | undefined>;
    /** As given. */
    declare public readonly existingOrgId: pulumi.Output<string | undefined>;
    /** As given. */
    declare public readonly deleteAdopted: pulumi.Output<boolean | undefined>;
    /** The organization's id, 24 hexadecimal digits. Known also while the organization is updated. */
    declare public readonly orgId: pulumi.Output<string>;
    /** The id of the API key that was made with the organization. */
    declare public readonly apiKeyId: pulumi.Output<string | undefined>;
    /** The id of the service account that was made with the organization. */
    declare public readonly clientId: pulumi.Output<string | undefined>;
    /**
     * When the account's secret ends: ISO 8601, UTC. After a renewal, when the new one ends. Undefined once another
     * credential was put into credentials, as only Atlas knows when that one ends.
     */
    declare public readonly clientSecretExpiresAt: pulumi.Output<string | undefined>;
    /** As given. */
    declare public readonly allowLockout: pulumi.Output<boolean | undefined>;
    /**
     * The organization's own credential, which a Provider takes: publicKey and privateKey, or clientId and clientSecret.
     * Always a secret. Empty for an organization that was taken over with the provider's own credential: such a program
     * needs no other Provider.
     */
    declare public readonly credentials: pulumi.Output<pulumi.Unwrap<OrganizationCredentials>>;

    constructor(name: string, args: OrganizationArgs, options?: pulumi.CustomResourceOptions) {
        super(organizationLifecycle.definition, name, args, options);
        // Other outputs are unknown at preview while the organization is updated; its id is not.
        this.orgId = this.id;
    }
}
