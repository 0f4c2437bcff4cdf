import type * as pulumi from "@pulumi/pulumi";
import type { OrganizationRole } from "../../atlas/endpoints/organizationRole";
import { shownMembers } from "../../atlas/endpoints/pages";
import type {
    CreatedServiceAccountResponse,
    ServiceAccountResponse,
} from "../../atlas/endpoints/serviceAccounts";
import {
    createServiceAccount,
    deleteServiceAccount,
    listServiceAccounts,
    updateServiceAccount,
} from "../../atlas/endpoints/serviceAccounts";
import { isOutcomeUnknown } from "../../atlas/errors/errorPredicates";
import { explained, explanation } from "../../atlas/errors/errors";
import { confirmGone } from "../../atlas/gone";
import type { Lifecycle } from "../../runtime/lifecycle";
import { PartialStateError } from "../../runtime/lifecycle";
import type { Properties } from "../../schema/properties";
import { shown } from "../../schema/properties";
import type { InputsOf, SchemaOf } from "../../schema/schema";
import { fromSchema } from "../../schema/schema";
import type { ProviderInstance } from "../../runtime/providerInstance";
import { ANY_TEXT, FLAG, OBJECT_ID, ROLE_SET } from "../../schema/valueTypes";
import { roleSet } from "../rows";
import type { AccountRef } from "./accounts";
import { account, accountOrNone, deleteSecret, explainLife } from "./accounts";
import {
    ACCOUNT_DESCRIPTION,
    ACCOUNT_NAME,
    CLIENT_ID,
    CLIENT_ID_FORM,
    SECRET_EXPIRES_AFTER_HOURS,
    SECRET_HOURS,
} from "./inputs";
import { endWarning, noteFirstSecret } from "./secretSlots";

/** What an OrgServiceAccount is made from. */
export interface OrgServiceAccountArgs {
    /** The id of the organization: 24 hexadecimal digits. Changing it replaces the account. */
    orgId: pulumi.Input<string>;
    /** 1 to 64 letters, digits, spaces or -_.,' characters. Need not be unique. Changing it updates the account in place. */
    name: pulumi.Input<string>;
    /** What the account is for, 1 to 250 of the same characters. Changing it updates the account in place. */
    description: pulumi.Input<string>;
    /** Its roles in the organization, at least one. A set: order and repeats mean nothing. Changing it updates the account in place. */
    roles: pulumi.Input<pulumi.Input<OrganizationRole>[]>;
    /**
     * How many hours the account's first secret is good for: 8 to 8760, and no more than the organization's settings
     * allow. Counts only for the creation: a change is refused at preview. Secrets with a life of their own are
     * `OrgServiceAccountSecret`s.
     */
    secretExpiresAfterHours: pulumi.Input<number>;
    /**
     * Whether to delete the first secret, which Atlas makes with the account. An account has two secrets at most: without
     * the first one, an `OrgServiceAccountSecret` has room to renew itself. Default false. Changing it to true updates the
     * account in place, and takes the secret out of the outputs; nothing brings it back.
     */
    deleteFirstSecret?: pulumi.Input<boolean | undefined> | undefined;
}

/** What is known of an OrgServiceAccount that `get` looks up. Atlas shows a secret once, so only the program can know it. */
export interface OrgServiceAccountState extends Partial<OrgServiceAccountArgs> {
    /** A secret of the account. A secret. Default: unknown, and then the output clientSecret is undefined. */
    clientSecret?: pulumi.Input<string | undefined> | undefined;
}

