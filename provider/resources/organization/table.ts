import { onceKnown } from "../../schema/checks";
import type { Claimant } from "../../schema/claim";
import type { DiffRow } from "../../schema/diff";
import type { Properties } from "../../schema/properties";
import { isPresent } from "../../schema/properties";
import type { SchemaOf } from "../../schema/schema";
import { ANY_TEXT, FLAG, OBJECT_ID, text } from "../../schema/valueTypes";
import type { OrganizationOutputs, OrganizationParts } from "./arguments";
import {
    CREDENTIALS,
    FIRST_API_KEY,
    FIRST_SERVICE_ACCOUNT,
    hasOneFirstCredential,
    isManageable,
    takesOverOrCreates,
} from "./checks";
import { canonicalApiKey, canonicalServiceAccount } from "./firstCredential";
import { SETTINGS } from "./settings";

const NAME_MAX_LENGTH = 64;

const CREATE_ONLY =
    "Atlas sets it when an organization is created and cannot change it. Put the old value back.";

// An OrgApiKey of the same program would need the organization, which would need the key.
function otherCredential(input: string): string {
    return `Remove ${input} from the program. If the organization is to have another credential, make one with ORG_OWNER in it, in the Atlas UI or as an OrgApiKey by a \`pulumi up\` before, and give its values as credentials.`;
}

const API_KEY_CHANGES: readonly DiffRow[] = [
    {
        inputs: ["apiKey"],
        onChange: "refuse",
        value: ({ apiKey, apiKeyId, orgId }) =>
            isPresent(orgId) ? isPresent(apiKeyId) : isPresent(apiKey) || undefined,
        refusal: `an organization gets this key only when it is created. ${otherCredential("apiKey")}`,
    },
    { inputs: ["apiKey"], onChange: "updateIfDeclared", value: ({ apiKey }) => canonicalApiKey(apiKey) },
];

const SERVICE_ACCOUNT_CHANGES: readonly DiffRow[] = [
    {
        inputs: ["serviceAccount"],
        onChange: "refuse",
        value: ({ serviceAccount, clientId, orgId }) =>
            isPresent(orgId) ? isPresent(clientId) : isPresent(serviceAccount) || undefined,
        refusal: `an organization gets this service account only when it is created. ${otherCredential("serviceAccount")}`,
    },
    {
        inputs: ["serviceAccount"],
        onChange: "refuse",
        // Outputs have an orgId. With a renewal, other hours are for the next secret.
        value: ({ serviceAccount, orgId }) => {
            const { secretExpiresAfterHours, renewBeforeHours } = (serviceAccount ?? {}) as Properties;
            return isPresent(orgId) || !isPresent(renewBeforeHours) ? secretExpiresAfterHours : undefined;
        },
        refusal:
            "secretExpiresAfterHours counts only for the first secret, unless renewBeforeHours is given. Put the old value back; make a new secret in the Atlas UI, and pass it as credentials. Or set renewBeforeHours: then it counts for the next secret.",
    },
    {
        inputs: ["serviceAccount"],
        onChange: "steers",
        value: ({ serviceAccount }) => {
            const { secretExpiresAfterHours, renewBeforeHours } = (serviceAccount ?? {}) as Properties;
            return isPresent(renewBeforeHours) ? [renewBeforeHours, secretExpiresAfterHours] : undefined;
        },
    },
    {
        inputs: ["serviceAccount"],
        onChange: "updateIfDeclared",
        value: ({ serviceAccount }) => canonicalServiceAccount(serviceAccount),
    },
];

/** The one table of an Organization. */
export const organizationSchema = {
    kind: "Organization",
    hostExport: "organization",
    properties: {
        name: { role: "input", type: text({ maxLength: NAME_MAX_LENGTH }), change: "update" },
        orgOwnerId: {
            role: "input",
            type: OBJECT_ID,
            isOptional: true,
            change: "refuse",
            refusal: CREATE_ONLY,
        },
        apiKey: { role: "input", type: FIRST_API_KEY, isOptional: true, change: API_KEY_CHANGES },
        serviceAccount: {
            role: "input",
            type: FIRST_SERVICE_ACCOUNT,
            isOptional: true,
            change: SERVICE_ACCOUNT_CHANGES,
        },
        federationSettingsId: {
            role: "input",
            type: OBJECT_ID,
            isOptional: true,
            change: "refuse",
            refusal: CREATE_ONLY,
        },
        skipDefaultAlertsSettings: {
            role: "input",
            type: FLAG,
            isOptional: true,
            change: "updateIfDeclared",
        },
        settings: { role: "input", type: SETTINGS, isOptional: true, change: "updateIfDeclared" },
        existingOrgId: {
            role: "input",
            type: OBJECT_ID,
            isOptional: true,
            change: "refuse",
            canonical: ({ orgId, existingOrgId }: Properties) => orgId ?? existingOrgId,
            refusal: "this resource manages another organization. Give the other one a resource of its own.",
        },
        deleteAdopted: { role: "input", type: FLAG, isOptional: true, change: "steers" },
        credentials: {
            role: "input",
            type: CREDENTIALS,
            isOptional: true,
            isSecret: true,
            isComputed: true,
            change: "updateIfDeclared",
        },
        allowLockout: { role: "input", type: FLAG, isOptional: true, change: "steers" },
        orgId: { role: "output", type: OBJECT_ID },
        apiKeyId: { role: "output", type: OBJECT_ID, isOptional: true },
        clientId: { role: "output", type: ANY_TEXT, isOptional: true },
        clientSecretExpiresAt: { role: "output", type: ANY_TEXT, isOptional: true },
    },
    subject: ({ name }: Properties) => JSON.stringify(name),
    claims: [
        {
            inputs: ["existingOrgId"],
            thing: "organization",
            refusal: ({ existingOrgId }: Properties, { name }: Claimant, earlier: Claimant) =>
                `Organization "${name}": the Organization "${earlier.name}" of this program has taken over ${String(existingOrgId)} already. The two would undo each other's work, and deleting one would delete the other. Keep one.`,
        },
    ],
    rules: [
        isManageable,
        onceKnown(["apiKey", "serviceAccount"], hasOneFirstCredential),
        onceKnown(
            ["existingOrgId", "apiKey", "serviceAccount", "orgOwnerId", "federationSettingsId"],
            takesOverOrCreates,
        ),
    ],
} satisfies SchemaOf<OrganizationParts, MadeOutputs>;

/** What Atlas makes with an organization, and state records. */
type MadeOutputs = Pick<OrganizationOutputs, "orgId" | "apiKeyId" | "clientId" | "clientSecretExpiresAt">;
