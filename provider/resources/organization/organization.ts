import {
    deleteOrganization,
    getOrganization,
    getOrganizationSettings,
    nameProjects,
} from "../../atlas/endpoints/organizations";
import { onceKnown } from "../../schema/checks";
import type { Change, CreatedResource, Lifecycle } from "../../runtime/lifecycle";
import type { Properties } from "../../schema/properties";
import { isPresent, shown } from "../../schema/properties";
import { fromSchema } from "../../schema/schema";
import type { ProviderInstance } from "../../runtime/providerInstance";
import { perInstance } from "../../runtime/providerInstance";
import { clientOf, explainOwnCredential } from "./access";
import { createsWithItsOwnCredential, keepsItselfIn } from "./checks";
import { isRenewalDue, secretWarning } from "./renewal";
import { organizationSchema } from "./table";
import type { OrganizationInputs, OrganizationOutputs } from "./arguments";
import { reconcile, createNew, takeOver } from "./steps";
import type { AtlasClient } from "../../atlas/client";
import { confirmGone, organization } from "../../atlas/gone";
import type { OrganizationResponse } from "../../atlas/endpoints/organizations";
import { declaredSettings } from "./settings";
import { isConflict, isCredentialRefused } from "../../atlas/errors/errorPredicates";
import { explained } from "../../atlas/errors/errors";

/**
 * Organizations that resources of this run take over, have taken over, or could not: the delete of the same one under
 * its old name must spare them. After a run that stopped between the two, the next one finds both in state.
 */
const claimedHere = perInstance(() => new Set<string>());

export const organizationLifecycle: Lifecycle<OrganizationInputs, OrganizationOutputs> = {
    ...fromSchema(organizationSchema),
    callers: ({ apiKey, serviceAccount, credentials }) => ({
        provider: !isPresent(credentials),
        own: [apiKey, serviceAccount, credentials].some(isPresent),
    }),
    checksOfNew: [onceKnown(["credentials", "existingOrgId"], createsWithItsOwnCredential), keepsItselfIn],

    isBroken: (outputs, { wanted, nowMs }) => isRenewalDue(outputs, wanted, nowMs),
    standingWarning: (outputs, nowMs) => secretWarning(outputs, nowMs),

    willCreate: claim,

    willKeep(instance, wanted, old) {
        claim(instance, wanted);
        refuseOwnSecret(wanted, old);
    },

    updateWarning: ({ old }) =>
        old.oldClientSecretId === undefined
            ? undefined
            : `this update deletes the secret ${old.oldClientSecretId}, which the last renewal has replaced.`,

    async create(instance, inputs): Promise<CreatedResource<OrganizationOutputs>> {
        // Before it is done: a run that goes on though it fails (`--continue-on-error`) must not delete the organization.
        claim(instance, inputs);
        const made =
            inputs.existingOrgId === undefined
                ? await createNew(instance, inputs)
                : await takeOver(instance, inputs, inputs.existingOrgId);
        return { id: made.orgId, outputs: await reconcile(instance, made, inputs) };
    },

    read: readOrganization,

    async *list(instance, orgId) {
        yield { id: orgId, name: (await getOrganization(instance.client, orgId)).name ?? "" };
    },

    // As one that was taken over: destroying the stack leaves it.
    imported: (id, outputs) => ({ id, outputs: { ...outputs, existingOrgId: id, isAdopted: true } }),

    goneWarning: ({ isAdopted }) =>
        isAdopted === true
            ? `it was taken over, and is gone from Atlas. Remove it from the program.`
            : `it is gone from Atlas. The next \`pulumi up\` creates a new one under the same name, without what was in it.`,

    async update(instance, { id, old, wanted }: Change<OrganizationInputs, OrganizationOutputs>) {
        // Not every diff asks: not of what was unknown then, nor after a refresh in the same run.
        refuseOwnSecret(wanted, old);
        return reconcile(instance, { ...old, orgId: id }, wanted);
    },

    async delete(instance, id, outputs) {
        if (outputs.isAdopted === true && outputs.deleteAdopted !== true) {
            instance.warn(
                `Organization ${id}: it was taken over, not created, and is left as it is. Set deleteAdopted: true, run \`pulumi up\`, then destroy to delete it.`,
            );
            return;
        }
        if (claimedHere(instance).has(id)) {
            instance.warn(
                `Organization ${id}: another resource of the program takes it over, and manages it then: it is not deleted. Give a renamed Organization the option \`aliases\`.`,
            );
            return;
        }
        try {
            await deleteWithCredentials(clientOf(instance, outputs), id);
        } catch (error) {
            throw explainOwnCredential(error, outputs);
        }
    },
};

