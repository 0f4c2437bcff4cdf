import type { AtlasClient } from "../../atlas/client";
import { confirmGone, organization } from "../../atlas/gone/confirmGone";
import type { OrganizationResponse } from "../../atlas/endpoints/organizations";
import { getOrganization } from "../../atlas/endpoints/organizations";
import { getOrganizationSettings } from "../../atlas/endpoints/organizationSettings";
import { shown } from "../../core/properties";
import type { AtlasSession } from "../../core/session";
import { clientOf, explainOwnCredential } from "./access";
import { declaredSettings } from "./settings";
import type { OrganizationOutputs } from "./args";

/** An organization as it is at Atlas; undefined if it is gone, or is being deleted. */
export async function readOrganization(
    session: AtlasSession,
    id: string,
    outputs: Partial<OrganizationOutputs>,
): Promise<OrganizationOutputs | undefined> {
    const client = clientOf(session, outputs);
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
