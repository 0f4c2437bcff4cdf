import { serviceAccountOwner } from "../atlas/endpoints/accessListOwners";
import type { AtlasList } from "../atlas/endpoints/pages";
import { mapList, shownMembers } from "../atlas/endpoints/pages";
import type { ListedServiceAccountResponse } from "../atlas/endpoints/serviceAccounts";
import { getServiceAccount, listServiceAccounts } from "../atlas/endpoints/serviceAccounts";
import { isRequired } from "../schema/checks";
import { ANY_TEXT } from "../schema/valueTypes";
import { shown } from "../schema/properties";
import type { ProviderInstance } from "../runtime/providerInstance";
import { CLIENT_ID } from "../resources/serviceAccount/inputs";
import { accessListEntries } from "./accessLists";
import type { FoundAccessListEntry } from "./accessLists";
import type { ProviderFunction } from "./lookUp";
import { isId, isOneOfThese, notFound, onlyOne } from "./lookUp";

/** Whose service accounts to look up. */
export interface GetOrgServiceAccountsArgs {
    /** The id of the organization: 24 hexadecimal digits. */
    readonly orgId: string;
}

/** A service account that was found. Atlas shows its secrets to nobody. */
export interface FoundOrgServiceAccount {
    readonly orgId: string;
    /** "mdb_sa_id_" and 24 hexadecimal digits. */
    readonly clientId: string;
    readonly name: string;
    readonly description: string;
    /** Its roles in the organization. */
    readonly roles: string[];
    /** What is known of its secrets: not their values. */
    readonly secrets: FoundServiceAccountSecret[];
}

/** A secret of a service account, without its value. */
export interface FoundServiceAccountSecret {
    readonly secretId: string;
    /** ISO 8601, UTC. */
    readonly expiresAt: string;
}

/** All service accounts of an organization. */
export interface GetOrgServiceAccountsResult {
    readonly orgId: string;
    readonly serviceAccounts: FoundOrgServiceAccount[];
}

/** Which service account to look up: by its id, or by its name. */
export type GetOrgServiceAccountArgs = {
    /** The id of the organization: 24 hexadecimal digits. */
    readonly orgId: string;
} & (
    | { readonly clientId: string; readonly name?: never }
    | { readonly name: string; readonly clientId?: never }
);

/** A service account that was found. */
export type GetOrgServiceAccountResult = FoundOrgServiceAccount;

/** Whose access list to look up. */
export interface GetOrgServiceAccountAccessListArgs {
    /** The id of the organization: 24 hexadecimal digits. */
    readonly orgId: string;
    /** "mdb_sa_id_" and 24 hexadecimal digits. */
    readonly clientId: string;
}

/** The access list of a service account; without entries, the account may be used from anywhere. */
export interface GetOrgServiceAccountAccessListResult {
    readonly orgId: string;
    readonly clientId: string;
    readonly entries: FoundAccessListEntry[];
}

export const orgServiceAccountsLookUp: ProviderFunction<
    GetOrgServiceAccountsArgs,
    GetOrgServiceAccountsResult
> = {
    name: "getOrgServiceAccounts",
    inputs: ["orgId"],
    checks: isId("orgId"),
    async run(instance, { orgId }) {
        const accounts = await accountsIn(instance, orgId);
        return { orgId, serviceAccounts: [...shownMembers(accounts, instance)] };
    },
};

export const orgServiceAccountLookUp: ProviderFunction<GetOrgServiceAccountArgs, GetOrgServiceAccountResult> =
    {
        name: "getOrgServiceAccount",
        inputs: ["orgId", "clientId", "name"],
        checks: [
            ...isId("orgId"),
            isOneOfThese("clientId", "name"),
            CLIENT_ID.check("clientId"),
            ANY_TEXT.check("name"),
        ],
        async run(instance, { orgId, clientId, name }) {
            if (clientId !== undefined) {
                const account = await getServiceAccount(instance.client, orgId, clientId).catch(
                    (error: unknown) => {
                        throw notFound(error, `the service account ${clientId} of organization ${orgId}`);
                    },
                );
                return toFound(orgId, account);
            }
            return onlyOne(instance, await accountsIn(instance, orgId), {
                isMeant: (account) => account.name === name,
                what: `service account of organization ${orgId} with the name "${name}"`,
                describe,
            });
        },
    };

export const orgServiceAccountAccessListLookUp: ProviderFunction<
    GetOrgServiceAccountAccessListArgs,
    GetOrgServiceAccountAccessListResult
> = {
    name: "getOrgServiceAccountAccessList",
    inputs: ["orgId", "clientId"],
    checks: [...isId("orgId"), isRequired("clientId"), CLIENT_ID.check("clientId")],
    async run(instance, { orgId, clientId }) {
        const entries = await accessListEntries(instance, serviceAccountOwner(orgId, clientId));
        return { orgId, clientId, entries };
    },
};

async function accountsIn(
    { client }: ProviderInstance,
    orgId: string,
): Promise<AtlasList<FoundOrgServiceAccount>> {
    const accounts = await listServiceAccounts(client, orgId).catch((error: unknown) => {
        throw notFound(error, `the organization ${orgId}`);
    });
    return mapList(accounts, (account) => toFound(orgId, account));
}

function toFound(orgId: string, account: ListedServiceAccountResponse): FoundOrgServiceAccount {
    const { clientId, name, description, roles, secrets = [] } = account;
    return {
        orgId,
        clientId,
        name: shown(name, `the name of service account ${clientId}`),
        description: description ?? "",
        roles: [...shown(roles, `the roles of service account ${clientId}`)].sort(),
        secrets: secrets.map(({ id: secretId, expiresAt }) => ({ secretId, expiresAt })),
    };
}

function describe({ name, clientId }: FoundOrgServiceAccount): string {
    return `"${name}" (${clientId})`;
}
