import type { AccessListOwner } from "../../atlas/endpoints/accessListOwners";
import { apiKeyOwner, ownerKind, serviceAccountOwner } from "../../atlas/endpoints/accessListOwners";
import { updateApiKey } from "../../atlas/endpoints/apiKeys";
import type { AtlasClient } from "../../atlas/client";
import type { AtlasCredential } from "../../atlas/auth/credential";
import type { OrganizationRole } from "../../atlas/endpoints/organizationRole";
import type {
    CreateOrganizationRequest,
    CreateOrganizationResponse,
} from "../../atlas/endpoints/organizations";
import type { CreateServiceAccountRequest } from "../../atlas/endpoints/serviceAccounts";
import { updateServiceAccount } from "../../atlas/endpoints/serviceAccounts";
import { accessListOwner, confirmGone } from "../../atlas/gone";
import { covers } from "../../schema/diff";
import { PartialStateError } from "../../runtime/lifecycle";
import type { Properties } from "../../schema/properties";
import { isPresent } from "../../schema/properties";
import { roleSet } from "../rows";
import type { AtlasApiError } from "../../atlas/errors/errors";

// An organization gets its first credential, an API key or a service account, in the call that makes it.

/** What a program asks for. */
export interface FirstCredentialInputs {
    apiKey?: { description: string; roles: OrganizationRole[] };
    serviceAccount?: {
        name: string;
        description: string;
        roles: OrganizationRole[];
        secretExpiresAfterHours: number;
        renewBeforeHours?: number;
    };
}

/** What state holds of it. */
export interface FirstCredentialOutputs extends FirstCredentialInputs {
    apiKeyId?: string;
    clientId?: string;
    clientSecretExpiresAt?: string;
    credentials?: AtlasCredential;
}

export function firstCredentialRequest({
    apiKey,
    serviceAccount,
}: FirstCredentialInputs): Pick<CreateOrganizationRequest, "apiKey" | "serviceAccount"> {
    return {
        ...(apiKey && { apiKey: { desc: apiKey.description, roles: apiKey.roles } }),
        ...(serviceAccount && { serviceAccount: withoutRenewal(serviceAccount) }),
    };
}

/** When to renew the secret is nothing that Atlas knows. */
function withoutRenewal({
    renewBeforeHours: _,
    ...account
}: NonNullable<FirstCredentialInputs["serviceAccount"]>): CreateServiceAccountRequest {
    return account;
}

/**
 * What state records of the credential that Atlas has made.
 *
 * @throws PartialStateError if the answer holds no whole one: the organization is known at least.
 */
export function firstCredentialOutputs(
    made: CreateOrganizationResponse,
    { apiKey, serviceAccount }: FirstCredentialInputs,
    organization: NamedOrganization,
): FirstCredentialOutputs {
    if (apiKey !== undefined) {
        return { apiKey, ...apiKeyOutputs(made, organization) };
    }
    return serviceAccount === undefined
        ? {}
        : { serviceAccount, ...serviceAccountOutputs(made, organization) };
}

function apiKeyOutputs(
    { apiKey }: CreateOrganizationResponse,
    organization: NamedOrganization,
): FirstCredentialOutputs {
    const { id, publicKey, privateKey } = apiKey ?? {};
    if (!id || !publicKey || !privateKey) {
        throw credentialMissing("API key", "apiKey", organization);
    }
    return { apiKeyId: id, credentials: { publicKey, privateKey } };
}

function serviceAccountOutputs(
    { serviceAccount }: CreateOrganizationResponse,
    organization: NamedOrganization,
): FirstCredentialOutputs {
    const { clientId, secrets = [] } = serviceAccount ?? {};
    const { secret, expiresAt } = secrets[0] ?? {};
    if (!clientId || !secret) {
        throw credentialMissing("service account", "serviceAccount", organization);
    }
    return {
        clientId,
        ...(expiresAt !== undefined && { clientSecretExpiresAt: expiresAt }),
        credentials: { clientId, clientSecret: secret },
    };
}

