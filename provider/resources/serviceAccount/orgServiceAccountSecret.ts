import type * as pulumi from "@pulumi/pulumi";
import type {
    CreatedSecretResponse,
    ServiceAccountSecretResponse,
} from "../../atlas/endpoints/serviceAccounts";
import { explained, explanation } from "../../atlas/errors/errors";
import type { CheckFailure } from "../../schema/checks";
import { failure } from "../../schema/checks";
import type { CreatedResource, Lifecycle } from "../../runtime/lifecycle";
import { PartialStateError } from "../../runtime/lifecycle";
import type { Properties } from "../../schema/properties";
import type { InputsOf, SchemaOf } from "../../schema/schema";
import { fromSchema } from "../../schema/schema";
import type { ProviderInstance } from "../../runtime/providerInstance";
import { ANY_TEXT, OBJECT_ID } from "../../schema/valueTypes";
import { without } from "../../schema/lists";
import { KEEPERS } from "../rows";
import type { AccountRef } from "./accounts";
import { accountOrNone, deleteSecret, explainLife } from "./accounts";
import {
    CLIENT_ID,
    CLIENT_ID_FORM,
    RENEW_BEFORE_HOURS,
    renewalProblem,
    SECRET_EXPIRES_AFTER_HOURS,
} from "./inputs";
import {
    endWarning,
    isDueForRenewal,
    isReplacedAndLost,
    noteReplaced,
    occupiedSlots,
    requireRoom,
} from "./secretSlots";
import type { AtlasClient } from "../../atlas/client";
import { createServiceAccountSecret, getServiceAccount } from "../../atlas/endpoints/serviceAccounts";
import { evidenceOfPresence, inWholeSeconds } from "../evidence";

/** What an OrgServiceAccountSecret is made from. */
export interface OrgServiceAccountSecretArgs {
    /** The id of the organization: 24 hexadecimal digits. Changing it replaces the secret, the new one first. */
    orgId: pulumi.Input<string>;
    /** The client id of the service account: "mdb_sa_id_" and 24 hexadecimal digits. Changing it replaces the secret, the new one first. */
    clientId: pulumi.Input<string>;
    /**
     * How many hours the secret is good for: 8 to 8760, and no more than the organization's settings allow. Changing it
     * replaces the secret, the new one first.
     */
    secretExpiresAfterHours: pulumi.Input<number>;
    /**
     * The first `pulumi up` within so many hours of the secret's end replaces it, the new one first: what depends on the
     * secret gets the new one in the same run. Less than secretExpiresAfterHours. Default: nothing renews the secret, and
     * refresh and up warn from 14 days before its end. Changing it changes nothing at Atlas.
     */
    renewBeforeHours?: pulumi.Input<number | undefined> | undefined;
    /** Values of your own: any change replaces the secret, the new one first. */
    keepers?: pulumi.Input<Record<string, pulumi.Input<string>> | undefined> | undefined;
}

/** What is known of a secret that `get` looks up. Atlas shows a secret once, so only the program can know it. */
export interface OrgServiceAccountSecretState extends Partial<OrgServiceAccountSecretArgs> {
    /** The secret. A secret. Default: unknown, and then the output clientSecret is undefined. */
    clientSecret?: pulumi.Input<string | undefined> | undefined;
}

const schema = {
    kind: "OrgServiceAccountSecret",
    hostExport: "orgServiceAccountSecret",
    properties: {
        orgId: { role: "input", type: OBJECT_ID, change: "replace" },
        clientId: { role: "input", type: CLIENT_ID, change: "replace" },
        secretExpiresAfterHours: { role: "input", type: SECRET_EXPIRES_AFTER_HOURS, change: "replace" },
        renewBeforeHours: { role: "input", type: RENEW_BEFORE_HOURS, isOptional: true, change: "steers" },
        keepers: KEEPERS,
        secretId: { role: "output", type: ANY_TEXT },
        clientSecret: { role: "output", type: ANY_TEXT, isOptional: true, isSecret: true },
        expiresAt: { role: "output", type: ANY_TEXT },
    },
    subject: ({ clientId }: Properties) => `of ${String(clientId)}`,
    rules: [renewsInTime],
} satisfies SchemaOf<OrgServiceAccountSecretArgs, Outputs>;

