import { expect } from "chai";
import { requireCredential, resolveBaseUrl, resolveCredential } from "#provider/dynamic/settings";

const PUBLIC = "abcdefgh";
const PRIVATE = "11111111-2222-3333-4444-555555555555";
const OTHER = "99999999-2222-3333-4444-555555555555";

function resolve(config: Record<string, string | null>, environment: NodeJS.ProcessEnv = {}) {
    const getConfig = (key: string) => config[key];
    const baseUrl = resolveBaseUrl(getConfig, environment);
    return {
        credential: resolveCredential(getConfig, environment),
        ...(baseUrl === undefined ? {} : { baseUrl }),
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
            .that.contains("pulumi config set mongodbatlas:publicKey")
            .and.contains("pulumi config set --secret mongodbatlas:privateKey")
            .and.contains("MONGODB_ATLAS_PUBLIC_API_KEY");
    });
});

describe("a credential", () => {
    const names = { publicKey: "the public key", privateKey: "the private key" };

    for (const [what, keys, message] of [
        ["nothing", {}, "the public key and the private key are not set"],
        ["no private key", { publicKey: PUBLIC }, "the private key is not set although the public key is"],
        ["no public key", { privateKey: PRIVATE }, "the public key is not set although the private key is"],
        [
            "swapped halves",
            { publicKey: PRIVATE, privateKey: PUBLIC },
            "the public key holds a private key: swap",
        ],
        [
            "a private key alone, in the wrong place",
            { publicKey: PRIVATE },
            "the public key holds a private key",
        ],
        [
            "the id of a service account",
            { publicKey: "mdb_sa_id_0123456789abcdef01234567", privateKey: PRIVATE },
            "the public key holds the id of a service account",
        ],
        [
            "the secret of a service account",
            { publicKey: PUBLIC, privateKey: "mdb_sa_sk_secret" },
            "the private key holds the secret of a service account",
        ],
    ] as const) {
        it(`that is ${what} is refused, without being printed`, () => {
            expect(() => requireCredential(keys, names))
                .to.throw()
                .that.satisfies(
                    ({ name, message: text }: Error) =>
                        name === "AtlasConfigError" && text.startsWith(message),
                )
                .with.property("message")
                .that.does.not.contain(PRIVATE);
        });
    }

    it("that is complete is taken as it is", () => {
        const keys = { publicKey: PUBLIC, privateKey: PRIVATE };

        expect(requireCredential(keys, names)).to.deep.equal(keys);
    });
});
