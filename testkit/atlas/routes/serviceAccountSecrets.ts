import { readObject } from "../http/bodies";
import { SERVICE_ACCOUNTS_VERSION } from "../endpoint";
import type { Answer, Call, Endpoint } from "../endpoint";
import { badRequest, notFound } from "../errors";
import { secretHours, secretView } from "./views/serviceAccountViews";
import { serviceAccountInPath } from "./serviceAccounts";

const MAX_SECRETS_PER_ACCOUNT = 2;

const SECRETS = "/orgs/{orgId}/serviceAccounts/{clientId}/secrets";
const SHARED = {
    rateLimit: "serviceAccounts",
    version: SERVICE_ACCOUNTS_VERSION,
    needsOwner: true,
} as const;

export const SERVICE_ACCOUNT_SECRET_ENDPOINTS: readonly Endpoint[] = [
    { ...SHARED, method: "POST", path: SECRETS, handle: createSecret },
    { ...SHARED, method: "DELETE", path: `${SECRETS}/{secretId}`, handle: deleteSecret },
];

function createSecret(call: Call): Answer {
    const account = serviceAccountInPath(call);
    const { secretExpiresAfterHours: hours } = readObject(call.body, {
        required: { secretExpiresAfterHours: secretHours(call.organization.settings) },
        optional: {},
        readOnly: ["createdAt", "expiresAt", "id", "lastUsedAt", "maskedSecretValue", "secret"],
    });
    // The limit is published, the code is not. Expired secrets count until they are deleted.
    if (account.secrets.length >= MAX_SECRETS_PER_ACCOUNT) {
        throw badRequest(
            "VALIDATION_ERROR",
            `A service account has at most ${MAX_SECRETS_PER_ACCOUNT} secrets.`,
            [MAX_SECRETS_PER_ACCOUNT],
        );
    }
    const secret = call.store.newSecret(call.now, hours);
    account.secrets.push(secret);
    return { status: 201, body: secretView(secret, true) };
}

/** Tokens that the secret was good for go on working until they expire; not confirmed of Atlas. */
function deleteSecret(call: Call): Answer {
    const account = serviceAccountInPath(call);
    const secretId = call.params["secretId"] ?? "";
    const left = account.secrets.filter(({ id }) => id !== secretId);
    if (left.length === account.secrets.length) {
        throw notFound("RESOURCE_NOT_FOUND", `Cannot find resource secret ${secretId}.`, [secretId]);
    }
    account.secrets = left;
    return { status: 204 };
}
