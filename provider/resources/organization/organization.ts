import { getOrganization } from "../../atlas/endpoints/organizations";
import { onceKnown } from "../../core/checks";
import type { Change, CreatedResource, Lifecycle } from "../../core/lifecycle";
import type { Properties } from "../../core/properties";
import { isPresent } from "../../core/properties";
import { fromSchema } from "../../core/schema";
import type { AtlasSession } from "../../core/session";
import { perSession } from "../../core/session";
import { clientOf, explainOwnCredential } from "./access";
import { createsWithItsOwnCredential, keepsItselfIn } from "./checks";
import { deleteWithCredentials } from "./deletion";
import { readOrganization } from "./reading";
import { isRenewalDue, secretWarning } from "./renewal";
import { organizationSchema } from "./schema";
import type { OrganizationInputs, OrganizationOutputs } from "./args";
import { converge, createNew, takeOver } from "./steps";

/**
 * Organizations that resources of this run take over, have taken over, or could not: the delete of the same one under
 * its old name must spare them. After a run that stopped between the two, the next one finds both in state.
 */
const claimedHere = perSession(() => new Set<string>());

export const organizationLifecycle: Lifecycle<OrganizationInputs, OrganizationOutputs> = {
    ...fromSchema(organizationSchema),
    callers: ({ apiKey, serviceAccount, credentials }) => ({
        provider: !isPresent(credentials),
        own: [apiKey, serviceAccount, credentials].some(isPresent),
    }),
    checksOfNew: [onceKnown(["credentials", "existingOrgId"], createsWithItsOwnCredential), keepsItselfIn],

    isBroken: (outputs, { wanted, nowMs }) => isRenewalDue(outputs, wanted, nowMs),
    standingWarning: (outputs, nowMs) => secretWarning(outputs, nowMs),

    planned: claim,

    kept(session, wanted, old) {
        claim(session, wanted);
        refuseOwnSecret(wanted, old);
    },

    updateWarning: ({ old }) =>
        old.oldClientSecretId === undefined
            ? undefined
            : `this update deletes the secret ${old.oldClientSecretId}, which the last renewal has replaced.`,

    async create(session, inputs): Promise<CreatedResource<OrganizationOutputs>> {
        // Before it is done: a run that goes on though it fails (`--continue-on-error`) must not delete the organization.
        claim(session, inputs);
        const made =
            inputs.existingOrgId === undefined
                ? await createNew(session, inputs)
                : await takeOver(session, inputs, inputs.existingOrgId);
        return { id: made.orgId, outputs: await converge(session, made, inputs) };
    },

    read: readOrganization,

    async *list(session, orgId) {
        yield { id: orgId, name: (await getOrganization(session.client, orgId)).name ?? "" };
    },

    // As one that was taken over: destroying the stack leaves it.
    imported: (id, outputs) => ({ id, outputs: { ...outputs, existingOrgId: id, isAdopted: true } }),

    goneWarning: ({ isAdopted }) =>
        isAdopted === true
            ? `it was taken over, and is gone from Atlas. Remove it from the program.`
            : `it is gone from Atlas. The next \`pulumi up\` creates a new one under the same name, without what was in it.`,

    async update(session, { id, old, wanted }: Change<OrganizationInputs, OrganizationOutputs>) {
        // Not every diff asks: not of what was unknown then, nor after a refresh in the same run.
        refuseOwnSecret(wanted, old);
        return converge(session, { ...old, orgId: id }, wanted);
    },

    async delete(session, id, outputs) {
        if (outputs.isAdopted === true && outputs.deleteAdopted !== true) {
            session.warn(
                `Organization ${id}: it was taken over, not created, and is left as it is. Set deleteAdopted: true, run \`pulumi up\`, then destroy to delete it.`,
            );
            return;
        }
        if (claimedHere(session).has(id)) {
            session.warn(
                `Organization ${id}: another resource of the program takes it over, and manages it then: it is not deleted. Give a renamed Organization the option \`aliases\`.`,
            );
            return;
        }
        try {
            await deleteWithCredentials(clientOf(session, outputs), id);
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

function claim(session: AtlasSession, { existingOrgId }: OrganizationInputs): void {
    if (existingOrgId !== undefined) {
        claimedHere(session).add(existingOrgId);
    }
}
