import { expect } from "chai";
import { resolveConnection, resolveCredential } from "#provider/dynamic/settings";

const PUBLIC = "abcdefgh";
const PRIVATE = "11111111-2222-3333-4444-555555555555";
const OTHER = "99999999-2222-3333-4444-555555555555";
const ACCOUNT = { clientId: "mdb_sa_id_0123456789abcdef01234567", clientSecret: "mdb_sa_sk_one" };
const OTHER_ACCOUNT = { clientId: "mdb_sa_id_ffffffffffffffffffffffff", clientSecret: "mdb_sa_sk_two" };

function resolve(config: Record<string, string | null>, environment: NodeJS.ProcessEnv = {}) {
    const getConfig = (key: string) => config[key];
    return {
        credential: resolveCredential(getConfig, environment),
        ...resolveConnection(getConfig, environment),
    };
}

describe("settings of a provider instance", () => {
    const sources: [string, Record<string, string>, NodeJS.ProcessEnv][] = [
        ["its configuration", { "mongodbatlas:publicKey": PUBLIC, "mongodbatlas:privateKey": PRIVATE }, {}],
        [
            "MONGODB_ATLAS_PUBLIC_API_KEY",
            {},
            { MONGODB_ATLAS_PUBLIC_API_KEY: PUBLIC, MONGODB_ATLAS_PRIVATE_API_KEY: PRIVATE },
        ],
        [
            "MONGODB_ATLAS_PUBLIC_KEY",
            {},
            { MONGODB_ATLAS_PUBLIC_KEY: PUBLIC, MONGODB_ATLAS_PRIVATE_KEY: PRIVATE },
        ],
        ["MCLI_PUBLIC_API_KEY", {}, { MCLI_PUBLIC_API_KEY: PUBLIC, MCLI_PRIVATE_API_KEY: PRIVATE }],
    ];

    sources.forEach(([what, config, environment], index) => {
        it(`take the credential from ${what}, before all that come later`, () => {
            const others = sources.slice(index + 1).map(([, , variables]) => variables);
            const later = Object.fromEntries(
                others.flatMap((variables) =>
                    Object.keys(variables).map((name) => [
                        name,
                        name.includes("PUBLIC") ? "zzzzzzzz" : OTHER,
                    ]),
                ),
            );

            expect(resolve(config, { ...later, ...environment })).to.deep.equal({
                credential: { publicKey: PUBLIC, privateKey: PRIVATE },
            });
        });
    });

    for (const blank of [null, "", "  "]) {
        it(`count ${JSON.stringify(blank)} as absent`, () => {
            const config = {
                "mongodbatlas:publicKey": blank,
                "mongodbatlas:privateKey": blank,
                "mongodbatlas:baseUrl": blank,
            };
            const environment = {
                ...{ MONGODB_ATLAS_PUBLIC_API_KEY: blank ?? undefined },
                ...{ MCLI_PUBLIC_API_KEY: PUBLIC, MCLI_PRIVATE_API_KEY: PRIVATE },
                MCLI_OPS_MANAGER_URL: "https://atlas.example",
            };

            expect(resolve(config, environment)).to.deep.equal({
                credential: { publicKey: PUBLIC, privateKey: PRIVATE },
                baseUrl: "https://atlas.example",
            });
        });
    }

    it("lose spaces and line ends around them, as copied values have", () => {
        const config = {
            "mongodbatlas:publicKey": ` ${PUBLIC}\n`,
            "mongodbatlas:privateKey": `${PRIVATE}\n`,
            "mongodbatlas:baseUrl": "https://atlas.example\n",
        };

        expect(resolve(config)).to.deep.equal({
            credential: { publicKey: PUBLIC, privateKey: PRIVATE },
            baseUrl: "https://atlas.example",
        });
    });

    it("never mix the halves of two sources", () => {
        const halves = { "mongodbatlas:publicKey": PUBLIC };
        const environment = {
            MONGODB_ATLAS_PUBLIC_API_KEY: "zzzzzzzz",
            MONGODB_ATLAS_PRIVATE_API_KEY: PRIVATE,
        };

        expect(() => resolve(halves, environment)).to.throw(
            "mongodbatlas:privateKey is not set although mongodbatlas:publicKey is",
        );
        expect(() =>
            resolve({}, { MONGODB_ATLAS_PRIVATE_API_KEY: PRIVATE, MCLI_PUBLIC_API_KEY: PUBLIC }),
        ).to.throw("MONGODB_ATLAS_PUBLIC_API_KEY is not set although MONGODB_ATLAS_PRIVATE_API_KEY is");
    });

    it("take the base URL from a source of its own: configuration, then either variable", () => {
        const credential = { MCLI_PUBLIC_API_KEY: PUBLIC, MCLI_PRIVATE_API_KEY: PRIVATE };
        const urls = { MONGODB_ATLAS_BASE_URL: "https://first", MCLI_OPS_MANAGER_URL: "https://second" };

        const baseUrls = [
            resolve({ "mongodbatlas:baseUrl": "https://config" }, { ...credential, ...urls }),
            resolve({}, { ...credential, ...urls }),
            resolve({}, { ...credential, MCLI_OPS_MANAGER_URL: urls.MCLI_OPS_MANAGER_URL }),
            resolve({}, credential),
        ].map(({ baseUrl }) => baseUrl);

        expect(baseUrls).to.deep.equal(["https://config", "https://first", "https://second", undefined]);
    });

    it("say how to set a credential when there is none", () => {
        expect(() => resolve({}))
            .to.throw()
            .with.property("message")
            .that.contains("pulumi config set mongodbatlas:clientId")
            .and.contains("pulumi config set --secret mongodbatlas:clientSecret")
            .and.contains("mongodbatlas:publicKey and mongodbatlas:privateKey")
            .and.contains("MONGODB_ATLAS_PUBLIC_API_KEY");
    });

    it("prefer an access token to a service account, and that to an API key, within a source", () => {
        const key = { "mongodbatlas:publicKey": PUBLIC, "mongodbatlas:privateKey": PRIVATE };
        const account = {
            "mongodbatlas:clientId": ACCOUNT.clientId,
            "mongodbatlas:clientSecret": ACCOUNT.clientSecret,
        };

        expect(resolve({ ...key, ...account, "mongodbatlas:accessToken": "a.b.c" }).credential).to.deep.equal(
            {
                accessToken: "a.b.c",
            },
        );
        expect(resolve({ ...key, ...account }).credential).to.deep.equal(ACCOUNT);
    });

    it("take an API key of the configuration before a service account of the environment", () => {
        const config = { "mongodbatlas:publicKey": PUBLIC, "mongodbatlas:privateKey": PRIVATE };
        const environment = {
            MONGODB_ATLAS_ACCESS_TOKEN: "a.b.c",
            MONGODB_ATLAS_CLIENT_ID: ACCOUNT.clientId,
            MONGODB_ATLAS_CLIENT_SECRET: ACCOUNT.clientSecret,
        };

        expect(resolve(config, environment).credential).to.deep.equal({
            publicKey: PUBLIC,
            privateKey: PRIVATE,
        });
        expect(resolve({}, environment).credential).to.deep.equal({ accessToken: "a.b.c" });
        delete (environment as Partial<typeof environment>).MONGODB_ATLAS_ACCESS_TOKEN;
        expect(resolve({}, environment).credential).to.deep.equal(ACCOUNT);
    });

    it("never mix id and secret of two service accounts", () => {
        const config = { "mongodbatlas:clientId": ACCOUNT.clientId };
        const environment = {
            MONGODB_ATLAS_CLIENT_ID: OTHER_ACCOUNT.clientId,
            MONGODB_ATLAS_CLIENT_SECRET: OTHER_ACCOUNT.clientSecret,
        };

        expect(() => resolve(config, environment)).to.throw(
            "mongodbatlas:clientSecret is not set although mongodbatlas:clientId is",
        );
    });

    it("read times as configuration has them, and leave the others to the client", () => {
        const config = {
            ...{ "mongodbatlas:publicKey": PUBLIC, "mongodbatlas:privateKey": PRIVATE },
            "mongodbatlas:requestTimeoutMs": " 1500 ",
            "mongodbatlas:maxRateLimitWaitMs": "0",
            "mongodbatlas:maxRetryMs": null,
        };

        const { credential, ...times } = resolve(config);

        expect(credential).to.have.property("publicKey", PUBLIC);
        expect(times).to.deep.equal({ requestTimeoutMs: 1_500, maxRateLimitWaitMs: 0 });
    });

    for (const [name, value] of [
        ["requestTimeoutMs", "0"],
        ["requestTimeoutMs", "30s"],
        ["maxRetryMs", "-1"],
        ["maxRetryMs", "1.5"],
        ["maxRateLimitWaitMs", "10000000000"],
    ] as const) {
        it(`refuse ${name} ${JSON.stringify(value)}`, () => {
            const config = { [`mongodbatlas:${name}`]: value };

            expect(() => resolveConnection((key) => config[key], {})).to.throw(
                `mongodbatlas:${name} is "${value}": give milliseconds as a whole number from `,
            );
        });
    }
});
