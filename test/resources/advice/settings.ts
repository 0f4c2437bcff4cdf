import type { Advice, Deed } from "./advice";
import { orgApiKey } from "./program";
import type { Config } from "./runUnderWay";
import type { Site } from "./site";

export const program = ({ orgId }: Site) => ({
    runner: orgApiKey({ orgId, description: "runner", roles: ["ORG_MEMBER"] }),
});
export const HOLDS = { keys: { runner: [] } };

export const [PUBLIC, PRIVATE] = ["mongodbatlas:publicKey", "mongodbatlas:privateKey"];
export const [CLIENT_ID, CLIENT_SECRET] = ["mongodbatlas:clientId", "mongodbatlas:clientSecret"];
export const BASE_URL = "mongodbatlas:baseUrl";

export const publicKey = ({ atlas }: Site) => atlas.payingOrganization.publicKey;
export const privateKey = ({ atlas }: Site) => atlas.payingOrganization.privateKey;

export function serviceAccount({ atlas, orgId }: Site): Config {
    const { clientId, secrets } = atlas.addServiceAccount({ orgId });
    return { [CLIENT_ID]: clientId, [CLIENT_SECRET]: secrets[0]!.secret };
}

export const NO_KEY = { [PUBLIC]: undefined, [PRIVATE]: undefined };

/** Settings with which a program that makes a key fails, what is said then, and what is done about it. */
export type SettingsAdvice = [
    title: string,
    given: (site: Site) => Deed,
    says: RegExp,
    follow: (site: Site, said: string) => Deed,
];

export const toAdvice = ([title, given, says, follow]: SettingsAdvice): Advice => ({
    title,
    given: (site) => ({ program: program(site), ...given(site) }),
    says,
    follow,
    holds: HOLDS,
});
