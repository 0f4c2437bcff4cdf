import { expect } from "chai";
import { UNKNOWN } from "#provider/schema/properties";
import { secret } from "#provider/plugin/wireValues";
import type { Properties } from "./usePlugin";
import { usePlugin } from "./usePlugin";

// The engine gives the process of an explicit provider what the stack's configuration has in the namespace of its package
// in PULUMI_CONFIG, and nowhere else.

const KEY = { publicKey: "abcdefgh", privateKey: secret("11111111-2222-3333-4444-555555555555") };
const ATLAS = "https://atlas.example";

function inStack(settings: Readonly<Record<string, string>>) {
    return usePlugin({ environment: { PULUMI_CONFIG: JSON.stringify(settings) } });
}

describe("an explicit provider on the plugin", () => {
    describe("in a stack with an address and times", () => {
        const fixture = inStack({
            baseUrl: ATLAS,
            requestTimeoutMs: "5000",
            maxRetryMs: "0",
            maxRateLimitWaitMs: " ",
            allowHttp: "true",
            accessToken: "stacks.own.token",
            clientSecret: "mdb_sa_sk_ofTheStack",
            XX: "https://other.example",
        });

        it("inherits them, and no part of a credential", async () => {
            const { inputs, failures } = await fixture().checkConfig(KEY);

            expect(inputs).to.deep.equal({
                ...KEY,
                baseUrl: ATLAS,
                requestTimeoutMs: "5000",
                maxRetryMs: "0",
            });
            expect(failures).to.be.empty;
        });

        it("goes by what it is given itself", async () => {
            const own = { ...KEY, baseUrl: "https://own.example", requestTimeoutMs: 1000, maxRetryMs: 9 };

            expect((await fixture().checkConfig(own)).inputs).to.deep.equal(own);
        });

        it("inherits in the place of a null and of a blank", async () => {
            const { inputs } = await fixture().checkConfig({ ...KEY, baseUrl: " ", maxRetryMs: null });

            expect(inputs).to.include({ baseUrl: ATLAS, maxRetryMs: "0" });
        });

        it("waits for an address that is not known yet", async () => {
            const { inputs } = await fixture().checkConfig({ ...KEY, baseUrl: UNKNOWN });

            expect(inputs).to.include({ baseUrl: UNKNOWN, requestTimeoutMs: "5000" });
        });

        it("is updated where state lacks what it inherits, and never replaced", async () => {
            const { inputs } = await fixture().checkConfig(KEY);

            expect(await fixture().diffConfig(KEY, inputs)).to.deep.equal({ isChanged: true, replaces: [] });
            expect(await fixture().diffConfig(inputs, inputs)).to.include({ isChanged: false });
        });

        it("goes by its state in a refresh and a destroy, which check nothing", async () => {
            const { orgId, settings, atlas } = fixture();
            await fixture().configure(settings);

            await fixture().read("Organization", orgId);

            expect(atlas.calls()).to.not.be.empty;
        });
    });

    describe("in a stack for Atlas for Government", () => {
        const fixture = inStack({ isMongodbGovCloud: "true" });

        it("inherits that, too", async () => {
            const { inputs } = await fixture().checkConfig(KEY);
            expect(inputs).to.deep.equal({ ...KEY, isMongodbGovCloud: "true" });
        });

        it("does not beside an address of its own", async () => {
            const own = { ...KEY, baseUrl: "https://cloud.mongodb.com" };
            const { inputs, failures } = await fixture().checkConfig(own);
            expect({ inputs, failures }).to.deep.equal({ inputs: own, failures: [] });
        });
    });

    describe("in a stack of an Ops Manager without https", () => {
        const address = "http://ops.internal:8080";
        const fixture = inStack({ baseUrl: address, allowHttp: "true" });
        const failuresOf = async (settings: Properties) =>
            (await fixture().checkConfig(settings)).failures.join("\n");

        it("inherits no permission, and says where the address is from", async () => {
            expect(await failuresOf(KEY))
                .to.contain(`atlas-org:baseUrl "${address}" is not https`)
                .and.contain("The address is atlas-org:baseUrl of the stack.");
            expect(await failuresOf({ ...KEY, allowHttp: true })).to.equal("");
        });

        it("says so of what may not go there in clear", async () => {
            const token = { accessToken: secret("a.b.c"), allowHttp: true };
            expect(await failuresOf(token))
                .to.contain("for an API key only")
                .and.contain("The address is atlas-org:baseUrl of the stack.");
            expect(await failuresOf({ ...token, baseUrl: address })).to.not.contain("of the stack");
        });
    });

    describe("in a stack that misspells the address", () => {
        const fixture = inStack({ baseurl: ATLAS, requesttimeoutms: "1" });

        it("is refused, as its credential would go elsewhere", async () => {
            const { failures } = await fixture().checkConfig(KEY);
            expect(failures).to.have.lengthOf(1);
            expect(failures[0]).to.contain("`pulumi config rm atlas-org:baseurl`");
        });
    });

    describe("in a stack whose time is malformed", () => {
        const fixture = inStack({ maxRetryMs: "soon" });

        it("is refused by the name of the setting", async () => {
            const { failures } = await fixture().checkConfig(KEY);
            expect(failures.join()).to.contain('atlas-org:maxRetryMs is "soon"');
        });
    });

    for (const [what, environment] of [
        ["is missing", {}],
        ["is of another stack's program", { PULUMI_CONFIG: `{"atlas-org:baseUrl":"${ATLAS}"}` }],
        ["is no JSON", { PULUMI_CONFIG: '{"baseUrl":"https://atlas.example"' }],
        ["is no object", { PULUMI_CONFIG: "null" }],
        ["holds no texts", { PULUMI_CONFIG: '{"baseUrl":{"a":1},"maxRetryMs":7}' }],
    ] as const) {
        describe(`where PULUMI_CONFIG ${what}`, () => {
            const fixture = usePlugin({ environment });

            it("inherits nothing", async () => {
                const { inputs, failures } = await fixture().checkConfig(KEY);
                expect({ inputs, failures }).to.deep.equal({ inputs: KEY, failures: [] });
                expect(fixture().plugin.logged).to.be.empty;
            });
        });
    }
});

describe("the default provider on the plugin", () => {
    const stack = {
        baseUrl: ATLAS,
        isMongodbGovCloud: "false",
        requestTimeoutMs: "5000",
        allowHttp: "false",
    };
    const fixture = inStack(stack);

    it("has all of the stack's settings already, and stays as it is", async () => {
        const given = { ...KEY, ...stack };
        expect((await fixture().checkConfig(given)).inputs).to.deep.equal(given);
    });
});
