import type * as pulumi from "@pulumi/pulumi";
import { AtlasResource, isResourceOfKind } from "./atlasResource";
import { frontOfProgram } from "./front";
import { LINK_TOKENS } from "../resources/link/declaredLinkTokens";
import type { LinkTokenArgs, LinkTokenState } from "../resources/link/linkToken";
import { linkTokenLifecycle } from "../resources/link/linkToken";
import { declareLinkToken } from "./linkTokensOfProgram";

/**
 * The token that links a Cloud Manager or Ops Manager organization with an Atlas organization for live migration.
 * Ops Manager takes it under "Connect to Atlas". Atlas shows it once and can neither list nor name tokens, so a
 * replacement always deletes before it creates.
 *
 * ```ts
 * const link = new atlas.LinkToken("from-ops-manager", { orgId, accessListIps: ["203.0.113.10"] });
 * export const linkToken = link.linkToken;
 * ```
 *
 * An organization may have several, one for each source organization. As Atlas deletes one of them and nobody says
 * which, they are destroyed or rotated together; see onAmbiguousDelete for one of several. Construct them before the
 * first `await` of the program, so that each knows of the others.
 *
 * The credential needs the role ORG_OWNER. Deleting it fails while a migration is active.
 *
 * @throws pulumi.RunError on bad inputs, and on LinkTokens for one organization with different providers.
 * @see https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-createorglivemigrationlinktoken
 */
export class LinkToken extends AtlasResource {
    /**
     * Looks up the link of an organization, by the organization's id; Pulumi does not manage what it looks up.
     * The token itself is known only if `state` gives it.
     *
     * @throws when the organization does not exist: the run fails.
     */
    static get(
        name: string,
        id: pulumi.Input<pulumi.ID>,
        state?: LinkTokenState,
        options?: pulumi.CustomResourceOptions,
    ): LinkToken {
        return new LinkToken(name, { orgId: id, ...state }, { ...options, id });
    }

    /** Whether a value is a LinkToken, also one of another copy of this package. */
    static override isInstance(value: unknown): value is LinkToken {
        return isResourceOfKind(linkTokenLifecycle.definition.kind, value);
    }

    /** The id of the organization. */
    declare public readonly orgId: pulumi.Output<string>;
    /** The addresses that may use the link, as given. */
    declare public readonly accessListIps: pulumi.Output<string[] | undefined>;
    /** As given. */
    declare public readonly onConflict: pulumi.Output<"fail" | "replace" | undefined>;
    /** As given. */
    declare public readonly onAmbiguousDelete: pulumi.Output<"leave" | "deleteAny" | undefined>;
    /** As given. */
    declare public readonly keepers: pulumi.Output<Record<string, string> | undefined>;
    /** The token to enter in Cloud Manager or Ops Manager. Always a secret. */
    declare public readonly linkToken: pulumi.Output<string>;

    constructor(name: string, args: LinkTokenArgs, options: pulumi.CustomResourceOptions = {}) {
        const internalInputs = options.id === undefined ? declared(name, args, options) : {};
        // The engine never asks the provider about --replace, so the order must stand in the resource's options.
        super(
            linkTokenLifecycle.definition,
            name,
            { ...args, ...internalInputs },
            {
                ...options,
                deleteBeforeReplace: true,
            },
        );
    }
}

function declared(name: string, args: LinkTokenArgs, options: pulumi.CustomResourceOptions): object {
    const { kind } = linkTokenLifecycle.definition;
    const provider = options.provider ?? options.parent?.getProvider(frontOfProgram().typeToken(kind));
    return { [LINK_TOKENS]: declareLinkToken(name, args, { parent: options.parent, provider }) };
}
