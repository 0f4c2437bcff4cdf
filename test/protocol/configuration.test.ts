import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { Host } from "../support/host";
import { failureOf } from "../support/hostFailure";
import type { HostFixture } from "../support/hostFixture";
import { useHost } from "../support/hostFixture";

describe("the configuration of the provider host", () => {
    const fixture = useHost();

    /** Runs something in a host of its own. */
    async function inHost<T>(env: Record<string, string>, run: (host: Host) => Promise<T>): Promise<T> {
        const host = new Host(env);
        try {
            return await run(host);
        } finally {
            await host.stop();
        }
    }

    it("is there for reads that come before configure has returned, as on refresh", async () => {
        const { orgId } = fixture();

        await inHost({}, async (host) => {
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

        await inHost(env, async (host) => {
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

        await inHost(env, async (host) => {
            await fixture().configure(host);
            await host.resource("Organization").read(fixture().orgId);
        });
    });

    it("is not needed for check and diff, and named when it is missing for the rest", async () => {
        await inHost({}, async (host) => {
            await host.configure({});
            const keys = host.resource("OrgApiKey");
            const inputs = { orgId: fixture().orgId, description: "CI", roles: ["ORG_MEMBER"] };

            expect((await keys.check(inputs)).failures).to.be.empty;
            expect((await keys.diff("id", inputs, inputs)).changes).to.be.false;
            expect(await failureOf(keys.create(inputs))).to.match(
                /^OrgApiKey \S+: No Atlas credential is set: run `pulumi config set mongodbatlas:clientId/,
            );
        });
    });
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
            const host = new Host();
            try {
                await host.configure(await config(fixture()));

                const failure = await failureOf(
                    host.resource("LinkToken").create({ orgId: fixture().orgId }),
                );

                expect(failure).to.match(message).and.not.contain(fixture().key.privateKey);
                expect((await host.takeLines()).join()).to.not.contain(fixture().key.privateKey);
            } finally {
                await host.stop();
            }
        });
    }
});

/** A port of this machine that nobody listens on. */
async function freePort(): Promise<number> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    return port;
}
