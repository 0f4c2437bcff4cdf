import * as pulumi from "@pulumi/pulumi";
import type { OrganizationRole } from "../atlas/endpoints/organizationRole";
import { AtlasResource, isResourceOfKind } from "./atlasResource";
import type { OrgApiKeyArgs, OrgApiKeyState } from "../resources/orgApiKey";
import { ORG_API_KEY_ID, orgApiKeyLifecycle } from "../resources/orgApiKey";

/**
 * A programmatic API key of an organization.
 *
 * ```ts
 * const runner = new atlas.OrgApiKey("runner", { orgId, description: "CI runner", roles: ["ORG_MEMBER"] });
 * ```
 *
 * The credential needs the role ORG_OWNER. Deleting the key also takes it out of every project.
 *
 * @throws pulumi.RunError on bad inputs.
 * @see https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-createorgapikey
 */
export class OrgApiKey extends AtlasResource {
    /**
     * Looks up a key by "<orgId>-<apiKeyId>"; Pulumi does not manage what it looks up. The private key is known only
     * if `state` gives it.
     *
     * @throws when the key does not exist: the run fails.
     */
    static get(
        name: string,
        id: pulumi.Input<pulumi.ID>,
        state: OrgApiKeyState = {},
        options?: pulumi.CustomResourceOptions,
    ): OrgApiKey {
        return new OrgApiKey(name, state as OrgApiKeyArgs, { ...options, id });
    }

    /** Whether a value is an OrgApiKey, also one of another copy of this package. */
    static override isInstance(value: unknown): value is OrgApiKey {
        return isResourceOfKind(orgApiKeyLifecycle.definition.kind, value);
    }

    /** The id of the organization. */
    declare public readonly orgId: pulumi.Output<string>;
    /** What the key is for. */
    declare public readonly description: pulumi.Output<string>;
    /** Its roles in the organization, in the order of the program. */
    declare public readonly roles: pulumi.Output<OrganizationRole[]>;
    /** The id of the key, 24 hexadecimal digits: what OrgApiKeyAccessListEntry takes. Known also while it is updated. */
    declare public readonly apiKeyId: pulumi.Output<string>;
    /** The name that the key signs in with: eight letters. Not a secret. */
    declare public readonly publicKey: pulumi.Output<string>;
    /** The secret that belongs to it. Always a secret in Pulumi. */
    declare public readonly privateKey: pulumi.Output<string>;

    constructor(name: string, args: OrgApiKeyArgs, options?: pulumi.CustomResourceOptions) {
        super(orgApiKeyLifecycle.definition, name, args, options);
        // Other outputs are unknown at preview while the key is updated; its id is not, and names the key. Only the mocks
        // of a unit test have ids of another form.
        const { id, apiKeyId } = this;
        this.apiKeyId = id.apply((known) => pulumi.output(ORG_API_KEY_ID.exec(known)?.[2] ?? apiKeyId));
    }
}
