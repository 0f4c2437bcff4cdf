import type { AtlasClient } from "../../atlas/client";
import { isOutcomeUnknown } from "../../atlas/errors/errorPredicates";
import { explained, explanation } from "../../atlas/errors/errors";
import type { OrganizationResponse } from "../../atlas/endpoints/organizations";
import {
    createOrganization,
    getOrganization,
    updateOrganization,
    updateOrganizationSettings,
} from "../../atlas/endpoints/organizations";
import { covers } from "../../schema/diff";
import { PartialStateError } from "../../runtime/lifecycle";
import { shown } from "../../schema/properties";
import type { ProviderInstance } from "../../runtime/providerInstance";
import type { OrganizationInputs, OrganizationOutputs } from "./arguments";
import { clientOf, explainOwnCredential, refuseLockoutBySetting } from "./access";
import { applyFirstCredential, firstCredentialOutputs, firstCredentialRequest } from "./firstCredential";
import { deleteOldSecret, renewSecret } from "./renewal";
import { settingsToSend } from "./settings";
import { ONLY_FOR_NEW } from "./checks";

export async function createNew(
    instance: ProviderInstance,
    inputs: OrganizationInputs,
): Promise<OrganizationOutputs> {
    const { name, orgOwnerId, federationSettingsId, skipDefaultAlertsSettings } = inputs;
    if (orgOwnerId === undefined && instance.client.publicKey !== undefined) {
        throw new Error(
            "orgOwnerId is required when an API key creates an organization: the id of the user who will own it.",
        );
    }
    const given = {
        name,
        ...(orgOwnerId !== undefined && { orgOwnerId }),
        ...(federationSettingsId !== undefined && { federationSettingsId }),
        ...(skipDefaultAlertsSettings !== undefined && { skipDefaultAlertsSettings }),
    };
    try {
        const made = await createOrganization(instance.client, {
            ...given,
            ...firstCredentialRequest(inputs),
        });
        const outputs = { ...given, orgId: made.organization.id };
        return { ...outputs, ...firstCredentialOutputs(made, inputs, outputs) };
    } catch (error) {
        throw isOutcomeUnknown(error) ? organizationLost(inputs, error) : error;
    }
}

export async function takeOver(
    instance: ProviderInstance,
    { credentials }: OrganizationInputs,
    orgId: string,
): Promise<OrganizationOutputs> {
    const { name } = await getLivingOrganization(clientOf(instance, { credentials }), orgId);
    return {
        name: shown(name, `the name of organization ${orgId}`),
        orgId,
        existingOrgId: orgId,
        isAdopted: true,
        ...(credentials && { credentials }),
    };
}

/**
 * Brings an organization from what Atlas is known to hold to what the program wants, step by step. When a step fails,
 * state records the steps before it, so that the next `up` goes on from there.
 */
export async function reconcile(
    instance: ProviderInstance,
    held: OrganizationOutputs,
    wanted: OrganizationInputs,
): Promise<OrganizationOutputs> {
    let outputs = held;
    try {
        outputs = await takeCredentials(instance, outputs, wanted);
        // First of all: without a good secret nothing else can be done, this time or the next.
        outputs = await renewSecret(instance, outputs, wanted);
        const client = clientOf(instance, outputs);
        outputs = await applyNameAndAlerts(client, outputs, wanted);
        outputs = await applySettings(client, outputs, wanted);
        outputs = await applyFirstCredential(client, outputs, wanted);
        // Only what the state names already: a secret that this update has renewed is the way in until the state has the new one.
        if (outputs.oldClientSecretId === held.oldClientSecretId) {
            outputs = await deleteOldSecret(instance, outputs);
        }
    } catch (error) {
        const isOwn = covers(outputs.credentials, wanted.credentials);
        const shown = isOwn ? explainOwnCredential(error, outputs) : error;
        throw new PartialStateError(
            explanation(shown, {
                after: "What was done before is recorded: mend this, then run `pulumi up` again.",
            }),
            { id: held.orgId, outputs },
            error,
        );
    }
    return withSteering(outputs, wanted);
}

async function takeCredentials(
    instance: ProviderInstance,
    outputs: OrganizationOutputs,
    wanted: OrganizationInputs,
): Promise<OrganizationOutputs> {
    const { credentials } = wanted;
    if (credentials === undefined || covers(outputs.credentials, credentials)) {
        return outputs;
    }
    // Tried before they take the place of the old ones, which may be the only way in.
    await getLivingOrganization(instance.clientFor(credentials), outputs.orgId);
    // When their secret ends, nobody has said.
    // The secret that a renewal has replaced may be the very one that the program gives now: it is deleted no more.
    const { clientSecretExpiresAt: _, oldClientSecretId: __, ...others } = outputs;
    return { ...others, credentials };
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
    if (body.apiAccessListRequired === true && wanted.allowLockout !== true) {
        await refuseLockoutBySetting(client, outputs.orgId);
    }
    await updateOrganizationSettings(client, outputs.orgId, body);
    return { ...outputs, settings: { ...outputs.settings, ...wanted.settings } };
}

/** What only steers follows the program; existingOrgId may come and go, isAdopted says what happened. */
function withSteering(outputs: OrganizationOutputs, wanted: OrganizationInputs): OrganizationOutputs {
    const { deleteAdopted, allowLockout, existingOrgId, ...held } = outputs;
    return {
        ...held,
        ...(held.serviceAccount && wanted.serviceAccount && { serviceAccount: wanted.serviceAccount }),
        ...(wanted.allowLockout !== undefined && { allowLockout: wanted.allowLockout }),
        ...(wanted.deleteAdopted !== undefined && { deleteAdopted: wanted.deleteAdopted }),
        ...(wanted.existingOrgId !== undefined && { existingOrgId: wanted.existingOrgId }),
    };
}

function organizationLost(inputs: OrganizationInputs, error: unknown): Error {
    const { name, orgOwnerId } = inputs;
    const onlyForNew = inWords(ONLY_FOR_NEW.filter((input) => inputs[input] !== undefined));
    return explained(error, {
        after: `Atlas may have made the organization "${name}" all the same; its credential is lost, and another try might make a second one. Sign in to Atlas as its owner (${orgOwnerId === undefined ? "the owner of the calling organization" : `user ${orgOwnerId}`}) and look for it. If it is there, make an ORG_OWNER key in it, put its id into existingOrgId and that key into credentials instead of ${onlyForNew}, and run \`pulumi up\`; if it is not, just run \`pulumi up\` again.`,
    });
}

function inWords(names: readonly string[]): string {
    return new Intl.ListFormat("en-GB").format(names);
}
