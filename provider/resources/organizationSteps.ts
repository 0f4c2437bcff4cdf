import { updateApiKey } from "../atlas/apiKeys";
import type { AtlasClient, AtlasCredential } from "../atlas/client";
import { isApiKeyGone, isOutcomeUnknown } from "../atlas/errorPredicates";
import type { OrganizationRole } from "../atlas/organizationRole";
import type { CreateOrganizationResponse, OrganizationResponse } from "../atlas/organizations";
import { createOrganization, getOrganization, updateOrganization } from "../atlas/organizations";
import { updateOrganizationSettings } from "../atlas/organizationSettings";
import { covers } from "../dynamic/diff";
import { PartialStateError } from "../dynamic/lifecycle";
import type { Properties } from "../dynamic/properties";
import { isPresent } from "../dynamic/properties";
import type { AtlasSession } from "../dynamic/session";
import { clientOf, explainOwnKey, refuseLockoutBySetting } from "./organizationKey";
import { settingsToSend } from "./organizationSettings";
import { roleSet } from "./apiKeyInputs";

/** The inputs of an Organization, as the host sees them. */
export interface OrganizationInputs {
    name: string;
    orgOwnerId?: string;
    apiKey?: { description: string; roles: OrganizationRole[] };
    federationSettingsId?: string;
    skipDefaultAlertsSettings?: boolean;
    settings?: Properties;
    existingOrgId?: string;
    deleteAdopted?: boolean;
    credentials?: AtlasCredential;
}

/** What state holds of an Organization: only what Atlas has confirmed. */
export interface OrganizationOutputs extends OrganizationInputs {
    orgId: string;
    apiKeyId?: string;
    /** Taken over, not created: written once, so that no later edit of the program makes a destroy delete it. */
    isAdopted?: boolean;
}

export async function createNew(
    session: AtlasSession,
    inputs: OrganizationInputs,
): Promise<OrganizationOutputs> {
    const { name, orgOwnerId, apiKey, federationSettingsId, skipDefaultAlertsSettings } = inputs;
    if (orgOwnerId === undefined) {
        throw new Error(
            "orgOwnerId is required when an API key creates an organization: the id of the user who will own it.",
        );
    }
    const given = {
        name,
        orgOwnerId,
        ...(federationSettingsId !== undefined && { federationSettingsId }),
        ...(skipDefaultAlertsSettings !== undefined && { skipDefaultAlertsSettings }),
    };
    try {
        const made = await createOrganization(session.client, {
            ...given,
            ...(apiKey && { apiKey: { desc: apiKey.description, roles: apiKey.roles } }),
        });
        const outputs = { ...given, orgId: made.organization.id };
        return apiKey === undefined ? outputs : { ...outputs, apiKey, ...ownKey(made, outputs) };
    } catch (error) {
        throw isOutcomeUnknown(error) ? organizationLost(inputs, error) : error;
    }
}

/** @throws PartialStateError if Atlas's answer holds no whole key: the organization is known at least. */
function ownKey(
    { apiKey }: CreateOrganizationResponse,
    outputs: OrganizationOutputs,
): Required<Pick<OrganizationOutputs, "apiKeyId" | "credentials">> {
    const { id, publicKey, privateKey } = apiKey ?? {};
    if (!id || !publicKey || !privateKey) {
        throw new PartialStateError(
            `Atlas made the organization "${outputs.name}" (${outputs.orgId}), but its answer holds no whole API key. Sign in as its owner, make an ORG_OWNER key in it, put that into credentials, remove apiKey from the program, and run \`pulumi up\` again.`,
            { id: outputs.orgId, outputs },
            undefined,
        );
    }
    return { apiKeyId: id, credentials: { publicKey, privateKey } };
}

export async function takeOver(
    session: AtlasSession,
    { credentials }: OrganizationInputs,
    orgId: string,
): Promise<OrganizationOutputs> {
    const { name } = await getLivingOrganization(clientOf(session, { credentials }), orgId);
    return { name, orgId, existingOrgId: orgId, isAdopted: true, ...(credentials && { credentials }) };
}

/**
 * Brings an organization from what Atlas is known to hold to what the program wants, step by step. When a step fails,
 * state records the steps before it, so that the next `up` goes on from there.
 */
export async function converge(
    session: AtlasSession,
    held: OrganizationOutputs,
    wanted: OrganizationInputs,
): Promise<OrganizationOutputs> {
    let outputs = held;
    try {
        outputs = await takeCredentials(session, outputs, wanted);
        const client = clientOf(session, outputs);
        outputs = await applyNameAndAlerts(client, outputs, wanted);
        outputs = await applySettings(client, outputs, wanted);
        outputs = await applyApiKey(client, outputs, wanted);
    } catch (error) {
        const isOwnKey = covers(outputs.credentials, wanted.credentials);
        const shown = isOwnKey ? explainOwnKey(error, outputs) : error;
        throw new PartialStateError(
            `${(shown as Error).message} What was done before is recorded: mend this, then run \`pulumi up\` again.`,
            { id: held.orgId, outputs },
            error,
        );
    }
    return withSteering(outputs, wanted);
}

