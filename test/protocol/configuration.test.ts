import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { UNKNOWN } from "#provider/schema/properties";
import { Host } from "../support/host";
import { failureOf } from "../support/hostFailure";
import type { HostFixture } from "../support/hostFixture";
import { useHost } from "../support/hostFixture";

describe("the configuration of the provider host", () => {
    const fixture = useHost();

    it("is there for reads that come before configure has returned, as on refresh", async () => {
        const { orgId } = fixture();

        await during(Host.asProcess(), async (host) => {
            const configured = fixture().configure(host);
            const reads = [0, 1, 2, 3].map(() => host.resource("Organization").read(orgId));
            await Promise.all([configured, ...reads]);
        });

        expect(fixture().calls()).to.deep.equal(Array(4).fill("GET /orgs/{orgId} 200"));
    });

    it("comes from the environment where the provider instance has none, null counting as none", async () => {
        const { atlas, key, orgId } = fixture();
        const env = {
            MONGODB_ATLAS_PUBLIC_API_KEY: key.publicKey,
            MONGODB_ATLAS_PRIVATE_API_KEY: key.privateKey,
            MONGODB_ATLAS_BASE_URL: atlas.baseUrl,
        };

        await during(Host.asProcess(env), async (host) => {
            await host.configure({ "mongodbatlas:publicKey": null, "mongodbatlas:baseUrl": null });
            await host.resource("Organization").read(orgId);
        });
    });

    it("comes from the provider instance first", async () => {
        const env = {
            MONGODB_ATLAS_PUBLIC_API_KEY: "abcdefgh",
            MONGODB_ATLAS_PRIVATE_API_KEY: "11111111-2222-3333-4444-555555555555",
            MONGODB_ATLAS_BASE_URL: "https://atlas.invalid",
        };

        await during(Host.inProcess(env), async (host) => {
            await fixture().configure(host);
            await host.resource("Organization").read(fixture().orgId);
        });
    });

    it("is not needed for what stands already, and named when it is missing for what is new", async () => {
        await during(Host.inProcess(), async (host) => {
            await host.configure({});
            const keys = host.resource("OrgApiKey");
            const inputs = { orgId: fixture().orgId, description: "CI", roles: ["ORG_MEMBER"] };
            const missing = /No Atlas credential is set: run `pulumi config set mongodbatlas:clientId/;

            expect((await keys.check(inputs, inputs)).failures).to.be.empty;
            expect((await keys.diff("id", inputs, inputs)).changes).to.be.false;
            expect((await keys.check(inputs)).failures.join()).to.match(missing);
            expect(await failureOf(keys.create(inputs))).to.match(missing);
        });
    });

    it("that is refused is explained once in a run, and the other errors say where", async () => {
        const inputs = { orgId: fixture().orgId, linkToken: "a token" };
        const { publicKey, privateKey } = fixture().key;
        const credential = { "mongodbatlas:publicKey": publicKey, "mongodbatlas:privateKey": privateKey };
        const refused = { ...credential, "mongodbatlas:baseUrl": `${fixture().atlas.baseUrl}/v2` };

        for (const host of [Host.inProcess(), Host.inProcess()]) {
            await during(host, async () => {
                await host.configure(refused);
                const state = { ...inputs, schemaVersion: 1 };
                const read = () => failureOf(host.resource("LinkToken").read(fixture().orgId, state));

                expect(await read()).to.match(/baseUrl ".*\/v2" holds more than .*`pulumi refresh`/);
                expect(await read()).to.match(
                    /^LinkToken \S+: the settings of its provider are refused, as for LinkToken \S+, whose error says why\.$/,
                );
            });
        }
        expect(fixture().calls()).to.deep.equal([]);
    });

    it("needs no credential where an organization has its own", async () => {
        const { key, orgId } = fixture();
        const own = { publicKey: key.publicKey, privateKey: key.privateKey };
        const taken = { name: "payments", existingOrgId: orgId, credentials: own };
        const { credentials: _, ...withoutOwn } = taken;

        await during(Host.inProcess(), async (host) => {
            await host.configure({});
            const organizations = host.resource("Organization");

            expect((await organizations.check(taken)).failures).to.be.empty;
            expect((await organizations.check({ ...taken, credentials: UNKNOWN })).failures).to.be.empty;
            expect((await organizations.check(withoutOwn)).failures).to.have.lengthOf(1);
        });
    });

    it("counts for the organizations' own credentials where MONGODB_ATLAS_BASE_URL sets it", async () => {
        const { atlas, key, orgId } = fixture();
        const env = {
            ...{ MONGODB_ATLAS_BASE_URL: atlas.baseUrl, MCLI_OPS_MANAGER_URL: "https://ops.invalid" },
        };
        const credentials = { publicKey: key.publicKey, privateKey: key.privateKey };

        await during(Host.inProcess(env), async (host) => {
            await host.configure({});
            await host
                .resource("Organization")
                .read(orgId, { name: "x", orgId, credentials, schemaVersion: 1 });
        });
    });

    it("never sends a credential of its own to the Ops Manager of the Atlas CLI's variables", async () => {
        const { atlas, key, orgId } = fixture();
        const config = { "mongodbatlas:publicKey": key.publicKey, "mongodbatlas:privateKey": key.privateKey };
        const before = atlas.requests.length;

        await during(Host.inProcess({ MCLI_OPS_MANAGER_URL: atlas.baseUrl }), async (host) => {
            await host.configure(config);
            const refused = /MCLI_OPS_MANAGER_URL is set, but it counts only for a credential from MCLI_/;
            const inputs = { orgId, description: "CI", roles: ["ORG_MEMBER"] };

            expect((await host.resource("OrgApiKey").check(inputs)).failures.join()).to.match(refused);
            expect(await failureOf(host.resource("OrgApiKey").create(inputs))).to.match(refused);
            expect(await failureOf(host.resource("Organization").read(orgId))).to.match(refused);
        });
        expect(atlas.requests.length).to.equal(before);
    });

    it("brings one warning of settings that do nothing here", async () => {
        await during(Host.inProcess(), async (host) => {
            await host.configure({ "mongodbatlas:assumeRole": "x", "mongodbatlas:region": "y" });
            for (const kind of ["LinkToken", "LinkToken", "OrgApiKey"] as const) {
                await host.resource(kind).check({ orgId: fixture().orgId });
            }
            const warnings = (await host.takeLines()).filter((line) => line.startsWith("warning"));

            expect(warnings).to.have.lengthOf(1);
            expect(warnings[0]).to.contain("mongodbatlas:assumeRole, mongodbatlas:region: ");
        });
    });
});

describe("a check with settings that cannot work", () => {
    const fixture = useHost();
    const KEY = {
        "mongodbatlas:publicKey": "abcdefgh",
        "mongodbatlas:privateKey": "11111111-2222-3333-4444-555555555555",
    };

    for (const [what, config, message] of [
        ["half a credential", { "mongodbatlas:publicKey": "abcdefgh" }, /privateKey is not set although/],
        [
            "swapped halves",
            {
                "mongodbatlas:publicKey": KEY["mongodbatlas:privateKey"],
                "mongodbatlas:privateKey": KEY["mongodbatlas:publicKey"],
            },
            /publicKey holds a private key: swap it/,
        ],
        [
            "a misspelled key",
            { "mongodbatlas:publickey": "abcdefgh" },
            /publickey is no setting; most likely/,
        ],
        [
            "a base URL with a path",
            { ...KEY, "mongodbatlas:baseUrl": "https://cloud.mongodb.com/v2" },
            /use "https:\/\/cloud\.mongodb\.com"/,
        ],
        [
            "a base URL without scheme",
            { ...KEY, "mongodbatlas:baseUrl": "cloud.mongodb.com" },
            /is not a URL/,
        ],
        [
            "http to another machine",
            { ...KEY, "mongodbatlas:baseUrl": "http://atlas.invalid" },
            /is not https/,
        ],
        ["a time with a unit", { ...KEY, "mongodbatlas:maxRetryMs": "2m" }, /maxRetryMs is "2m"/],
        ["a placeholder", { ...KEY, "mongodbatlas:privateKey": "${KEY}" }, /privateKey is a placeholder/],
    ] as const) {
        it(`names ${what}, for what stands already as well, beside what is wrong with the inputs`, async () => {
            await during(Host.inProcess(), async (host) => {
                await host.configure(config);
                const links = host.resource("LinkToken");
                const inputs = { orgId: fixture().orgId };

                for (const failures of [
                    (await links.check(inputs)).failures,
                    (await links.check(inputs, inputs)).failures,
                ]) {
                    expect(failures).to.have.lengthOf(1);
                    expect(failures[0]).to.match(message).and.match(/^: /);
                }
                expect((await links.check({ orgId: "x" })).failures).to.have.lengthOf(2);
            });
        });
    }
});

describe("a provider host that cannot work as it is configured", () => {
    const fixture = useHost();

    const cases: {
        what: string;
        config: (fixture: HostFixture) => Promise<Record<string, string>> | Record<string, string>;
        message: RegExp;
    }[] = [
        {
            what: "half a credential",
            config: ({ key, atlas }) => ({
                "mongodbatlas:publicKey": key.publicKey,
                "mongodbatlas:baseUrl": atlas.baseUrl,
            }),
            message: /^LinkToken \S+: mongodbatlas:privateKey is not set although mongodbatlas:publicKey is/,
        },
        {
            what: "the two halves swapped",
            config: ({ key, atlas }) => ({
                "mongodbatlas:publicKey": key.privateKey,
                "mongodbatlas:privateKey": key.publicKey,
                "mongodbatlas:baseUrl": atlas.baseUrl,
            }),
            message:
                /^LinkToken \S+: mongodbatlas:publicKey holds a private key: swap it with mongodbatlas:privateKey/,
        },
        {
            what: "a wrong private key",
            config: ({ key, atlas }) => ({
                "mongodbatlas:publicKey": key.publicKey,
                "mongodbatlas:privateKey": "11111111-2222-3333-4444-555555555555",
                "mongodbatlas:baseUrl": atlas.baseUrl,
            }),
            message: /^LinkToken \S+: POST .*: 401 /,
        },
        {
            what: "http to another machine",
            config: ({ key }) => ({
                "mongodbatlas:publicKey": key.publicKey,
                "mongodbatlas:privateKey": key.privateKey,
                "mongodbatlas:baseUrl": "http://atlas.invalid",
            }),
            message: /^LinkToken \S+: .*https/,
        },
        {
            what: "an address where nobody listens",
            config: async ({ key }) => ({
                "mongodbatlas:publicKey": key.publicKey,
                "mongodbatlas:privateKey": key.privateKey,
                "mongodbatlas:baseUrl": `http://127.0.0.1:${await freePort()}`,
                // It may be up again in a moment; the default is to try for two minutes.
                "mongodbatlas:maxRetryMs": "0",
            }),
            message: /^LinkToken \S+: POST .*could not connect.*Nothing was sent/,
        },
    ];

    for (const { what, config, message } of cases) {
        it(`says so of ${what}, records nothing and prints no private key`, async () => {
            await during(Host.inProcess(), async (host) => {
                await host.configure(await config(fixture()));

                const failure = await failureOf(
                    host.resource("LinkToken").create({ orgId: fixture().orgId }),
                );

                expect(failure).to.match(message).and.not.contain(fixture().key.privateKey);
                expect((await host.takeLines()).join()).to.not.contain(fixture().key.privateKey);
            });
        });
    }
});

/** Runs something in a host that ends with it. */
async function during<T>(host: Host, run: (host: Host) => Promise<T>): Promise<T> {
    try {
        return await run(host);
    } finally {
        await host.stop();
    }
}

/** A port of this machine that nobody listens on. */
async function freePort(): Promise<number> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    return port;
}
