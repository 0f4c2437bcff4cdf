import type { EmulatedAtlas } from "pulumi-atlas-org/testkit";
import type { AtlasClient } from "#provider/atlas/client";
import type { AccessListOwner } from "#provider/atlas/endpoints/accessListOwners";
import { apiKeyOwner, serviceAccountOwner } from "#provider/atlas/endpoints/accessListOwners";

type Credential = ConstructorParameters<typeof AtlasClient>[0]["credential"];

/** Two owners of one kind: one that calls, and one whose list is changed. */
export interface TwoOwners {
    readonly own: AccessListOwner;
    readonly owner: AccessListOwner;
    /** Of `own`. */
    readonly credential: Credential;
    readonly revokeOwner: () => void;
}

export const TWO_OWNERS: Readonly<Record<string, (atlas: EmulatedAtlas) => TwoOwners>> = {
    "an API key": (atlas) => {
        const { orgId } = atlas.payingOrganization;
        const [own, other] = [atlas.addApiKey({ orgId }), atlas.addApiKey({ orgId })];
        return {
            own: apiKeyOwner(orgId, own.id),
            owner: apiKeyOwner(orgId, other.id),
            credential: { publicKey: own.publicKey, privateKey: own.privateKey },
            revokeOwner: () => atlas.revokeApiKey(other.id),
        };
    },
    "a service account": (atlas) => {
        const { orgId } = atlas.payingOrganization;
        const [own, other] = [atlas.addServiceAccount({ orgId }), atlas.addServiceAccount({ orgId })];
        return {
            own: serviceAccountOwner(orgId, own.clientId),
            owner: serviceAccountOwner(orgId, other.clientId),
            credential: { clientId: own.clientId, clientSecret: own.secrets[0]?.secret ?? "" },
            revokeOwner: () => atlas.revokeServiceAccount(other.clientId),
        };
    },
};
