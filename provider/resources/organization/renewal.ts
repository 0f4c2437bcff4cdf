import type { AtlasClient } from "../../atlas/client";
import type { ServiceAccountSecretResponse } from "../../atlas/endpoints/serviceAccounts";
import { getServiceAccount } from "../../atlas/endpoints/serviceAccounts";
import { getOrganization } from "../../atlas/endpoints/organizations";
import { explained, explanation } from "../../atlas/errors/errors";
import type { Properties } from "../../schema/properties";
import { isPresent } from "../../schema/properties";
import type { ProviderInstance } from "../../runtime/providerInstance";
import type { AccountRef } from "../serviceAccount/accounts";
import { deleteSecret } from "../serviceAccount/accounts";
import {
    expiresAtMs,
    endWarning,
    isDueForRenewal,
    noteReplaced,
    requireRoom,
} from "../serviceAccount/secretSlots";
import { makeSecret } from "../serviceAccount/orgServiceAccountSecret";
import { clientOf } from "./access";
import type { OrganizationInputs, OrganizationOutputs } from "./arguments";

// An organization's own service account cannot have a resource for its secret: that would need the credential which
// depends on it. So the organization renews the secret itself.

/** Whether an update should renew the secret, or go on with a renewal. */
export function isRenewalDue(outputs: Properties, wanted: Properties, nowMs: number): boolean {
    return isPresent(outputs["oldClientSecretId"]) || isSecretDue(outputs, wanted, nowMs);
}

function isSecretDue(
    outputs: Properties,
    { credentials, serviceAccount }: Properties,
    nowMs: number,
): boolean {
    const end = { expiresAt: outputs["clientSecretExpiresAt"], renewBeforeHours: renewalOf(serviceAccount) };
    return !isPresent(credentials) && isManagedByAccount(outputs) && isDueForRenewal(end, nowMs);
}

/** What to say of the secret that the organization is managed with, if it ends soon and nothing renews it. */
export function secretWarning(outputs: Properties, nowMs: number): string | undefined {
    const { clientSecretExpiresAt: expiresAt, serviceAccount } = outputs;
    const hasEnded = expiresAtMs(expiresAt) <= nowMs;
    return isManagedByAccount(outputs)
        ? endWarning(
              { expiresAt, renewBeforeHours: renewalOf(serviceAccount) },
              nowMs,
              hasEnded ? AFTER_THE_END : BEFORE_THE_END,
          )
        : undefined;
}

const BEFORE_THE_END =
    "The organization is managed with it, and nothing renews it: set serviceAccount.renewBeforeHours, or put another credential of the organization into credentials.";

// A secret that has ended cannot ask for the next one.
const AFTER_THE_END =
    "The organization is managed with it: make another credential in the organization, with ORG_OWNER, and put it into credentials.";

function renewalOf(serviceAccount: unknown): unknown {
    return (serviceAccount as Properties | undefined)?.["renewBeforeHours"];
}

/** Not, once another credential was put in the place of its own. */
function isManagedByAccount({ clientId, credentials }: Properties): boolean {
    return isPresent(clientId) && (credentials as Properties | undefined)?.["clientId"] === clientId;
}

/**
 * Makes a new secret if the one in state ends soon, and tries it. The old one is still there then, for `deleteOldSecret`.
 *
 * @throws Error if there is no room for another secret, or if the new one does not work; the old one stays then.
 */
export async function renewSecret(
    instance: ProviderInstance,
    outputs: OrganizationOutputs,
    wanted: OrganizationInputs,
): Promise<OrganizationOutputs> {
    const { orgId, clientId } = outputs;
    const { serviceAccount } = wanted;
    const isDue = isSecretDue(
        outputs as object as Properties,
        wanted as object as Properties,
        instance.nowMs(),
    );
    if (!isDue || clientId === undefined || serviceAccount === undefined) {
        return outputs;
    }
    const ref = { orgId, clientId };
    // One that an earlier renewal has left would take up the room of the new one.
    await deleteOldSecret(instance, outputs);
    const client = clientOf(instance, outputs);
    const { secrets: before } = await getServiceAccount(client, orgId, clientId);
    const isOwn = ({ expiresAt }: ServiceAccountSecretResponse) =>
        expiresAt === outputs.clientSecretExpiresAt;
    before.filter(isOwn).forEach(({ id }) => noteReplaced(instance, id, false));
    requireRoom(instance, ref, before);
    const { secretExpiresAfterHours } = serviceAccount;
    const made = await makeSecret(client, { ...ref, secretExpiresAfterHours, before }, (error, lost) =>
        secretLost({ ref, client }, error, lost),
    );
    const credentials = { clientId, clientSecret: made.secret };
    await tryOut(instance, { ref, client }, { made, credentials });
    const [old] = before;
    return {
        ...outputs,
        credentials,
        clientSecretExpiresAt: made.expiresAt,
        ...(old !== undefined && { oldClientSecretId: old.id }),
    };
}

interface Account {
    readonly ref: AccountRef;
    readonly client: AtlasClient;
}

/** A secret whose value is lost must not take up the room of the next one. */
async function secretLost(
    account: Account,
    error: unknown,
    lost: ServiceAccountSecretResponse | undefined,
): Promise<Error> {
    const isGone = lost !== undefined && (await isDeletedAgain(account, lost));
    return explained(error, {
        after: isGone
            ? `The secret ${lost.id} that Atlas had made was deleted again, as its value is lost. Run \`pulumi up\` again.`
            : `Atlas may have made a secret of service account ${account.ref.clientId} that nobody knows. Look at its secrets in Atlas (Access Manager > Applications), delete what nobody uses, then run \`pulumi up\` again.`,
    });
}

function isDeletedAgain({ ref, client }: Account, { id }: ServiceAccountSecretResponse): Promise<boolean> {
    return deleteSecret({ client }, ref, id).then(
        () => true,
        () => false,
    );
}

/** A secret that does not work is deleted again, and the old one stays. */
async function tryOut(
    instance: ProviderInstance,
    account: Account,
    {
        made,
        credentials,
    }: { made: ServiceAccountSecretResponse; credentials: { clientId: string; clientSecret: string } },
): Promise<void> {
    try {
        await getOrganization(instance.clientFor(credentials), account.ref.orgId);
    } catch (error) {
        const isGone = await isDeletedAgain(account, made);
        const message = explanation(error, {
            before: `the new secret ${made.id} was made, and did not work when it was tried.`,
            after: isGone
                ? "It was deleted again, and the old one stays. Run `pulumi up` again."
                : `The old one stays. Delete ${made.id} in Atlas (Access Manager > Applications), then run \`pulumi up\` again.`,
        });
        // Without its cause: what refuses the new secret says nothing of the one that the organization is managed with.
        throw new Error(message);
    }
}

/**
 * Deletes the secret that a renewal, perhaps of an earlier run, has put another one in the place of.
 *
 * @throws Error if Atlas does not delete it; the next update tries again.
 */
export async function deleteOldSecret(
    instance: ProviderInstance,
    outputs: OrganizationOutputs,
): Promise<OrganizationOutputs> {
    const { oldClientSecretId, ...others } = outputs;
    const { orgId, clientId } = outputs;
    if (oldClientSecretId === undefined || clientId === undefined) {
        return outputs;
    }
    try {
        await deleteSecret({ client: clientOf(instance, outputs) }, { orgId, clientId }, oldClientSecretId);
    } catch (error) {
        throw explained(error, {
            before: `the secret was renewed, but the old one, ${oldClientSecretId}, could not be deleted.`,
        });
    }
    return others;
}