const schema = {
    kind: "OrgServiceAccount",
    hostExport: "orgServiceAccount",
    properties: {
        orgId: { role: "input", type: OBJECT_ID, change: "replace" },
        name: { role: "input", type: ACCOUNT_NAME, change: "update" },
        description: { role: "input", type: ACCOUNT_DESCRIPTION, change: "update" },
        roles: {
            role: "input",
            type: ROLE_SET,
            change: "update",
            canonical: ({ roles }: Properties) => roleSet(roles),
        },
        secretExpiresAfterHours: {
            role: "input",
            type: SECRET_EXPIRES_AFTER_HOURS,
            change: "refuse",
            refusal: `it counts only for the first secret, which is there already. Put the old value back, which is ${SECRET_HOURS.largest} for an imported account. A secret with another life is an OrgServiceAccountSecret.`,
        },
        deleteFirstSecret: { role: "input", type: FLAG, isOptional: true, change: "update" },
        clientId: { role: "output", type: CLIENT_ID },
        createdAt: { role: "output", type: ANY_TEXT, isOptional: true },
        clientSecret: { role: "output", type: ANY_TEXT, isOptional: true, isSecret: true },
        clientSecretId: { role: "output", type: ANY_TEXT, isOptional: true },
        clientSecretExpiresAt: { role: "output", type: ANY_TEXT, isOptional: true },
    },
    subject: ({ name }: Properties) => JSON.stringify(name),
} satisfies SchemaOf<OrgServiceAccountArgs, Outputs>;

/** The form of an OrgServiceAccount's id: organization and account. */
export const ORG_SERVICE_ACCOUNT_ID = new RegExp(`^([a-f0-9]{24})-(${CLIENT_ID_FORM})$`);

type Inputs = InputsOf<OrgServiceAccountArgs>;

interface FirstSecret {
    /** Absent after `get`, unless the program gave it. */
    clientSecret?: string;
    clientSecretId?: string;
    /** ISO 8601, UTC. */
    clientSecretExpiresAt?: string;
}

interface Outputs extends Inputs, FirstSecret {
    clientId: string;
    createdAt?: string;
}

export const orgServiceAccountLifecycle: Lifecycle<Inputs, Outputs> = {
    ...fromSchema(schema),

    isBroken: ({ clientSecretId }, { wanted }) =>
        wanted["deleteFirstSecret"] === true && clientSecretId !== undefined,

    standingWarning: ({ clientSecretExpiresAt: expiresAt }, nowMs) =>
        endWarning(
            { expiresAt, renewBeforeHours: undefined },
            nowMs,
            "Nothing renews the first secret of an account: make an OrgServiceAccountSecret with renewBeforeHours, then set deleteFirstSecret: true.",
        ),

    willKeep(instance, _wanted, { clientSecretId }) {
        noteFirstSecret(instance, clientSecretId);
    },

    async create(instance, inputs) {
        const { orgId, name } = inputs;
        const made = await createdAccount(instance, inputs);
        const { clientId, createdAt } = made;
        const outputs = {
            ...inputs,
            clientId,
            ...(createdAt !== undefined && { createdAt }),
            ...firstSecret(made),
        };
        const id = `${orgId}-${clientId}`;
        if (outputs.clientSecret === undefined) {
            throw new PartialStateError(
                `Atlas made the service account "${name}" (${clientId}), but its answer holds no secret. Make an OrgServiceAccountSecret for it, or replace the account with \`pulumi up --replace\`.`,
                { id, outputs },
                undefined,
            );
        }
        noteFirstSecret(instance, outputs.clientSecretId);
        return { id, outputs: await withoutFirstSecret(instance, id, outputs) };
    },

    async read(instance, id, outputs) {
        const ref = parseAccountId(id);
        const found = await accountOrNone(instance.client, ref);
        if (found === undefined) {
            return undefined;
        }
        const known = { ...outputs, ...ref, ...actual(found, outputs) } as Outputs;
        return isFirstSecretGone(found, outputs) ? withoutLostSecret(instance, id, known) : known;
    },

    async *list(instance, orgId) {
        const accounts = await listServiceAccounts(instance.client, orgId);
        for (const { clientId, name = "" } of shownMembers(accounts, instance)) {
            yield { id: `${orgId}-${clientId}`, name };
        }
    },

    imported: (id, outputs) => ({
        id,
        outputs: { ...outputs, secretExpiresAfterHours: SECRET_HOURS.largest },
        warning:
            "Atlas shows a secret only once, so the output clientSecret stays empty: an OrgServiceAccountSecret is a new one.",
    }),

    async update(instance, { id, old, wanted }) {
        const { name, description, roles } = wanted;
        const { orgId, clientId } = parseAccountId(id);
        await updateServiceAccount(instance.client, orgId, clientId, { name, description, roles });
        return withoutFirstSecret(instance, id, { ...old, ...wanted, clientId });
    },

    async delete(instance, id) {
        const ref = parseAccountId(id);
        try {
            await deleteServiceAccount(instance.client, ref.orgId, ref.clientId);
        } catch (error) {
            await confirmGone(instance.client, error, account(ref));
        }
    },
};

