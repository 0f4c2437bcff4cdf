import { apiKeyView, keyDescription, keyRoles } from "./views/apiKeyViews";
import { flag, hexId, orNull, readObject } from "../http/bodies";
import type { Answer, Call } from "../endpoint";
import { badRequest, notFound } from "../errors";
import { organizationName, organizationView } from "./views/organizationViews";
import { serviceAccountFields, serviceAccountView } from "./views/serviceAccountViews";
import type { ServiceAccountRequest } from "./views/serviceAccountViews";
import type { OrganizationRole } from "../store/organizationRole";
import type { StoredOrganization } from "../store/storedOrganization";
import { defaultSettings } from "../store/storedSettings";

interface NewOrganization {
    name: string;
    orgOwnerId?: string;
    federationSettingsId?: string;
    skipDefaultAlertsSettings?: boolean;
    apiKey?: { desc: string; roles: OrganizationRole[] };
    serviceAccount?: ServiceAccountRequest | null;
}

export function createOrganization(call: Call): Answer {
    const request = readNewOrganization(call.body);
    if (!call.organization.isPaying) {
        throw badRequest(
            "API_KEY_MUST_BE_ASSOCIATED_WITH_PAYING_ORG",
            "Only a key of a paying organization can do this.",
        );
    }
    const organization = addOrganization(call, request, checkOwner(call, request));
    return {
        status: 201,
        body: {
            ...addCredential(call, organization.id, request),
            ...(request.federationSettingsId && { federationSettingsId: request.federationSettingsId }),
            organization: organizationView(call, organization),
            ...(organization.ownerId && { orgOwnerId: organization.ownerId }),
            skipDefaultAlertsSettings: organization.skipDefaultAlertsSettings,
        },
    };
}

function addOrganization(
    call: Call,
    request: NewOrganization,
    ownerId: string | undefined,
): StoredOrganization {
    const organization: StoredOrganization = {
        id: call.store.newId(),
        name: request.name,
        isPaying: false,
        isUnpaid: false,
        skipDefaultAlertsSettings: request.skipDefaultAlertsSettings ?? false,
        ...(ownerId && { ownerId }),
        payingOrgId: call.organization.id,
        ...(request.federationSettingsId && { federationSettingsId: request.federationSettingsId }),
        settings: defaultSettings(call.behaviour.newOrganizationsRequireAccessList),
    };
    call.store.organizations.set(organization.id, organization);
    call.store.users.get(ownerId ?? "")?.orgIds.add(organization.id);
    call.store.federations.get(request.federationSettingsId ?? "")?.add(organization.id);
    return organization;
}

/** Makes the API key or the service account that the request asks for, and shows its secret. */
function addCredential(call: Call, orgId: string, request: NewOrganization): Record<string, unknown> {
    if (request.apiKey) {
        const key = call.store.addApiKey({ orgId, ...request.apiKey });
        return { apiKey: apiKeyView(call, key, true) };
    }
    if (request.serviceAccount) {
        const account = call.store.addServiceAccount({ ...request.serviceAccount, orgId, now: call.now });
        return { serviceAccount: serviceAccountView(account, account.secrets[0]) };
    }
    return {};
}

function readNewOrganization(body: unknown): NewOrganization {
    const request = readObject(body, {
        required: { name: organizationName },
        optional: {
            orgOwnerId: hexId,
            federationSettingsId: hexId,
            skipDefaultAlertsSettings: flag,
            apiKey: (value: unknown) =>
                readObject(value, { required: { desc: keyDescription, roles: keyRoles }, optional: {} }),
            serviceAccount: orNull((value: unknown) =>
                readObject(value, { required: serviceAccountFields(defaultSettings(false)), optional: {} }),
            ),
        },
    });
    // That there may be one only is published, the code is not.
    if (request.apiKey && request.serviceAccount) {
        throw badRequest("VALIDATION_ERROR", "Give an apiKey or a serviceAccount, not both.", [
            "apiKey",
            "serviceAccount",
        ]);
    }
    return request;
}

/** The owner must be a user of the caller's organization, or of one in the federation that is named. */
function checkOwner(call: Call, request: NewOrganization): string | undefined {
    const { orgOwnerId, federationSettingsId } = request;
    const federation = findFederation(call, federationSettingsId);
    if (orgOwnerId === undefined) {
        return ownerOfCaller(call);
    }
    const owner = call.store.users.get(orgOwnerId);
    const isKnown = federation
        ? [...federation].some((orgId) => call.store.organizations.get(orgId)?.ownerId === orgOwnerId)
        : owner?.orgIds.has(call.organization.id);
    if (owner === undefined || isKnown !== true) {
        throw notFound("USER_NOT_FOUND", `There is no user ${orgOwnerId}.`, [orgOwnerId]);
    }
    return owner.id;
}

/** Only a service account may leave the owner out. */
function ownerOfCaller(call: Call): string | undefined {
    if (call.caller.kind === "apiKey") {
        throw badRequest("MISSING_ATTRIBUTE", "orgOwnerId is missing.", ["orgOwnerId"]);
    }
    return call.organization.ownerId;
}

function findFederation(call: Call, federationSettingsId: string | undefined): Set<string> | undefined {
    const federation = call.store.federations.get(federationSettingsId ?? "");
    if (federationSettingsId !== undefined && federation === undefined) {
        throw notFound("RESOURCE_NOT_FOUND", `Cannot find resource ${federationSettingsId}.`, [
            federationSettingsId,
        ]);
    }
    return federation;
}