async function takeCredentials(
    session: AtlasSession,
    outputs: OrganizationOutputs,
    wanted: OrganizationInputs,
): Promise<OrganizationOutputs> {
    const { credentials } = wanted;
    if (credentials === undefined || covers(outputs.credentials, credentials)) {
        return outputs;
    }
    // Tried before they take the place of the old ones, which may be the only way in.
    await getLivingOrganization(session.clientFor(credentials), outputs.orgId);
    return { ...outputs, credentials };
}

async function getLivingOrganization(client: AtlasClient, orgId: string): Promise<OrganizationResponse> {
    const organization = await getOrganization(client, orgId);
    if (organization.isDeleted === true) {
        throw new Error(`organization ${orgId} is being deleted: Atlas only shows it for a while.`);
    }
    return organization;
}

async function applyNameAndAlerts(
    client: AtlasClient,
    outputs: OrganizationOutputs,
    wanted: OrganizationInputs,
): Promise<OrganizationOutputs> {
    const { name, skipDefaultAlertsSettings = outputs.skipDefaultAlertsSettings } = wanted;
    if (name === outputs.name && skipDefaultAlertsSettings === outputs.skipDefaultAlertsSettings) {
        return outputs;
    }
    const alerts = skipDefaultAlertsSettings === undefined ? {} : { skipDefaultAlertsSettings };
    await updateOrganization(client, outputs.orgId, { name, ...alerts });
    return { ...outputs, name, ...alerts };
}

async function applySettings(
    client: AtlasClient,
    outputs: OrganizationOutputs,
    wanted: OrganizationInputs,
): Promise<OrganizationOutputs> {
    const body = settingsToSend(wanted.settings, outputs.settings);
    if (Object.keys(body).length === 0) {
        return outputs;
    }
    if (body.apiAccessListRequired === true) {
        await refuseLockoutBySetting(client, outputs.orgId);
    }
    await updateOrganizationSettings(client, outputs.orgId, body);
    return { ...outputs, settings: { ...outputs.settings, ...wanted.settings } };
}

async function applyApiKey(
    client: AtlasClient,
    outputs: OrganizationOutputs,
    wanted: OrganizationInputs,
): Promise<OrganizationOutputs> {
    const { apiKey } = wanted;
    const isHeld = covers(canonicalApiKey(outputs.apiKey), canonicalApiKey(apiKey));
    if (apiKey === undefined || isHeld || outputs.apiKeyId === undefined) {
        return outputs;
    }
    try {
        const { description: desc, roles } = apiKey;
        await updateApiKey(client, outputs.orgId, outputs.apiKeyId, { desc, roles });
        return { ...outputs, apiKey };
    } catch (error) {
        throw isApiKeyGone(error) ? firstKeyGone(outputs.apiKeyId, error) : error;
    }
}

function firstKeyGone(apiKeyId: string, error: unknown): Error {
    return new Error(
        `${(error as Error).message} The organization's first key (${apiKeyId}) is gone: remove apiKey from the program, and manage the key in credentials as an OrgApiKey.`,
        { cause: error },
    );
}

/** deleteAdopted follows the program; existingOrgId may come and go, isAdopted says what happened. */
function withSteering(outputs: OrganizationOutputs, wanted: OrganizationInputs): OrganizationOutputs {
    const { deleteAdopted, existingOrgId, ...held } = outputs;
    return {
        ...held,
        ...(wanted.deleteAdopted !== undefined && { deleteAdopted: wanted.deleteAdopted }),
        ...(wanted.existingOrgId !== undefined && { existingOrgId: wanted.existingOrgId }),
    };
}

function organizationLost({ name, orgOwnerId }: OrganizationInputs, error: unknown): Error {
    return new Error(
        `${(error as Error).message} Atlas may have made the organization "${name}" all the same; its key is lost, and another try might make a second one. Sign in to Atlas as its owner (user ${orgOwnerId ?? "named in orgOwnerId"}) and look for it. If it is there, make an ORG_OWNER key in it, put its id into existingOrgId and that key into credentials instead of apiKey and orgOwnerId, and run \`pulumi up\`; if it is not, just run \`pulumi up\` again.`,
        { cause: error },
    );
}

export function canonicalApiKey(apiKey: unknown): unknown {
    if (!isPresent(apiKey)) {
        return undefined;
    }
    const { description, roles } = apiKey as Properties;
    return { description, roles: roleSet(roles) };
}
