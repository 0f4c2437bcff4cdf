import { EmulatedAtlas } from "pulumi-atlas-org/testkit";
import type { WrongServer } from "pulumi-atlas-org/testkit";
import type { Advice } from "./advice";
import { describeAdvice } from "./advice";
import type { SettingsAdvice } from "./settings";
import {
    BASE_URL,
    CLIENT_ID,
    CLIENT_SECRET,
    HOLDS,
    NO_KEY,
    PRIVATE,
    PUBLIC,
    program,
    serviceAccount,
    toAdvice,
} from "./settings";
import type { Site } from "./site";

const answers: readonly SettingsAdvice[] = [
    [
        "to raise the longest wait",
        ({ atlas }) => {
            const headers = { "retry-after": "7" };
            atlas.faults.add({ status: 429, errorCode: "RATE_LIMITED_TOKEN_BUCKET", headers, times: 2 });
            return { config: { "mongodbatlas:maxRateLimitWaitMs": "0" } };
        },
        /wait 7 seconds, run less at a time, or raise mongodbatlas:maxRateLimitWaitMs/,
        () => ({ config: { "mongodbatlas:maxRateLimitWaitMs": "60000" } }),
    ],
    [
        "to give the key a role",
        ({ atlas }) => {
            atlas.apiKey(atlas.payingOrganization.apiKeyId).roles = ["ORG_READ_ONLY"];
            return {};
        },
        /Give API key \w+ the role/,
        ({ atlas }) => {
            atlas.apiKey(atlas.payingOrganization.apiKeyId).roles = ["ORG_OWNER"];
            return {};
        },
    ],
    [
        "to use a credential of this organization",
        ({ atlas }) => {
            const { id: orgId } = atlas.addOrganization({ name: "another" });
            const other = atlas.addApiKey({ orgId, desc: "key of another" });
            atlas.store.organizations.delete(orgId);
            return { config: { [PUBLIC]: other.publicKey, [PRIVATE]: other.privateKey } };
        },
        /belongs? to another/,
        ({ atlas, config }) => {
            atlas.revokeApiKey(
                [...atlas.store.apiKeys.values()].find(({ desc }) => desc === "key of another")!.id,
            );
            return { config };
        },
    ],
    [
        "to make a new secret of the service account",
        ({ atlas, orgId }) => {
            const { clientId } = atlas.addServiceAccount({ orgId });
            return {
                config: { ...NO_KEY, [CLIENT_ID]: clientId, [CLIENT_SECRET]: `mdb_sa_sk_${"a".repeat(40)}` },
            };
        },
        /make a new secret in Atlas and set clientSecret/,
        (site) => ({ config: serviceAccount(site) }),
    ],
];

const WRONG_SERVERS: readonly WrongServer[] = [
    "ops-manager",
    "unknown-prefix",
    "unchallenged",
    "portal",
    "load-balancer",
];

/** Starts a server that is no Atlas, but lets the key of the stack in. */
async function startOther(site: Site, kind: WrongServer): Promise<string> {
    const other = await EmulatedAtlas.start();
    site.onClose(() => other.close());
    const { store } = site.atlas;
    store.organizations.forEach((each) => other.store.organizations.set(each.id, each));
    store.apiKeys.forEach((each) => other.store.apiKeys.set(each.id, each));
    other.answerAs(kind);
    return other.baseUrl;
}

/** Settings that an `up` has taken into the state, as it had nothing to call Atlas for. */
const settingsInState: readonly Advice[] = [
    {
        title: "to run up before a refresh when the base URL was wrong",
        before: program,
        given: () => ({ config: { [BASE_URL]: "http://127.0.0.1:1" }, runs: ["up", "refresh"] }),
        says: /Check baseUrl.*use the settings of the last `pulumi up`.*run `pulumi up` first/,
        follow: ({ config }) => ({ config, runs: ["up", "refresh"] }),
        holds: HOLDS,
    },
    ...WRONG_SERVERS.map((server): Advice => ({
        title: `to run up before a refresh when the base URL was that of another server (${server})`,
        before: program,
        given: async (site) => ({
            config: { [BASE_URL]: await startOther(site, server) },
            runs: ["up", "refresh"],
        }),
        says: /heck .*baseUrl.*use the settings of the last `pulumi up`.*run `pulumi up` first/,
        follow: ({ config }) => ({ config, runs: ["up", "refresh"] }),
        holds: HOLDS,
    })),
    {
        title: "to run up before a refresh when the key was rotated",
        before: program,
        given: ({ atlas, orgId }) => {
            const fresh = atlas.addApiKey({ orgId, desc: "fresh" });
            atlas.revokeApiKey(atlas.payingOrganization.apiKeyId);
            return {
                config: { [PUBLIC]: fresh.publicKey, [PRIVATE]: fresh.privateKey },
                runs: ["refresh"],
            };
        },
        says: /401.*its credential among them: if they have changed since, run `pulumi up` first/,
        follow: () => ({ runs: ["up", "refresh"] }),
        holds: { keys: { runner: [], fresh: [] } },
    },
];

describeAdvice("about who may call, and when", answers.map(toAdvice));
describeAdvice("about settings in state", settingsInState);