const SECRET_ID = new RegExp(`^([a-f0-9]{24})-(${CLIENT_ID_FORM})-([A-Za-z0-9_]+)$`);

type Inputs = InputsOf<OrgServiceAccountSecretArgs>;

interface Outputs extends Inputs {
    secretId: string;
    /** Absent when Atlas's answer was lost, and after `get`, unless the program gave it. */
    clientSecret?: string;
    /** ISO 8601, UTC. */
    expiresAt: string;
}

export const orgServiceAccountSecretLifecycle: Lifecycle<Inputs, Outputs> = {
    ...fromSchema(schema),

    outputToReplace({ clientSecret, expiresAt }, { wanted, nowMs }) {
        const isDue = isDueForRenewal({ expiresAt, renewBeforeHours: wanted["renewBeforeHours"] }, nowMs);
        return clientSecret === undefined || isDue ? "clientSecret" : undefined;
    },

    standingWarning: ({ expiresAt, renewBeforeHours }, nowMs) =>
        endWarning(
            { expiresAt, renewBeforeHours },
            nowMs,
            "Nothing renews it: set renewBeforeHours, or change keepers to replace it.",
        ),

    willReplace(instance, _wanted, { secretId, clientSecret }) {
        // Only the outputs, in a diff, have an id.
        if (secretId !== undefined) {
            noteReplaced(instance, secretId, clientSecret === undefined);
        }
    },

    async create(instance, inputs) {
        const before = await secretsBefore(instance, inputs);
        const made = await makeSecret(instance.client, { ...inputs, before }, (error, lost) =>
            secretLost(inputs, error, lost),
        );
        const { id: secretId, secret, expiresAt } = made;
        warnOfOthers(instance, inputs, before);
        return {
            id: secretName(inputs, secretId),
            outputs: { ...inputs, secretId, expiresAt, clientSecret: secret },
        };
    },

    async read(instance, id, outputs) {
        const { secretId, ...ref } = parseSecretId(id);
        const found = (await accountOrNone(instance.client, ref))?.secrets.find(
            (secret) => secret.id === secretId,
        );
        // Atlas answers with a masked secret: what state holds is the real one.
        return found && ({ ...outputs, ...ref, secretId, expiresAt: found.expiresAt } as Outputs);
    },

    imported() {
        throw new Error(
            "a secret cannot be imported, as Atlas shows its value only once. Make a new one: an OrgServiceAccountSecret without `import`.",
        );
    },

    update(_session, { old, wanted }) {
        // Only renewBeforeHours comes here, which is nothing that Atlas knows.
        const { secretId, clientSecret, expiresAt } = old;
        return Promise.resolve({
            ...wanted,
            secretId,
            expiresAt,
            ...(clientSecret !== undefined && { clientSecret }),
        });
    },

    async delete(instance, id) {
        const { secretId, ...ref } = parseSecretId(id);
        await deleteSecret(instance, ref, secretId);
    },
};

function renewsInTime(inputs: Properties): CheckFailure[] {
    const reason = renewalProblem(inputs);
    return reason === undefined ? [] : [failure("renewBeforeHours", reason)];
}

/** The secrets that the account has. @throws Error if there is no room for another one, or no account. */
async function secretsBefore(
    instance: ProviderInstance,
    inputs: Inputs,
): Promise<readonly ServiceAccountSecretResponse[]> {
    const found = await accountOrNone(instance.client, inputs);
    if (found === undefined) {
        throw new Error(`organization ${inputs.orgId} has no service account ${inputs.clientId}.`);
    }
    const secrets = await withoutLost(instance, inputs, found.secrets);
    requireRoom(instance, inputs, secrets);
    return secrets;
}

