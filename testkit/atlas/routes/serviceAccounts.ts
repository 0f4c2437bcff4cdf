import { readObject } from "../http/bodies";
import { SERVICE_ACCOUNTS_VERSION } from "../endpoint";
import type { Answer, Call, Endpoint } from "../endpoint";
import { badRequest, notFound } from "../errors";
import { pageOf } from "../http/pagination";
import {
    SERVICE_ACCOUNT_CHANGES,
    serviceAccountFields,
    serviceAccountView,
} from "./views/serviceAccountViews";
import type { StoredServiceAccount } from "../store/storedServiceAccount";

const MAX_ACCOUNTS_PER_ORGANIZATION = 200;
const READ_ONLY_FIELDS = ["clientId", "createdAt", "secrets"];

const ACCOUNTS = "/orgs/{orgId}/serviceAccounts";
const ACCOUNT = `${ACCOUNTS}/{clientId}`;
const SHARED = { rateLimit: "serviceAccounts", version: SERVICE_ACCOUNTS_VERSION } as const;

export const SERVICE_ACCOUNT_ENDPOINTS: readonly Endpoint[] = [
    { ...SHARED, method: "GET", path: ACCOUNTS, handle: listServiceAccounts },
    { ...SHARED, method: "POST", path: ACCOUNTS, needsOwner: true, handle: createServiceAccount },
    { ...SHARED, method: "GET", path: ACCOUNT, handle: getServiceAccount },
    { ...SHARED, method: "PATCH", path: ACCOUNT, needsOwner: true, handle: updateServiceAccount },
    { ...SHARED, method: "DELETE", path: ACCOUNT, needsOwner: true, handle: deleteServiceAccount },
];

/** The service account in the path. Atlas' code for one that does not exist is not confirmed. */
export function serviceAccountInPath(call: Call): StoredServiceAccount {
    const clientId = call.params["clientId"] ?? "";
    const account = call.store.serviceAccounts.get(clientId);
    if (account?.orgId !== call.organization.id) {
        throw notFound("RESOURCE_NOT_FOUND", `Cannot find resource service account ${clientId}.`, [clientId]);
    }
    return account;
}

function listServiceAccounts(call: Call): Answer {
    const accounts = call.store.serviceAccountsOf(call.organization.id);
    return {
        status: 200,
        body: pageOf(
            call,
            accounts.map((account) => serviceAccountView(account)),
        ),
    };
}

function createServiceAccount(call: Call): Answer {
    const { id: orgId, settings } = call.organization;
    const request = readObject(call.body, {
        required: serviceAccountFields(settings),
        optional: {},
        readOnly: READ_ONLY_FIELDS,
    });
    // The limit is published, the code is not.
    if (call.store.serviceAccountsOf(orgId).length >= MAX_ACCOUNTS_PER_ORGANIZATION) {
        throw badRequest(
            "VALIDATION_ERROR",
            `An organization has at most ${MAX_ACCOUNTS_PER_ORGANIZATION} service accounts.`,
            [MAX_ACCOUNTS_PER_ORGANIZATION],
        );
    }
    const account = call.store.addServiceAccount({ ...request, orgId, now: call.now });
    return { status: 201, body: serviceAccountView(account, account.secrets[0]) };
}

function getServiceAccount(call: Call): Answer {
    return { status: 200, body: serviceAccountView(serviceAccountInPath(call)) };
}

function updateServiceAccount(call: Call): Answer {
    const account = serviceAccountInPath(call);
    const change = readObject(call.body, {
        required: {},
        optional: SERVICE_ACCOUNT_CHANGES,
        readOnly: READ_ONLY_FIELDS,
    });
    account.name = change.name ?? account.name;
    account.description = change.description ?? account.description;
    account.roles = change.roles ?? account.roles;
    return { status: 200, body: serviceAccountView(account) };
}

function deleteServiceAccount(call: Call): Answer {
    call.store.removeServiceAccount(serviceAccountInPath(call).clientId);
    return { status: 204 };
}