/** What state holds of the organization without its credential. */
interface NamedOrganization {
    readonly name: string;
    readonly orgId: string;
}

function credentialMissing(what: string, input: string, organization: NamedOrganization): PartialStateError {
    const { name, orgId } = organization;
    return new PartialStateError(
        `Atlas made the organization "${name}" (${orgId}), but its answer holds no whole ${what}. Sign in as its owner, make an ORG_OWNER key in it, put that into credentials, remove ${input} from the program, and run \`pulumi up\` again.`,
        { id: orgId, outputs: organization },
        undefined,
    );
}

type Held = FirstCredentialOutputs & { orgId: string };

/** Brings description and roles of the first credential to what the program wants, if it is still there. */
export async function applyFirstCredential<Outputs extends Held>(
    client: AtlasClient,
    outputs: Outputs,
    wanted: FirstCredentialInputs,
): Promise<Outputs> {
    return applyServiceAccount(client, await applyApiKey(client, outputs, wanted), wanted);
}

async function applyApiKey<Outputs extends Held>(
    client: AtlasClient,
    outputs: Outputs,
    { apiKey }: FirstCredentialInputs,
): Promise<Outputs> {
    const { orgId, apiKeyId } = outputs;
    const isHeld = covers(canonicalApiKey(outputs.apiKey), canonicalApiKey(apiKey));
    if (apiKey === undefined || isHeld || apiKeyId === undefined) {
        return outputs;
    }
    try {
        const { description: desc, roles } = apiKey;
        await updateApiKey(client, orgId, apiKeyId, { desc, roles });
        return { ...outputs, apiKey };
    } catch (error) {
        throw await credentialGone(client, error, { owner: apiKeyOwner(orgId, apiKeyId), input: "apiKey" });
    }
}

async function applyServiceAccount<Outputs extends Held>(
    client: AtlasClient,
    outputs: Outputs,
    { serviceAccount }: FirstCredentialInputs,
): Promise<Outputs> {
    const { orgId, clientId } = outputs;
    const isHeld = covers(
        canonicalServiceAccount(outputs.serviceAccount),
        canonicalServiceAccount(serviceAccount),
    );
    if (serviceAccount === undefined || isHeld || clientId === undefined) {
        return outputs;
    }
    try {
        const { name, description, roles } = serviceAccount;
        await updateServiceAccount(client, orgId, clientId, { name, description, roles });
        return { ...outputs, serviceAccount };
    } catch (error) {
        const owner = serviceAccountOwner(orgId, clientId);
        throw await credentialGone(client, error, { owner, input: "serviceAccount" });
    }
}

/** What to say of a change that failed because the credential is gone. @throws the error itself if it is not. */
async function credentialGone(
    client: AtlasClient,
    error: unknown,
    { owner, input }: { owner: AccessListOwner; input: string },
): Promise<Error> {
    await confirmGone(client, error, accessListOwner(owner));
    const { sentence } = error as AtlasApiError;
    return new Error(
        `${sentence} The organization's first ${ownerKind(owner).shortName} (${owner.id}) is gone: remove ${input} from the program, and put another credential of the organization into credentials.`,
        { cause: error },
    );
}

/** What can change of the first API key, in a form that compares. */
export function canonicalApiKey(apiKey: unknown): unknown {
    if (!isPresent(apiKey)) {
        return undefined;
    }
    const { description, roles } = apiKey as Properties;
    return { description, roles: roleSet(roles) };
}

/** What can change of the first service account, in a form that compares. */
export function canonicalServiceAccount(serviceAccount: unknown): unknown {
    if (!isPresent(serviceAccount)) {
        return undefined;
    }
    const { name, description, roles } = serviceAccount as Properties;
    return { name, description, roles: roleSet(roles) };
}
