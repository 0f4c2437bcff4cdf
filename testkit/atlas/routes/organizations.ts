import { flag, readObject } from "../http/bodies";
import type { Answer, Call, Endpoint } from "../endpoint";
import { ApiFailure } from "../errors";
import { organizationName, organizationView } from "./views/organizationViews";
import { hasPrefix, pageOf } from "../http/pagination";
import { createOrganization } from "./createOrganization";

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

function listOrganizations(call: Call): Answer {
    const organizations = [call.organization].filter((organization) =>
        hasPrefix(organization.name, call.query["name"]),
    );
    return {
        status: 200,
        body: pageOf(
            call,
            organizations.map((organization) => organizationView(call, organization)),
        ),
    };
}

function getOrganization(call: Call): Answer {
    return { status: 200, body: organizationView(call, call.organization) };
}

function updateOrganization(call: Call): Answer {
    const change = readObject(call.body, {
        required: { name: organizationName },
        optional: { skipDefaultAlertsSettings: flag },
        readOnly: ["id", "isDeleted", "links"],
    });
    Object.assign(call.organization, change);
    return { status: 200, body: organizationView(call, call.organization) };
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
