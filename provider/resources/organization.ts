import type * as pulumi from "@pulumi/pulumi";
import { AtlasResource, isResourceOfKind } from "../dynamic/atlasResource";
import { ifKnown, isBoolean, isOptionalObjectId, isText, onceKnown } from "../dynamic/checks";
import type { Change, CreatedResource, Lifecycle, ResourceDefinition } from "../dynamic/lifecycle";
import type { Properties } from "../dynamic/properties";
import { isPresent } from "../dynamic/properties";
import { perSession } from "../dynamic/session";
import {
    apiKeyProblem,
    createsWithItsOwnCredential,
    credentialsProblem,
    hasOneFirstCredential,
    isManageable,
    serviceAccountProblem,
    keepsItselfIn,
    takesOverOrCreates,
} from "./organizationChecks";
import { clientOf, explainOwnCredential } from "./organizationAccess";
import type {
    OrganizationApiKey,
    OrganizationCredentials,
    OrganizationServiceAccount,
} from "./organizationCredentials";
import { deleteWithCredentials } from "./organizationDeletion";
import { canonicalApiKey, canonicalServiceAccount } from "./organizationFirstCredential";
import { readOrganization } from "./organizationReading";
import type { OrganizationSettings } from "./organizationSettings";
import { settingsProblem } from "./organizationSettings";
import type { OrganizationInputs, OrganizationOutputs } from "./organizationSteps";
import { converge, createNew, takeOver } from "./organizationSteps";

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

const NAME_MAX_LENGTH = 64;

const definition: ResourceDefinition = {
    kind: "Organization",
    hostExport: "organization",
    inputs: [
        "name",
        "orgOwnerId",
        "apiKey",
        "serviceAccount",
        "federationSettingsId",
        "skipDefaultAlertsSettings",
        "settings",
        "existingOrgId",
        "deleteAdopted",
        "credentials",
        "allowLockout",
    ],
    outputs: ["apiKeyId", "clientId", "clientSecretExpiresAt"],
    secrets: ["credentials"],
    subject: ({ name }) => JSON.stringify(name),
    sets: [{ path: ["apiKey", "roles"] }, { path: ["serviceAccount", "roles"] }],
    claims: [
        {
            inputs: ["existingOrgId"],
            thing: "organization",
            refusal: ({ existingOrgId }, { name }, earlier) =>
                `Organization "${name}": the Organization "${earlier.name}" of this program has taken over ${String(existingOrgId)} already. The two would undo each other's work, and deleting one would delete the other. Keep one.`,
        },
    ],
    checks: [
        isText("name", { maxLength: NAME_MAX_LENGTH }),
        isOptionalObjectId("orgOwnerId"),
        ifKnown("apiKey", apiKeyProblem),
        ifKnown("serviceAccount", serviceAccountProblem),
        isOptionalObjectId("federationSettingsId"),
        isBoolean("skipDefaultAlertsSettings"),
        ifKnown("settings", settingsProblem),
        isOptionalObjectId("existingOrgId"),
        isBoolean("deleteAdopted"),
        ifKnown("credentials", credentialsProblem),
        isBoolean("allowLockout"),
        isManageable,
        onceKnown(["apiKey", "serviceAccount"], hasOneFirstCredential),
        onceKnown(
            ["existingOrgId", "apiKey", "serviceAccount", "orgOwnerId", "federationSettingsId"],
            takesOverOrCreates,
        ),
    ],
};

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
        return isResourceOfKind(definition.kind, value);
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
     * When the secret ends that was made with it: ISO 8601, UTC. Before that, put another into credentials; then this is
     * undefined, as only Atlas knows when that one ends.
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
        super(definition, name, args, options);
        // Other outputs are unknown at preview while the organization is updated; its id is not.
        this.orgId = this.id;
    }
}

const CREATE_ONLY =
    "Atlas sets it when an organization is created and cannot change it. Put the old value back.";

/** Organizations that this operation took over: the delete of the same one under its old name must spare them. */
const adoptedHere = perSession(() => new Set<string>());

