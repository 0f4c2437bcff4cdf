import type * as pulumi from "@pulumi/pulumi";
import { AtlasResource, isResourceOfKind } from "../../dynamic/program/atlasResource";
import type {
    OrgServiceAccountSecretArgs,
    OrgServiceAccountSecretState,
} from "../serviceAccounts/orgServiceAccountSecret";
import { orgServiceAccountSecretLifecycle } from "../serviceAccounts/orgServiceAccountSecret";

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
