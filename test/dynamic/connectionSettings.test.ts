import { expect } from "chai";
import { UNKNOWN } from "#provider/schema/properties";
import { resolveConnection } from "#provider/configuration/connection";
import type { CredentialSource } from "#provider/configuration/credential";

const SOURCES: readonly CredentialSource[] = ["configuration", "environment", "atlasCli", "resource"];
const NOT_OF_THE_CLI = SOURCES.filter((source) => source !== "atlasCli");

const GOVERNMENT = "https://cloud.mongodbgov.com";
const OPS_MANAGER = "https://ops.example.com:8443";

/** @param config is by short names. */
function connection(
    config: Record<string, unknown>,
    environment: NodeJS.ProcessEnv = {},
    source: CredentialSource | undefined = "configuration",
) {
    const get = (key: string) => config[key.replace("mongodbatlas:", "")];
    return resolveConnection({ get }, environment, source);
}

describe("the base URL of a connection", () => {
    for (const source of SOURCES) {
        it(`is that of the configuration, then MONGODB_ATLAS_BASE_URL, for a credential of source "${source}"`, () => {
            const environment = {
                MONGODB_ATLAS_BASE_URL: "https://first",
                MCLI_OPS_MANAGER_URL: OPS_MANAGER,
            };

            expect(connection({ baseUrl: "https://config" }, environment, source)).to.deep.equal({
                baseUrl: "https://config",
            });
            expect(connection({}, environment, source)).to.deep.equal({ baseUrl: "https://first" });
            expect(connection({}, {}, source)).to.deep.equal({});
        });

        it(`is the government's if the configuration says so, for a credential of source "${source}"`, () => {
            for (const name of ["isMongodbGovCloud", "isMongodbgovCloud"]) {
                for (const value of ["true", " True ", true]) {
                    expect(connection({ [name]: value }, {}, source)).to.deep.equal({ baseUrl: GOVERNMENT });
                }
                expect(connection({ [name]: "false" }, {}, source)).to.deep.equal({});
                expect(connection({ [name]: "" }, {}, source)).to.deep.equal({});
            }
        });
    }

    for (const source of NOT_OF_THE_CLI) {
        for (const service of [undefined, "ops-manager", "cloud-manager", "cloud"]) {
            it(`is never MCLI_OPS_MANAGER_URL for a credential of source "${source}", nor silently Atlas's own (${service})`, () => {
                const environment = { MCLI_OPS_MANAGER_URL: OPS_MANAGER, MCLI_SERVICE: service };

                expect(() => connection({}, environment, source)).to.throw(
                    /^MCLI_OPS_MANAGER_URL is set, .*mongodbatlas:baseUrl or MONGODB_ATLAS_BASE_URL .*unset/,
                );
            });
        }
    }

    it("may be MCLI_OPS_MANAGER_URL for a credential of the Atlas CLI", () => {
        expect(connection({}, { MCLI_OPS_MANAGER_URL: "https://atlas.example/" }, "atlasCli")).to.deep.equal({
            baseUrl: "https://atlas.example",
        });
    });

    it("is the government's for a credential of the Atlas CLI whose service is cloudgov", () => {
        expect(connection({}, { MCLI_SERVICE: "cloudgov" }, "atlasCli").baseUrl).to.equal(GOVERNMENT);
        expect(connection({}, { MCLI_SERVICE: "cloudgov" }, "environment")).to.deep.equal({});
        expect(connection({}, { MCLI_SERVICE: "cloud" }, "atlasCli")).to.deep.equal({});
    });

    for (const service of ["ops-manager", "cloud-manager", " Ops-Manager "]) {
        it(`is refused for a credential of the Atlas CLI that is for ${service}`, () => {
            expect(() => connection({}, { MCLI_SERVICE: service }, "atlasCli")).to.throw(
                /^MCLI_SERVICE is .*MCLI_PUBLIC_API_KEY is not for Atlas/,
            );
            expect(() =>
                connection({}, { MCLI_SERVICE: service, MCLI_OPS_MANAGER_URL: OPS_MANAGER }, "atlasCli"),
            ).to.throw(/^MCLI_SERVICE is .*MCLI_OPS_MANAGER_URL are not for Atlas/);
        });
    }

    it("plays no part as long as there is no credential", () => {
        const environment = { MCLI_OPS_MANAGER_URL: OPS_MANAGER };
        const get = () => undefined;

        expect(resolveConnection({ get }, environment, undefined)).to.deep.equal({});
    });

    it("may be any other one beside the government's flag, but not the commercial one", () => {
        const flag = { isMongodbGovCloud: "true" };

        expect(connection({ ...flag, baseUrl: "https://gateway.example" }).baseUrl).to.equal(
            "https://gateway.example",
        );
        expect(connection({ ...flag, baseUrl: `${GOVERNMENT}/` }).baseUrl).to.equal(GOVERNMENT);
        expect(() => connection({ ...flag, baseUrl: "https://cloud.mongodb.com/" })).to.throw(
            /^mongodbatlas:isMongodbGovCloud is true, .*but mongodbatlas:baseUrl is "https:\/\/cloud\.mongodb\.com"/,
        );
        expect(() => connection(flag, { MONGODB_ATLAS_BASE_URL: "https://cloud.mongodb.com" })).to.throw(
            "but MONGODB_ATLAS_BASE_URL is",
        );
    });

    it("is refused by the name of the setting that holds it", () => {
        expect(() => connection({ baseUrl: "https://a.b/v2" })).to.throw(
            /^mongodbatlas:baseUrl .*"https:\/\/a\.b"/,
        );
        expect(() => connection({}, { MONGODB_ATLAS_BASE_URL: "https://a.b/v2" })).to.throw(
            /^MONGODB_ATLAS_BASE_URL "/,
        );
        expect(() => connection({}, { MCLI_OPS_MANAGER_URL: "https://a.b/v2" }, "atlasCli")).to.throw(
            /^MCLI_OPS_MANAGER_URL "/,
        );
    });

    for (const value of ["yes", "1", "ture", '"true"']) {
        it(`is refused if the government's flag is ${value}`, () => {
            expect(() => connection({ isMongodbGovCloud: value })).to.throw(
                /^mongodbatlas:isMongodbGovCloud is .*: give true or false\.$/,
            );
        });
    }

    it("is refused if both spellings of the government's flag contradict each other", () => {
        expect(() => connection({ isMongodbGovCloud: "true", isMongodbgovCloud: "false" })).to.throw(
            "mongodbatlas:isMongodbGovCloud and mongodbatlas:isMongodbgovCloud contradict each other",
        );
    });
});