export const organizationLifecycle: Lifecycle<OrganizationInputs, OrganizationOutputs> = {
    definition,
    diffTable: [
        { inputs: ["name"], onChange: "update" },
        { inputs: ["orgOwnerId"], onChange: "refuse", refusal: CREATE_ONLY },
        { inputs: ["federationSettingsId"], onChange: "refuse", refusal: CREATE_ONLY },
        {
            inputs: ["existingOrgId"],
            onChange: "refuse",
            value: ({ orgId, existingOrgId }) => orgId ?? existingOrgId,
            refusal: "this resource manages another organization. Give the other one a resource of its own.",
        },
        {
            inputs: ["apiKey"],
            onChange: "refuse",
            value: ({ apiKey, apiKeyId, orgId }) =>
                isPresent(orgId) ? isPresent(apiKeyId) : isPresent(apiKey) || undefined,
            refusal:
                "an organization gets this key only when it is created. Make an OrgApiKey, and pass it as credentials.",
        },
        {
            inputs: ["serviceAccount"],
            onChange: "refuse",
            value: ({ serviceAccount, clientId, orgId }) =>
                isPresent(orgId) ? isPresent(clientId) : isPresent(serviceAccount) || undefined,
            refusal:
                "an organization gets this service account only when it is created. Make one in the Atlas UI, and pass it as credentials.",
        },
        {
            inputs: ["serviceAccount"],
            onChange: "refuse",
            value: ({ serviceAccount }) =>
                (serviceAccount as Properties | undefined)?.["secretExpiresAfterHours"],
            refusal:
                "secretExpiresAfterHours counts only for the first secret. Put the old value back; make a new secret in the Atlas UI, and pass it as credentials.",
        },
        { inputs: ["apiKey"], onChange: "updateIfDeclared", value: ({ apiKey }) => canonicalApiKey(apiKey) },
        {
            inputs: ["serviceAccount"],
            onChange: "updateIfDeclared",
            value: ({ serviceAccount }) => canonicalServiceAccount(serviceAccount),
        },
        { inputs: ["skipDefaultAlertsSettings"], onChange: "updateIfDeclared" },
        { inputs: ["settings"], onChange: "updateIfDeclared" },
        { inputs: ["credentials"], onChange: "updateIfDeclared" },
        { inputs: ["deleteAdopted"], onChange: "update" },
        { inputs: ["allowLockout"], onChange: "update" },
    ],
    callers: ({ apiKey, serviceAccount, credentials }) => ({
        provider: !isPresent(credentials),
        own: [apiKey, serviceAccount, credentials].some(isPresent),
    }),
    checksOfNew: [onceKnown(["credentials", "existingOrgId"], createsWithItsOwnCredential), keepsItselfIn],

    async create(session, inputs): Promise<CreatedResource<OrganizationOutputs>> {
        const made =
            inputs.existingOrgId === undefined
                ? await createNew(session, inputs)
                : await takeOver(session, inputs, inputs.existingOrgId);
        if (made.isAdopted === true) {
            adoptedHere(session).add(made.orgId);
        }
        return { id: made.orgId, outputs: await converge(session, made, inputs) };
    },

    read: readOrganization,

    goneWarning: ({ isAdopted }) =>
        isAdopted === true
            ? `it was taken over, and is gone from Atlas. Remove it from the program.`
            : `it is gone from Atlas. The next \`pulumi up\` creates a new one under the same name, without what was in it.`,

    update(session, { id, old, wanted }: Change<OrganizationInputs, OrganizationOutputs>) {
        return converge(session, { ...old, orgId: id }, wanted);
    },

    async delete(session, id, outputs) {
        if (outputs.isAdopted === true && outputs.deleteAdopted !== true) {
            session.warn(
                `Organization ${id}: it was taken over, not created, and is left as it is. Set deleteAdopted: true, run \`pulumi up\`, then destroy to delete it.`,
            );
            return;
        }
        if (adoptedHere(session).has(id)) {
            session.warn(
                `Organization ${id}: it has become another resource of the program in this run, which manages it now: it is not deleted. Give a renamed Organization the option \`aliases\`.`,
            );
            return;
        }
        try {
            await deleteWithCredentials(clientOf(session, outputs), id);
        } catch (error) {
            throw explainOwnCredential(error, outputs);
        }
    },
};