/** A secret that nobody can use need not take up the room of the one that replaces it. */
async function withoutLost(
    instance: ProviderInstance,
    ref: AccountRef,
    secrets: readonly ServiceAccountSecretResponse[],
): Promise<readonly ServiceAccountSecretResponse[]> {
    const lost = secrets.filter(({ id }) => isReplacedAndLost(instance, id));
    await Promise.all(lost.map(({ id }) => deleteSecret(instance, ref, id)));
    return without(secrets, lost);
}

/** A secret that Atlas has made, and nobody has heard: if it can be told which, it is recorded, for the next `up` to replace. */
function secretLost(inputs: Inputs, error: unknown, lost: ServiceAccountSecretResponse | undefined): Error {
    if (lost === undefined) {
        return explained(error, {
            after: `Atlas may have made a secret of ${inputs.clientId} that nobody knows. Look at the secrets of the service account in Atlas (Access Manager > Applications), delete what nobody uses, then run \`pulumi up\` again.`,
        });
    }
    const { id: secretId, expiresAt } = lost;
    const message = explanation(error, {
        after: `Atlas has made the secret ${secretId} of ${inputs.clientId}, whose value is lost. Run \`pulumi up\` again: it replaces that one.`,
    });
    return new PartialStateError(
        message,
        { id: secretName(inputs, secretId), outputs: { ...inputs, secretId, expiresAt } },
        error,
    );
}

function warnOfOthers(
    instance: ProviderInstance,
    inputs: Inputs,
    before: readonly ServiceAccountSecretResponse[],
): void {
    const problem =
        inputs.renewBeforeHours === undefined ? undefined : occupiedSlots(instance, inputs, before);
    if (problem !== undefined) {
        instance.warn(`OrgServiceAccountSecret ${problem}`);
    }
}

function secretName({ orgId, clientId }: AccountRef, secretId: string): CreatedResource<Outputs>["id"] {
    return `${orgId}-${clientId}-${secretId}`;
}

function parseSecretId(id: string): AccountRef & { secretId: string } {
    const [, orgId, clientId, secretId] = SECRET_ID.exec(id) ?? [];
    if (orgId === undefined || clientId === undefined || secretId === undefined) {
        throw new Error(
            `"${id}" is not the id of an OrgServiceAccountSecret, which is "<orgId>-<clientId>-<secretId>".`,
        );
    }
    return { orgId, clientId, secretId };
}

/** A secret that is to be made. */
export interface NewSecret extends AccountRef {
    readonly secretExpiresAfterHours: number;
    /** The secrets that the account has. */
    readonly before: readonly ServiceAccountSecretResponse[];
}

/** What to throw if Atlas may have made a secret whose value is lost. @param lost that secret, if it can be told which it is. */
export type WhenLost = (
    error: unknown,
    lost: ServiceAccountSecretResponse | undefined,
) => Error | Promise<Error>;

/** Makes a secret. @throws Error if Atlas refuses, or if nobody can know the secret's value. */
export async function makeSecret(
    client: AtlasClient,
    wanted: NewSecret,
    whenLost: WhenLost,
): Promise<CreatedSecretResponse> {
    const { secretExpiresAfterHours } = wanted;
    try {
        return await createServiceAccountSecret(
            client,
            wanted,
            secretExpiresAfterHours,
            async (error, firstSentMs) => {
                throw await whenLost(error, await secretMade(client, wanted, firstSentMs));
            },
        );
    } catch (error) {
        throw await explainLife(client, error, wanted);
    }
}

/**
 * The one secret that was not there before, and that Atlas has dated since the try went out; undefined if there is none, if
 * there are several, or if nobody can tell.
 */
async function secretMade(
    client: AtlasClient,
    { orgId, clientId, before }: NewSecret,
    firstSentMs: number,
): Promise<ServiceAccountSecretResponse | undefined> {
    const account = await getServiceAccount(client, orgId, clientId).catch(() => undefined);
    const attemptedAt = inWholeSeconds(client.atlasTimeAt(firstSentMs));
    const made = (account?.secrets ?? []).filter(
        (secret) =>
            !before.some(({ id }) => id === secret.id) && evidenceOfPresence(attemptedAt, secret) === "made",
    );
    return made.length === 1 ? made[0] : undefined;
}
