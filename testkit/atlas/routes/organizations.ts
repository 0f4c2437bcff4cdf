import { addApiKey, apiKeyView, keyDescription, keyRoles } from "../apiKeyViews";
import { flag, hexId, readObject } from "../bodies";
import { selfLinks } from "../endpoint";
import type { Answer, Call, Endpoint } from "../endpoint";
import { ApiFailure, badRequest, notFound } from "../errors";
import { hasPrefix, pageOf } from "../pagination";
import { defaultSettings } from "../store";
import type { OrganizationRole, StoredOrganization } from "../store";

export const ORGANIZATION_ENDPOINTS: readonly Endpoint[] = [
    { method: "GET", path: "/orgs", rateLimit: "organizations", handle: listOrganizations },
    {
        method: "POST",
        path: "/orgs",
        rateLimit: "organizations",
        needsOwner: true,
        handle: createOrganization,
    },
    { method: "GET", path: "/orgs/{orgId}", rateLimit: "organization", handle: getOrganization },
    {
        method: "PATCH",
        path: "/orgs/{orgId}",
        rateLimit: "organization",
        needsOwner: true,
        handle: updateOrganization,
    },
    {
        method: "DELETE",
        path: "/orgs/{orgId}",
        rateLimit: "organization",
        needsOwner: true,
        handle: deleteOrganization,
    },
];

interface NewOrganization {
    name: string;
    orgOwnerId?: string;
    federationSettingsId?: string;
    skipDefaultAlertsSettings?: boolean;
    apiKey?: { desc: string; roles: OrganizationRole[] };
}

function listOrganizations(call: Call): Answer {
    const organizations = [call.organization].filter((organization) =>
        hasPrefix(organization.name, call.query["name"]),
    );
    return {
        status: 200,
        body: pageOf(
            call,
            organizations.map((organization) => view(call, organization)),
        ),
    };
}

function getOrganization(call: Call): Answer {
    return { status: 200, body: view(call, call.organization) };
}

function createOrganization(call: Call): Answer {
    const request = readNewOrganization(call.body);
    if (!call.organization.isPaying) {
        throw badRequest(
            "API_KEY_MUST_BE_ASSOCIATED_WITH_PAYING_ORG",
            "The API key must be associated with a paying organization.",
        );
    }
    const ownerId = checkOwner(call, request);
    const organization: StoredOrganization = {
        id: call.store.newId(),
        name: request.name,
        isPaying: false,
        isUnpaid: false,
        skipDefaultAlertsSettings: request.skipDefaultAlertsSettings ?? false,
        ownerId,
        payingOrgId: call.organization.id,
        ...(request.federationSettingsId && { federationSettingsId: request.federationSettingsId }),
        settings: defaultSettings(call.behaviour.newOrganizationsRequireAccessList),
    };
    call.store.organizations.set(organization.id, organization);
    call.store.users.get(ownerId)?.orgIds.add(organization.id);
    call.store.federations.get(request.federationSettingsId ?? "")?.add(organization.id);
    const key = request.apiKey && addApiKey(call.store, { orgId: organization.id, ...request.apiKey });
    return {
        status: 201,
        body: {
            ...(key && { apiKey: apiKeyView(call, key, true) }),
            ...(request.federationSettingsId && { federationSettingsId: request.federationSettingsId }),
            organization: view(call, organization),
            orgOwnerId: ownerId,
            skipDefaultAlertsSettings: organization.skipDefaultAlertsSettings,
        },
    };
}

function readNewOrganization(body: unknown): NewOrganization {
    return readObject(body, {
        required: { name: organizationName },
        optional: {
            orgOwnerId: hexId,
            federationSettingsId: hexId,
            skipDefaultAlertsSettings: flag,
            apiKey: (value: unknown) =>
                readObject(value, { required: { desc: keyDescription, roles: keyRoles }, optional: {} }),
            serviceAccount: refuseServiceAccount,
        },
    });
}

/** The owner must be a user of the caller's organization, or of one in the federation that is named. */
function checkOwner(call: Call, request: NewOrganization): string {
    const { orgOwnerId, federationSettingsId } = request;
    if (orgOwnerId === undefined) {
        throw badRequest("MISSING_ATTRIBUTE", "The required attribute orgOwnerId was not specified.", [
            "orgOwnerId",
        ]);
    }
    const federation = federationSettingsId && call.store.federations.get(federationSettingsId);
    if (federationSettingsId !== undefined && !federation) {
        throw notFound("RESOURCE_NOT_FOUND", `Cannot find resource ${federationSettingsId}.`, [
            federationSettingsId,
        ]);
    }
    const owner = call.store.users.get(orgOwnerId);
    const isKnown = federation
        ? [...federation].some((orgId) => call.store.organizations.get(orgId)?.ownerId === orgOwnerId)
        : owner?.orgIds.has(call.organization.id);
    if (owner === undefined || isKnown !== true) {
        throw notFound("USER_NOT_FOUND", `No user with ID ${orgOwnerId} exists.`, [orgOwnerId]);
    }
    return owner.id;
}

function updateOrganization(call: Call): Answer {
    const change = readObject(call.body, {
        required: { name: organizationName },
        optional: { skipDefaultAlertsSettings: flag },
        readOnly: ["id", "isDeleted", "links"],
    });
    Object.assign(call.organization, change);
    return { status: 200, body: view(call, call.organization) };
}

function deleteOrganization(call: Call): Answer {
    const { id, isUnpaid } = call.organization;
    if (call.store.projectsOf(id).length > 0) {
        throw new ApiFailure({
            status: 409,
            errorCode: "ORG_NOT_EMPTY",
            detail: "Cannot delete an organization that has active projects.",
        });
    }
    if (isUnpaid) {
        throw new ApiFailure({
            status: 402,
            errorCode: "CANNOT_DELETE_ORG_FAILED_PAYMENTS",
            detail: "Cannot delete an organization with failed payments.",
        });
    }
    call.store.removeOrganization(id);
    return { status: 204 };
}

function view(call: Call, organization: StoredOrganization): Record<string, unknown> {
    return {
        id: organization.id,
        isDeleted: false,
        links: selfLinks(call, `/orgs/${organization.id}`),
        name: organization.name,
        skipDefaultAlertsSettings: organization.skipDefaultAlertsSettings,
    };
}

/** The published pattern and a space: Atlas has organizations with spaces in their names. */
function organizationName(value: unknown): string {
    if (typeof value !== "string" || !/^[\p{L}\p{N}\-_.(),:&@+' ]{1,64}$/u.test(value)) {
        throw badRequest("INVALID_ORG_NAME", "The organization name is invalid.", [String(value)]);
    }
    return value;
}

function refuseServiceAccount(): never {
    throw new ApiFailure({
        status: 501,
        errorCode: "UNEXPECTED_ERROR",
        detail: "This emulated Atlas has no service accounts.",
    });
}