describe("the times of a connection", () => {
    it("are read as configuration has them; the others are left to the client", () => {
        const config = { requestTimeoutMs: " 1500 ", maxRateLimitWaitMs: "0", maxRetryMs: null };

        expect(connection(config)).to.deep.equal({ requestTimeoutMs: 1_500, maxRateLimitWaitMs: 0 });
    });

    for (const [name, value] of [
        ["requestTimeoutMs", "0"],
        ["requestTimeoutMs", "30s"],
        ["maxRetryMs", "2m"],
        ["maxRetryMs", "-1"],
        ["maxRetryMs", "1.5"],
        ["maxRateLimitWaitMs", "10000000000"],
    ] as const) {
        it(`are refused: ${name} ${JSON.stringify(value)}`, () => {
            expect(() => connection({ [name]: value })).to.throw(
                `mongodbatlas:${name} is "${value}": give milliseconds as a whole number from `,
            );
        });
    }

    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, 12n, true, 1.5]) {
        it(`are refused as they are, if they are no texts: ${value}`, () => {
            expect(() => connection({ maxRetryMs: value })).to.throw(
                `mongodbatlas:maxRetryMs is ${value}: give milliseconds as a whole number from `,
            );
        });
    }
});

describe("plain http", () => {
    const HTTP = "http://ops.internal:8080";

    it("is refused by default, with the setting that permits it", () => {
        expect(() => connection({ baseUrl: HTTP })).to.throw(
            /is not https\..*allowHttp permits it for one provider\.$/,
        );
        expect(() => connection({ baseUrl: HTTP, allowHttp: "false" })).to.throw(/is not https/);
    });

    it("is permitted by name", () => {
        for (const allowHttp of ["true", true]) {
            expect(connection({ baseUrl: HTTP, allowHttp })).to.deep.equal({
                baseUrl: HTTP,
                allowHttp: true,
            });
        }
        expect(connection({ allowHttp: true }, { MONGODB_ATLAS_BASE_URL: HTTP })).to.include({
            baseUrl: HTTP,
        });
    });

    it("may turn out to be permitted", () => {
        expect(connection({ baseUrl: HTTP, allowHttp: UNKNOWN })).to.include({ baseUrl: HTTP });
    });

    it("is true or false", () => {
        expect(() => connection({ baseUrl: HTTP, allowHttp: "yes" })).to.throw(
            'mongodbatlas:allowHttp is "yes": give true or false.',
        );
    });
});
