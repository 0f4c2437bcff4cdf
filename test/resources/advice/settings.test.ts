import { describeAdvice } from "./advice";
import type { SettingsAdvice } from "./settings";
import {
    BASE_URL,
    CLIENT_ID,
    CLIENT_SECRET,
    NO_KEY,
    PRIVATE,
    PUBLIC,
    privateKey,
    publicKey,
    serviceAccount,
    toAdvice,
} from "./settings";
import type { Site } from "./site";

const credentials: readonly SettingsAdvice[] = [
    [
        "to set a service account",
        () => ({ config: NO_KEY }),
        /`pulumi config set mongodbatlas:clientId …` and `pulumi config set --secret mongodbatlas:clientSecret …`/,
        (site) => ({ config: serviceAccount(site) }),
    ],
    [
        "to set variables",
        () => ({ config: NO_KEY }),
        /or MONGODB_ATLAS_PUBLIC_API_KEY and MONGODB_ATLAS_PRIVATE_API_KEY/,
        (site) => ({
            environment: {
                MONGODB_ATLAS_PUBLIC_API_KEY: publicKey(site),
                MONGODB_ATLAS_PRIVATE_API_KEY: privateKey(site),
            },
        }),
    ],
    [
        "to give both halves",
        () => ({ config: { [PRIVATE]: undefined } }),
        /mongodbatlas:privateKey is not set although mongodbatlas:publicKey is: give both halves/,
        (site) => ({ config: { [PRIVATE]: privateKey(site) } }),
    ],
    [
        "to swap the halves",
        (site) => ({ config: { [PUBLIC]: privateKey(site), [PRIVATE]: publicKey(site) } }),
        /swap it with mongodbatlas:privateKey/,
        (site) => ({ config: { [PUBLIC]: publicKey(site), [PRIVATE]: privateKey(site) } }),
    ],
    [
        "to give a service account by its own names",
        (site) => {
            const { [CLIENT_ID]: clientId, [CLIENT_SECRET]: clientSecret } = serviceAccount(site);
            return { config: { [PUBLIC]: clientId, [PRIVATE]: clientSecret } };
        },
        /give it as mongodbatlas:clientId and mongodbatlas:clientSecret/,
        (site) => ({ config: { ...NO_KEY, ...serviceAccount(site) } }),
    ],
    [
        "to leave quotation marks out",
        (site) => ({ config: { [PRIVATE]: `"${privateKey(site)}"` } }),
        /stands in quotation marks: leave them out/,
        (site) => ({ config: { [PRIVATE]: privateKey(site) } }),
    ],
    [
        "to decode what is encoded",
        (site) => ({ config: { [PRIVATE]: Buffer.from(privateKey(site)).toString("base64") } }),
        /is encoded in base64: decode it first/,
        (site) => ({ config: { [PRIVATE]: privateKey(site) } }),
    ],
    [
        "to give what stands behind the equals sign",
        (site) => ({ config: { [PRIVATE]: `MONGODB_ATLAS_PRIVATE_KEY=${privateKey(site)}` } }),
        /give only what stands behind the equals sign/,
        (site) => ({ config: { [PRIVATE]: privateKey(site) } }),
    ],
    [
        "to set the key that is spelled right",
        (site) => ({ config: { [PUBLIC]: undefined, "mongodbatlas:publickey": publicKey(site) } }),
        /Set that one, and remove the other with `pulumi config rm mongodbatlas:publickey`/,
        (site) => ({ config: { [PUBLIC]: publicKey(site), "mongodbatlas:publickey": undefined } }),
    ],
];

const OPS_MANAGER = { MCLI_OPS_MANAGER_URL: "https://ops.example.com:8443" };
const ofAtlasCli = (site: Site) => ({
    MCLI_PUBLIC_API_KEY: publicKey(site),
    MCLI_PRIVATE_API_KEY: privateKey(site),
});

/** Base URLs that are slightly wrong: the error gives the right one. */
const wrongBaseUrls = ["/v2", "/api/atlas/v2", "/?pretty=true", "/#/orgs"].map((rest): SettingsAdvice => [
    `to use the base URL without ${rest}`,
    ({ atlas }) => ({ config: { [BASE_URL]: atlas.baseUrl + rest } }),
    /leave out the rest, and use "http:/,
    (_site, said) => ({ config: { [BASE_URL]: /use "([^"]+)"/.exec(said)?.[1] } }),
]);

const addresses: readonly SettingsAdvice[] = [
    ...wrongBaseUrls,
    [
        "to leave a user name out of the base URL",
        ({ atlas }) => ({ config: { [BASE_URL]: atlas.baseUrl.replace("://", "://me:secret@") } }),
        /holds a user name or password\. Leave them out/,
        (_site, said) => ({ config: { [BASE_URL]: /Use "([^"]+)"/.exec(said)?.[1] } }),
    ],
    [
        "to say where Atlas is in the configuration, beside the URL of an Ops Manager",
        () => ({ config: { [BASE_URL]: undefined }, environment: OPS_MANAGER }),
        /Say where Atlas is with mongodbatlas:baseUrl or MONGODB_ATLAS_BASE_URL/,
        ({ atlas }) => ({ config: { [BASE_URL]: atlas.baseUrl } }),
    ],
    [
        "to say where Atlas is in the environment, beside the URL of an Ops Manager",
        () => ({ config: { [BASE_URL]: undefined }, environment: OPS_MANAGER }),
        /Say where Atlas is with mongodbatlas:baseUrl or MONGODB_ATLAS_BASE_URL/,
        ({ atlas }) => ({ environment: { MONGODB_ATLAS_BASE_URL: atlas.baseUrl } }),
    ],
    [
        "to give credential and address in another way than for an Ops Manager",
        (site) => ({
            config: { ...NO_KEY, [BASE_URL]: undefined },
            environment: { ...OPS_MANAGER, ...ofAtlasCli(site), MCLI_SERVICE: "ops-manager" },
        }),
        /Give a credential of Atlas by another way, such as mongodbatlas:clientId and mongodbatlas:clientSecret, and the address with mongodbatlas:baseUrl/,
        (site) => ({ config: { ...serviceAccount(site), [BASE_URL]: site.atlas.baseUrl } }),
    ],
    [
        "to remove one of two settings that contradict each other",
        () => ({
            config: { "mongodbatlas:isMongodbGovCloud": "true", "mongodbatlas:isMongodbgovCloud": "false" },
        }),
        /contradict each other: remove one/,
        () => ({ config: { "mongodbatlas:isMongodbGovCloud": undefined } }),
    ],
    [
        "to give true or false",
        () => ({ config: { "mongodbatlas:isMongodbGovCloud": "no" } }),
        /give true or false/,
        () => ({ config: { "mongodbatlas:isMongodbGovCloud": "false" } }),
    ],
    [
        "to give milliseconds",
        () => ({ config: { "mongodbatlas:maxRetryMs": "2m" } }),
        /give milliseconds as a whole number from 0/,
        () => ({ config: { "mongodbatlas:maxRetryMs": "120000" } }),
    ],
];

describeAdvice("about credentials", credentials.map(toAdvice));
describeAdvice("about the address of Atlas and other settings", addresses.map(toAdvice));