async function createdAccount(
    { client }: ProviderInstance,
    inputs: Inputs,
): Promise<CreatedServiceAccountResponse> {
    const { orgId, name, description, roles, secretExpiresAfterHours } = inputs;
    try {
        return await createServiceAccount(client, orgId, {
            name,
            description,
            roles,
            secretExpiresAfterHours,
        });
    } catch (error) {
        throw isOutcomeUnknown(error)
            ? accountLost(orgId, name, error)
            : await explainLife(client, error, inputs);
    }
}

function accountLost(orgId: string, name: string, error: unknown): Error {
    return explained(error, {
        after: `Atlas may have made the service account "${name}" in organization ${orgId}, and its secret is lost. Look for it under Access Manager > Applications of the organization, delete it there, then run \`pulumi up\` again.`,
    });
}

function firstSecret({ secrets = [] }: CreatedServiceAccountResponse): FirstSecret {
    const { id, secret, expiresAt } = secrets[0] ?? {};
    return {
        ...(secret !== undefined && { clientSecret: secret }),
        ...(id !== undefined && { clientSecretId: id }),
        ...(expiresAt !== undefined && { clientSecretExpiresAt: expiresAt }),
    };
}

/** Deletes the first secret if the program wants that, and it is still known. */
async function withoutFirstSecret(
    instance: ProviderInstance,
    id: string,
    outputs: Outputs,
): Promise<Outputs> {
    const { orgId, clientId, clientSecretId, deleteFirstSecret } = outputs;
    if (deleteFirstSecret !== true || clientSecretId === undefined) {
        return outputs;
    }
    try {
        await deleteSecret(instance, { orgId, clientId }, clientSecretId);
    } catch (error) {
        const message = explanation(error, {
            before: "the first secret could not be deleted.",
            after: "Run `pulumi up` again: it goes on there.",
        });
        throw new PartialStateError(message, { id, outputs }, error);
    }
    return withoutSecret(outputs);
}

function isFirstSecretGone(
    { secrets }: ServiceAccountResponse,
    { clientSecretId }: Partial<Outputs>,
): boolean {
    return clientSecretId !== undefined && !secrets.some(({ id }) => id === clientSecretId);
}

function withoutLostSecret(instance: ProviderInstance, id: string, outputs: Outputs): Outputs {
    if (outputs.deleteFirstSecret !== true) {
        instance.warn(
            `OrgServiceAccount ${id}: its first secret is gone from Atlas, and with it the output clientSecret. Give what uses it the secret of an OrgServiceAccountSecret.`,
        );
    }
    return withoutSecret(outputs);
}

function withoutSecret<Known extends FirstSecret>(outputs: Known): Known {
    const { clientSecret: _secret, clientSecretId: _id, clientSecretExpiresAt: _end, ...others } = outputs;
    return others as Known;
}

/** What Atlas says of an account, roles in the order of the program as far as they are the same. What it leaves out stays. */
function actual(
    account: ServiceAccountResponse,
    outputs: Partial<Outputs>,
): Pick<Outputs, "name" | "description" | "roles" | "createdAt"> {
    const { clientId, createdAt } = account;
    const roles = shown(account.roles ?? outputs.roles, `the roles of service account ${clientId}`);
    const declared = (outputs.roles ?? []).filter((role) => roles.includes(role));
    const others = roles.filter((role) => !declared.includes(role)).sort();
    return {
        name: shown(account.name ?? outputs.name, `the name of service account ${clientId}`),
        // An imported account without a description has an empty one.
        description: account.description ?? outputs.description ?? "",
        roles: [...declared, ...others],
        ...(createdAt !== undefined && { createdAt }),
    };
}

function parseAccountId(id: string): AccountRef {
    const [, orgId, clientId] = ORG_SERVICE_ACCOUNT_ID.exec(id) ?? [];
    if (orgId === undefined || clientId === undefined) {
        throw new Error(
            `"${id}" is not the id of an OrgServiceAccount, which is "<orgId>-<clientId>", for example "…-mdb_sa_id_…".`,
        );
    }
    return { orgId, clientId };
}
