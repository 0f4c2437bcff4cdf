import type { Properties } from "./program";
import { organization, orgApiKey } from "./program";
import type { Site } from "./site";

/** The first API key of the organization "payments". */
export const FIRST_KEY = { description: "pulumi", roles: ["ORG_OWNER"] };

/** The organization "payments", made by the program. */
export const made = ({ ownerId }: Site, others: Properties = {}) =>
    organization({ name: "payments", orgOwnerId: ownerId, apiKey: FIRST_KEY, ...others });

/** A key in the organization of that name in the program. */
export const runnerIn = (name: string) =>
    orgApiKey((of) => ({ orgId: of(name)["id"], description: "runner", roles: ["ORG_MEMBER"] }), name);

/** Somebody makes an ORG_OWNER key in "payments", in the Atlas UI. */
export function makeKey(site: Site): { publicKey: string; privateKey: string } {
    const orgId = site.organizationId("payments");
    const { publicKey, privateKey } = site.atlas.addApiKey({ orgId, desc: "made by hand" });
    return { publicKey, privateKey };
}

/** What Atlas holds of those keys. */
export const BY_HAND = { "made by hand": [] };