/** Of what the program gives as credentials, no renewal would ever reach the state. */
function refuseOwnSecret(
    { credentials, serviceAccount }: OrganizationInputs,
    { clientId }: Partial<OrganizationOutputs>,
): void {
    const { clientId: given } = (credentials ?? {}) as Properties;
    const { renewBeforeHours } = (serviceAccount ?? {}) as Properties;
    if (clientId !== undefined && given === clientId && isPresent(renewBeforeHours)) {
        throw new Error(
            `credentials are those of the organization's own service account ${clientId}, and serviceAccount.renewBeforeHours would renew them, which only works without credentials in the program. Remove credentials from the program: the output credentials has them. Or remove serviceAccount.renewBeforeHours, and renew the secret yourself.`,
        );
    }
}

function claim(instance: ProviderInstance, { existingOrgId }: OrganizationInputs): void {
    if (existingOrgId !== undefined) {
        claimedHere(instance).add(existingOrgId);
    }
}

/** An organization as it is at Atlas; undefined if it is gone, or is being deleted. */
export async function readOrganization(
    instance: ProviderInstance,
    id: string,
    outputs: Partial<OrganizationOutputs>,
): Promise<OrganizationOutputs | undefined> {
    const client = clientOf(instance, outputs);
    try {
        const actual = await getOrganization(client, id);
        return actual.isDeleted === true
            ? undefined
            : await withActualSettings(client, withActualName({ ...outputs, orgId: id }, actual));
    } catch (error) {
        const doubt = await confirmGone(client, error, organization(id)).catch((reason: unknown) => reason);
        if (doubt !== undefined) {
            throw explainOwnCredential(doubt, outputs);
        }
        return undefined;
    }
}

function withActualName(
    outputs: Partial<OrganizationOutputs> & { orgId: string },
    actual: OrganizationResponse,
): OrganizationOutputs {
    const { skipDefaultAlertsSettings } = actual;
    const isAlertsDeclared =
        outputs.skipDefaultAlertsSettings !== undefined && skipDefaultAlertsSettings !== undefined;
    return {
        ...outputs,
        name: shown(actual.name ?? outputs.name, `the name of organization ${outputs.orgId}`),
        ...(isAlertsDeclared && { skipDefaultAlertsSettings }),
    };
}

/** Atlas meters settings calls tightly: they are read only if the program declares some. */
async function withActualSettings(
    client: AtlasClient,
    outputs: OrganizationOutputs,
): Promise<OrganizationOutputs> {
    if (outputs.settings === undefined || Object.keys(outputs.settings).length === 0) {
        return outputs;
    }
    const actual = await getOrganizationSettings(client, outputs.orgId);
    return { ...outputs, settings: declaredSettings(outputs.settings, actual) };
}

/**
 * Deletes an organization; one that is gone already is as good. Its own credential dies with it, so when an answer was
 * lost, a refused credential means that the deletion took effect.
 *
 * @throws Error with the names of the projects, if it has some.
 */
export async function deleteWithCredentials(client: AtlasClient, orgId: string): Promise<void> {
    const doubts: Error[] = [];
    try {
        await deleteOrganization(client, orgId, async (error) => {
            doubts.push(error);
            return (await isGone(client, orgId)) ? { value: undefined } : undefined;
        });
    } catch (error) {
        if (isConflict(error)) {
            throw await explainConflict(client, orgId, error);
        }
        await confirmDeleted(client, error, { orgId, mayBeDone: doubts.length > 0 });
    }
}

/** Whether it is known to be gone. */
async function isGone(client: AtlasClient, orgId: string): Promise<boolean> {
    try {
        return (await getOrganization(client, orgId)).isDeleted === true;
    } catch (error) {
        return confirmDeleted(client, error, { orgId, mayBeDone: true }).then(
            () => true,
            // The deletion's own error says more.
            () => false,
        );
    }
}

/** @param mayBeDone says that a deletion was sent before, and nobody knows what became of it. */
async function confirmDeleted(
    client: AtlasClient,
    error: unknown,
    { orgId, mayBeDone }: { orgId: string; mayBeDone: boolean },
): Promise<void> {
    if (mayBeDone && isCredentialRefused(error)) {
        return;
    }
    try {
        await confirmGone(client, error, organization(orgId));
    } catch (doubt) {
        if (!mayBeDone || !isCredentialRefused((doubt as Error).cause)) {
            throw doubt;
        }
    }
}

/** A conflict as the user should read it: with the names of the projects that stand in the way. */
async function explainConflict(client: AtlasClient, orgId: string, error: unknown): Promise<Error> {
    const projects = await nameProjects(client, orgId, error);
    return explained(error, { after: projects });
}
