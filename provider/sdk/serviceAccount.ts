import * as pulumi from "@pulumi/pulumi";
import type { OrganizationRole } from "../atlas/endpoints/organizationRole";
import { AtlasResource, isResourceOfKind } from "./atlasResource";
import type {
    OrgServiceAccountArgs,
    OrgServiceAccountState,
} from "../resources/serviceAccount/orgServiceAccount";
import {
    ORG_SERVICE_ACCOUNT_ID,
    orgServiceAccountLifecycle,
} from "../resources/serviceAccount/orgServiceAccount";
import type {
    OrgServiceAccountSecretArgs,
    OrgServiceAccountSecretState,
} from "../resources/serviceAccount/orgServiceAccountSecret";
import { orgServiceAccountSecretLifecycle } from "../resources/serviceAccount/orgServiceAccountSecret";

/**
 * A service account of an organization: what MongoDB recommends for programs, in place of an API key. Atlas makes it with
 * a first secret, which nothing renews; an `OrgServiceAccountSecret` renews itself.
 *
 * ```ts
 * const deployer = new atlas.OrgServiceAccount("deployer", {
 *     orgId, name: "deployer", description: "Deploys services", roles: ["ORG_MEMBER"], secretExpiresAfterHours: 8,
 *     deleteFirstSecret: true,
 * });
 * const secret = new atlas.OrgServiceAccountSecret("deployer", {
 *     orgId, clientId: deployer.clientId, secretExpiresAfterHours: 720, renewBeforeHours: 168,
 * });
 * ```
 *
 * The credential needs the role ORG_OWNER. Deleting the account deletes its secrets and its access list, and takes it out
 * of every project.
 *
 * @throws pulumi.RunError on bad inputs.
 * @see https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-createorgserviceaccount
 */
export class OrgServiceAccount extends AtlasResource {
    /**
     * Looks up an account by "<orgId>-<clientId>"; Pulumi does not manage what it looks up. A secret is known only if
     * `state` gives it.
     *
     * @throws when the account does not exist: the run fails.
     */
    static get(
        name: string,
        id: pulumi.Input<pulumi.ID>,
        state: OrgServiceAccountState = {},
        options?: pulumi.CustomResourceOptions,
    ): OrgServiceAccount {
        return new OrgServiceAccount(name, state as OrgServiceAccountArgs, { ...options, id });
    }

    /** Whether a value is an OrgServiceAccount, also one of another copy of this package. */
    static override isInstance(value: unknown): value is OrgServiceAccount {
        return isResourceOfKind(orgServiceAccountLifecycle.definition.kind, value);
    }

    /** The id of the organization. */
    declare public readonly orgId: pulumi.Output<string>;
    /** As given. */
    declare public readonly name: pulumi.Output<string>;
    /** What the account is for. */
    declare public readonly description: pulumi.Output<string>;
    /** Its roles in the organization, in the order of the program. */
    declare public readonly roles: pulumi.Output<OrganizationRole[]>;
    /** As given. */
    declare public readonly secretExpiresAfterHours: pulumi.Output<number>;
    /** As given. */
    declare public readonly deleteFirstSecret: pulumi.Output<boolean | undefined>;
    /** The id that the account signs in with: "mdb_sa_id_" and 24 hexadecimal digits. Not a secret. Known also while it is updated. */
    declare public readonly clientId: pulumi.Output<string>;
    /** When the account was made: ISO 8601, UTC. */
    declare public readonly createdAt: pulumi.Output<string | undefined>;
    /** The first secret. Always a secret in Pulumi. Undefined once it is deleted. */
    declare public readonly clientSecret: pulumi.Output<string | undefined>;
    /** The id of the first secret. Not a secret. Undefined once it is deleted. */
    declare public readonly clientSecretId: pulumi.Output<string | undefined>;
    /** When the first secret ends: ISO 8601, UTC. Undefined once it is deleted. */
    declare public readonly clientSecretExpiresAt: pulumi.Output<string | undefined>;

    constructor(name: string, args: OrgServiceAccountArgs, options?: pulumi.CustomResourceOptions) {
        super(orgServiceAccountLifecycle.definition, name, args, options);
        // Other outputs are unknown at preview while the account is updated; its id is not, and names the account. Only the
        // mocks of a unit test have ids of another form.
        const { id, clientId } = this;
        this.clientId = id.apply((known) =>
            pulumi.output(ORG_SERVICE_ACCOUNT_ID.exec(known)?.[2] ?? clientId),
        );
    }
}

/**
 * A secret of a service account. With `renewBeforeHours` it renews itself: the first `pulumi up` near its end makes a new
 * one, hands that to what depends on it, and deletes the old one.
 *
 * ```ts
 * new atlas.OrgServiceAccountSecret("deployer", {
 *     orgId, clientId: deployer.clientId, secretExpiresAfterHours: 720, renewBeforeHours: 168,
 * });
 * ```
 *
 * An account has two secrets at most, and its first one comes with it: for a renewal to have room, set
 * `deleteFirstSecret: true` on the OrgServiceAccount. The credential needs the role ORG_OWNER.
 *
 * @throws pulumi.RunError on bad inputs.
 * @see https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-createorgserviceaccountsecret
 */
export class OrgServiceAccountSecret extends AtlasResource {
    /**
     * Looks up a secret by "<orgId>-<clientId>-<secretId>"; Pulumi does not manage what it looks up. The secret itself is
     * known only if `state` gives it.
     *
     * @throws when the secret does not exist: the run fails.
     */
    static get(
        name: string,
        id: pulumi.Input<pulumi.ID>,
        state: OrgServiceAccountSecretState = {},
        options?: pulumi.CustomResourceOptions,
    ): OrgServiceAccountSecret {
        return new OrgServiceAccountSecret(name, state as OrgServiceAccountSecretArgs, { ...options, id });
    }

    /** Whether a value is an OrgServiceAccountSecret, also one of another copy of this package. */
    static override isInstance(value: unknown): value is OrgServiceAccountSecret {
        return isResourceOfKind(orgServiceAccountSecretLifecycle.definition.kind, value);
    }

    /** The id of the organization. */
    declare public readonly orgId: pulumi.Output<string>;
    /** The client id of the account. */
    declare public readonly clientId: pulumi.Output<string>;
    /** As given. */
    declare public readonly secretExpiresAfterHours: pulumi.Output<number>;
    /** As given. */
    declare public readonly renewBeforeHours: pulumi.Output<number | undefined>;
    /** As given. */
    declare public readonly keepers: pulumi.Output<Record<string, string> | undefined>;
    /** The id of the secret. Not a secret. */
    declare public readonly secretId: pulumi.Output<string>;
    /** The secret, what the account signs in with beside its client id. Always a secret in Pulumi. */
    declare public readonly clientSecret: pulumi.Output<string>;
    /** When the secret ends: ISO 8601, UTC. */
    declare public readonly expiresAt: pulumi.Output<string>;

    constructor(name: string, args: OrgServiceAccountSecretArgs, options?: pulumi.CustomResourceOptions) {
        super(orgServiceAccountSecretLifecycle.definition, name, args, options);
    }
}
