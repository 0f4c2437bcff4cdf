import type * as pulumi from "@pulumi/pulumi";
import { ifKnown, isBoolean, isOptionalObjectId, isText, onceKnown } from "../../core/checks";
import type { Change, CreatedResource, Lifecycle, ResourceDefinition } from "../../core/lifecycle";
import type { Properties } from "../../core/properties";
import { isPresent } from "../../core/properties";
import { perSession } from "../../core/session";
import {
    apiKeyProblem,
    createsWithItsOwnCredential,
    credentialsProblem,
    hasOneFirstCredential,
    isManageable,
    serviceAccountProblem,
    keepsItselfIn,
    takesOverOrCreates,
} from "./checks";
import { clientOf, explainOwnCredential } from "./access";
import type { OrganizationApiKey, OrganizationCredentials, OrganizationServiceAccount } from "./credentials";
import { deleteWithCredentials } from "./deletion";
import { canonicalApiKey, canonicalServiceAccount } from "./firstCredential";
import { readOrganization } from "./reading";
import type { OrganizationSettings } from "./settings";
import { settingsProblem } from "./settings";
import type { OrganizationInputs, OrganizationOutputs } from "./steps";
import { converge, createNew, takeOver } from "./steps";

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

export const organizationDefinition: ResourceDefinition = {
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

const CREATE_ONLY =
    "Atlas sets it when an organization is created and cannot change it. Put the old value back.";

/** Organizations that this operation took over: the delete of the same one under its old name must spare them. */
const adoptedHere = perSession(() => new Set<string>());

export const organizationLifecycle: Lifecycle<OrganizationInputs, OrganizationOutputs> = {
    definition: organizationDefinition,
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
