import { expect } from "chai";
import { resolveConnection } from "#provider/configuration/connection";
import { resolveCredential, settingsProblems } from "#provider/configuration/settings";
import { UNKNOWN } from "#provider/schema/properties";

const PUBLIC = "abcdefgh";
const PRIVATE = "11111111-2222-3333-4444-555555555555";
const OTHER = "99999999-2222-3333-4444-555555555555";
const ACCOUNT = { clientId: "mdb_sa_id_0123456789abcdef01234567", clientSecret: "mdb_sa_sk_one" };
const OTHER_ACCOUNT = { clientId: "mdb_sa_id_ffffffffffffffffffffffff", clientSecret: "mdb_sa_sk_two" };

function resolve(config: Record<string, string | null>, environment: NodeJS.ProcessEnv = {}) {
    const configuration = { get: (key: string) => config[key] };
    const { credential, source } = resolveCredential(configuration, environment);
    return { credential, ...resolveConnection(configuration, environment, source) };
}

describe("plain http that the settings permit", () => {
    const settings = { "mongodbatlas:baseUrl": "http://ops.internal:8080", "mongodbatlas:allowHttp": "true" };
    const problemsOf = (credential: Record<string, string>) => {
        const given: Record<string, string> = { ...settings, ...credential };
        const configuration = { get: (key: string) => given[key], keys: () => Object.keys(given) };
        return settingsProblems(configuration, {}, { provider: true, own: false });
    };

    it("is for an API key", () => {
        expect(problemsOf({ "mongodbatlas:publicKey": PUBLIC, "mongodbatlas:privateKey": PRIVATE })).to.be
            .empty;
    });

    it("is refused for what would go in clear, before a call", () => {
        const { clientId, clientSecret } = ACCOUNT;
        const [problem] = problemsOf({
            "mongodbatlas:clientId": clientId,
            "mongodbatlas:clientSecret": clientSecret,
        });
        expect(problem).to.contain("allowHttp permits that for an API key only");
        expect(problemsOf({ "mongodbatlas:accessToken": "a.b.c" })).to.deep.equal([problem]);
    });
});

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
});

describe("the problems of settings", () => {
    const KEY = { "mongodbatlas:publicKey": PUBLIC, "mongodbatlas:privateKey": PRIVATE };
    const AS_PROVIDER = { provider: true, own: false };
    const AS_ITSELF = { provider: false, own: true };
    const AS_NOBODY = { provider: false, own: false };

    function problems(
        config: Record<string, string>,
        environment: NodeJS.ProcessEnv = {},
        callers = AS_PROVIDER,
    ): readonly string[] {
        const configuration = { get: (key: string) => config[key], keys: () => Object.keys(config) };
        return settingsProblems(configuration, environment, callers);
    }

    it("are none of a good credential, and of an unknown one, address or time", () => {
        expect(problems(KEY)).to.be.empty;
        for (const unknown of ["publicKey", "privateKey", "clientId", "clientSecret", "accessToken"]) {
            expect(problems({ [`mongodbatlas:${unknown}`]: UNKNOWN })).to.be.empty;
        }
        for (const unknown of ["baseUrl", "maxRetryMs", "isMongodbGovCloud"]) {
            expect(problems({ ...KEY, [`mongodbatlas:${unknown}`]: UNKNOWN })).to.be.empty;
        }
    });

    it("hold a missing credential only against who calls with it", () => {
        expect(problems({})).to.have.lengthOf(1);
        expect(problems({})[0]).to.match(/^No Atlas credential is set: run `pulumi config set/);
        expect(problems({}, {}, AS_ITSELF)).to.be.empty;
        expect(problems({}, {}, AS_NOBODY)).to.be.empty;
    });

    for (const [what, config, message] of [
        ["half a credential", { "mongodbatlas:clientId": ACCOUNT.clientId }, /clientSecret is not set/],
        ["a path", { "mongodbatlas:baseUrl": "https://cloud.mongodb.com/v2" }, /^mongodbatlas:baseUrl "/],
        ["a time with a unit", { "mongodbatlas:maxRetryMs": "2m" }, /^mongodbatlas:maxRetryMs is "2m"/],
        ["a misspelled key", { "mongodbatlas:publickey": PUBLIC }, /^mongodbatlas:publickey is no setting/],
    ] as const) {
        it(`name ${what}, whoever calls`, () => {
            for (const callers of [AS_PROVIDER, AS_ITSELF, AS_NOBODY]) {
                expect(problems(config, {}, callers)).to.satisfy((found: string[]) =>
                    found.some((problem) => message.test(problem)),
                );
            }
        });
    }

    it("name a proxy that cannot be used, whoever calls, unless the address is exempt or not known yet", () => {
        const socks = { HTTPS_PROXY: "socks5://proxy.example.com:1080" };
        for (const callers of [AS_PROVIDER, AS_ITSELF, AS_NOBODY]) {
            const found = problems(KEY, socks, callers);
            expect(found).to.have.lengthOf(1);
            expect(found[0]).to.match(/^HTTPS_PROXY names a proxy of the kind "socks5:/);
        }
        expect(problems({ ...KEY, "mongodbatlas:baseUrl": "http://127.0.0.1:80" }, socks)).to.be.empty;
        expect(problems({ ...KEY, "mongodbatlas:baseUrl": UNKNOWN }, socks)).to.be.empty;
        expect(problems(KEY, { ...socks, NO_PROXY: "mongodb.com" })).to.be.empty;
    });

    it("hold any credential but an API key against who needs one", () => {
        const callers = { ...AS_PROVIDER, whyApiKey: "Only API keys." };
        const account = {
            "mongodbatlas:clientId": `mdb_sa_id_${"a".repeat(24)}`,
            "mongodbatlas:clientSecret": "mdb_sa_sk_1",
        };

        expect(problems(account, {}, callers)).to.deep.equal(["Only API keys."]);
        expect(problems(KEY, {}, callers)).to.deep.equal([]);
        expect(problems({}, {}, { ...callers, provider: false })).to.deep.equal([]);
    });

    it("name what is wrong with the credential and with the address, each once", () => {
        const config = { "mongodbatlas:publicKey": PUBLIC, "mongodbatlas:baseUrl": "cloud.mongodb.com" };

        const found = problems(config, {}, { provider: true, own: true });

        expect(found).to.have.lengthOf(2);
        expect(found.join()).to.contain("privateKey is not set").and.contain("is not a URL");
    });

    it("tell at once that an address of the Atlas CLI does not count for a resource's own credential", () => {
        const environment = {
            ...{ MCLI_PUBLIC_API_KEY: PUBLIC, MCLI_PRIVATE_API_KEY: PRIVATE },
            MCLI_OPS_MANAGER_URL: "https://cloud.mongodbgov.com",
        };

        expect(problems({}, environment)).to.be.empty;
        expect(problems({}, environment, { provider: true, own: true })[0]).to.match(
            /^MCLI_OPS_MANAGER_URL /,
        );
    });
});
