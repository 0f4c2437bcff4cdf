import type * as pulumi from "@pulumi/pulumi";
import { AtlasResource, isResourceOfKind } from "./atlasResource";
import type { MigrationLinkArgs, MigrationLinkState } from "../resources/link/migrationLink";
import { migrationLinkLifecycle } from "../resources/link/migrationLink";

/**
 * The source side of a live migration: connects an organization of Ops Manager or Cloud Manager with an Atlas
 * organization, by the token of a LinkToken, and watches the connection.
 *
 * ```ts
 * const opsManager = new atlas.Provider("ops-manager", { baseUrl: "https://ops.example.com:8443", publicKey, privateKey });
 * new atlas.MigrationLink("east", { orgId: sourceOrgId, linkToken: link.linkToken }, { provider: opsManager });
 * ```
 *
 * Its provider needs an API key of the source organization, with the role Organization Owner. A link that is NOT_SYNCED
 * shows in a refresh, and the next update connects it again. Deleting it disconnects the organization, which fails while a
 * migration is running.
 *
 * @throws pulumi.RunError on bad inputs, and on a second MigrationLink for the same source organization.
 * @see https://www.mongodb.com/docs/ops-manager/current/reference/api/cloud-migration/
 */
export class MigrationLink extends AtlasResource {
    /**
     * Looks up the link of a source organization, by the organization's id; Pulumi does not manage what it looks up. The
     * token is known only if `state` gives it.
     *
     * @throws when the source does not tell the status: the run fails.
     */
    static get(
        name: string,
        id: pulumi.Input<pulumi.ID>,
        state?: MigrationLinkState,
        options?: pulumi.CustomResourceOptions,
    ): MigrationLink {
        return new MigrationLink(name, { orgId: id, ...state } as MigrationLinkArgs, { ...options, id });
    }

    /** Whether a value is a MigrationLink, also one of another copy of this package. */
    static override isInstance(value: unknown): value is MigrationLink {
        return isResourceOfKind(migrationLinkLifecycle.definition.kind, value);
    }

    /** The id of the source organization. */
    declare public readonly orgId: pulumi.Output<string>;
    /** As given. Always a secret. */
    declare public readonly linkToken: pulumi.Output<string>;
    /** As given. */
    declare public readonly onConflict: pulumi.Output<"fail" | "replace" | undefined>;
    /** "SYNCED" while the source organization is synchronised with Atlas, else "NOT_SYNCED". As of the last run. */
    declare public readonly status: pulumi.Output<"SYNCED" | "NOT_SYNCED">;

    constructor(name: string, args: MigrationLinkArgs, options?: pulumi.CustomResourceOptions) {
        // The engine never asks the provider about --replace, so the order must stand in the resource's options.
        super(migrationLinkLifecycle.definition, name, args, { ...options, deleteBeforeReplace: true });
    }
}
