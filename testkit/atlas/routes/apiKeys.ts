import { apiKeyView, keyDescription, keyRoles } from "./views/apiKeyViews";
import { asObject, readObject } from "../http/bodies";
import type { Answer, Call, Endpoint } from "../endpoint";
import { ApiFailure, badRequest } from "../errors";
import { pageOf } from "../http/pagination";
import type { StoredApiKey } from "../store/storedApiKey";

const MAX_KEYS_PER_ORGANIZATION = 500;

export const API_KEY_ENDPOINTS: readonly Endpoint[] = [
    { method: "GET", path: "/orgs/{orgId}/apiKeys", rateLimit: "apiKeys", handle: listApiKeys },
    {
        method: "POST",
        path: "/orgs/{orgId}/apiKeys",
        rateLimit: "apiKeys",
        needsOwner: true,
        handle: createApiKey,
    },
    { method: "GET", path: "/orgs/{orgId}/apiKeys/{apiUserId}", rateLimit: "apiKeys", handle: getApiKey },
    {
        method: "PATCH",
        path: "/orgs/{orgId}/apiKeys/{apiUserId}",
        rateLimit: "apiKeys",
        needsOwner: true,
        handle: updateApiKey,
    },
    {
        method: "DELETE",
        path: "/orgs/{orgId}/apiKeys/{apiUserId}",
        rateLimit: "apiKeys",
        needsOwner: true,
        handle: deleteApiKey,
    },
];

/** The key in the path; 404 API_KEY_NOT_FOUND, or 400 with the same code if the test has chosen that. */
export function apiKeyInPath(call: Call): StoredApiKey {
    const id = call.params["apiUserId"] ?? "";
    const key = call.store.apiKeys.get(id);
    if (key?.orgId !== call.organization.id) {
        throw new ApiFailure({
            status: call.behaviour.unknownApiKeyStatus,
            errorCode: "API_KEY_NOT_FOUND",
            detail: `The specified API key ${id} was not found.`,
            parameters: [id],
        });
    }
    return key;
}

function listApiKeys(call: Call): Answer {
    const keys = call.store.apiKeysOf(call.organization.id);
    return {
        status: 200,
        body: pageOf(
            call,
            keys.map((key) => apiKeyView(call, key)),
        ),
    };
}

function createApiKey(call: Call): Answer {
    refuseIncomplete(asObject(call.body));
    const { desc, roles } = readObject(call.body, {
        required: { desc: keyDescription, roles: keyRoles },
        optional: {},
        readOnly: ["id", "links", "privateKey", "publicKey"],
    });
    if (call.store.apiKeysOf(call.organization.id).length >= MAX_KEYS_PER_ORGANIZATION) {
        throw badRequest(
            "MAX_API_KEYS_PER_ORG_EXCEEDED",
            `An organization has at most ${MAX_KEYS_PER_ORGANIZATION} API keys.`,
            [MAX_KEYS_PER_ORGANIZATION],
        );
    }
    const key = call.store.addApiKey({ orgId: call.organization.id, desc, roles });
    return { status: 200, body: apiKeyView(call, key, true) };
}

function getApiKey(call: Call): Answer {
    return { status: 200, body: apiKeyView(call, apiKeyInPath(call)) };
}

function updateApiKey(call: Call): Answer {
    const key = apiKeyInPath(call);
    const change = readObject(call.body, {
        required: {},
        optional: { desc: keyDescription, roles: keyRoles },
        readOnly: ["id", "links", "privateKey", "publicKey"],
    });
    if (change.desc === undefined && change.roles === undefined) {
        throw badRequest("MISSING_ONE_OF_ATTRIBUTES", "Give a desc or roles.", ["desc", "roles"]);
    }
    Object.assign(key, change);
    return { status: 200, body: apiKeyView(call, key) };
}

function deleteApiKey(call: Call): Answer {
    call.store.apiKeys.delete(apiKeyInPath(call).id);
    return { status: 204 };
}

/** Keys have codes of their own for what is missing. */
function refuseIncomplete(body: Record<string, unknown>): void {
    if (body["desc"] === undefined) {
        throw badRequest("API_KEY_REQUIRES_DESCRIPTION", "An API key needs a description.");
    }
    if (body["roles"] === undefined) {
        throw badRequest("MISSING_API_KEY_ROLES", "An API key needs at least one role.");
    }
}
