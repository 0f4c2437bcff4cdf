import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import * as atlas from "pulumi-atlas-org";
import { lateFailuresOf, secretValue, useMocks, valueOf } from "../support/hostMocks";

const CREDENTIALS = { publicKey: "abcdefgh", privateKey: "11111111-2222-3333-4444-555555555555" };

describe("a Provider", () => {
    const fixture = useMocks();

    it("hands its configuration to Pulumi's provider of dynamic resources, the private key as a secret", async () => {
        const provider = new atlas.Provider("it", { ...CREDENTIALS, baseUrl: "https://atlas.example" });

        await valueOf(provider.id);
        const { type, inputs } = fixture.registered[0]!;
        expect(type).to.equal("pulumi:providers:pulumi-nodejs");
        expect(inputs["mongodbatlas:publicKey"]).to.equal(CREDENTIALS.publicKey);
        expect(secretValue(inputs["mongodbatlas:privateKey"])).to.equal(CREDENTIALS.privateKey);
        expect(inputs["mongodbatlas:baseUrl"]).to.equal("https://atlas.example");
        expect(atlas.Provider.isInstance(provider)).to.be.true;
    });

    it("takes the credentials of an organization, and no more of them than it needs", async () => {
        const credentials = pulumi.secret({ ...CREDENTIALS, somethingElse: 1 });

        await valueOf(new atlas.Provider("it", credentials).id);

        const { inputs } = fixture.registered[0]!;
        expect(secretValue(inputs["mongodbatlas:privateKey"])).to.equal(CREDENTIALS.privateKey);
        expect(JSON.stringify(inputs)).to.not.contain("somethingElse");
    });

    it("permits plain http by name, and inherits no permission from the stack", async () => {
        const baseUrl = "http://ops.internal:8080";
        pulumi.runtime.setAllConfig({ "mongodbatlas:allowHttp": "true" });
        try {
            await valueOf(new atlas.Provider("it", { ...CREDENTIALS, baseUrl, allowHttp: true }).id);
            await valueOf(new atlas.Provider("other", CREDENTIALS).id);

            expect(() => new atlas.Provider("strict", { ...CREDENTIALS, baseUrl })).to.throw(
                /is not https.*allowHttp/,
            );
        } finally {
            pulumi.runtime.setAllConfig({});
        }

        const [permitted, other] = fixture.registered.map(({ inputs }) => inputs["mongodbatlas:allowHttp"]);
        expect([permitted, other]).to.deep.equal(["true", undefined]);
    });

    it("permits plain http for no service account and no access token, which would go in clear", () => {
        const clientId = "mdb_sa_id_0123456789abcdef01234567";
        const permitted = { baseUrl: "http://ops.internal:8080", allowHttp: true };
        for (const credential of [{ clientId, clientSecret: "mdb_sa_sk_1" }, { accessToken: "a.b.c" }]) {
            expect(() => new atlas.Provider("it", { ...credential, ...permitted })).to.throw(
                /is not https\. allowHttp permits that for an API key only: .* Use an API key, or "https:\/\/ops\.internal:8080"\.$/,
            );
        }
    });

    it("refuses an allowHttp that is neither true nor false", () => {
        const allowHttp = "yes" as unknown as boolean;
        expect(() => new atlas.Provider("it", { ...CREDENTIALS, allowHttp })).to.throw(
            'allowHttp is "yes": give true or false.',
        );
    });

    it("takes a service account, and registers nothing of the other kinds", async () => {
        const clientId = "mdb_sa_id_0123456789abcdef01234567";

        await valueOf(new atlas.Provider("it", { clientId, clientSecret: "mdb_sa_sk_1" }).id);

        const { inputs } = fixture.registered[0]!;
        expect(inputs["mongodbatlas:clientId"]).to.equal(clientId);
        expect(secretValue(inputs["mongodbatlas:clientSecret"])).to.equal("mdb_sa_sk_1");
        expect(inputs).to.not.have.any.keys("mongodbatlas:privateKey", "mongodbatlas:accessToken");
    });

    it("hands over an access token as a secret", async () => {
        await valueOf(new atlas.Provider("it", { accessToken: "a.b.c" }).id);

        expect(secretValue(fixture.registered[0]!.inputs["mongodbatlas:accessToken"])).to.equal("a.b.c");
    });

    it("hands over times as texts, those of the stack where it is given none", async () => {
        pulumi.runtime.setAllConfig({ "mongodbatlas:maxRetryMs": "9", "mongodbatlas:requestTimeoutMs": "8" });
        try {
            await valueOf(new atlas.Provider("it", { ...CREDENTIALS, requestTimeoutMs: 5_000 }).id);
        } finally {
            pulumi.runtime.setAllConfig({});
        }

        const { inputs } = fixture.registered[0]!;
        expect(inputs["mongodbatlas:requestTimeoutMs"]).to.equal("5000");
        expect(inputs["mongodbatlas:maxRetryMs"]).to.equal("9");
    });

    it("takes the base URL from the stack when it is given none", async () => {
        pulumi.runtime.setAllConfig({ "mongodbatlas:baseUrl": "https://stack.example" });
        try {
            await valueOf(new atlas.Provider("it", CREDENTIALS).id);
            await valueOf(new atlas.Provider("other", { ...CREDENTIALS, baseUrl: "https://own.example" }).id);
        } finally {
            pulumi.runtime.setAllConfig({});
        }

        const urls = fixture.registered.map(({ inputs }) => inputs["mongodbatlas:baseUrl"]);
        expect(urls).to.deep.equal(["https://stack.example", "https://own.example"]);
    });

    it("takes what the stack says of the government's cloud as it takes its base URL", async () => {
        pulumi.runtime.setAllConfig({ "mongodbatlas:isMongodbGovCloud": "true" });
        try {
            await valueOf(new atlas.Provider("it", CREDENTIALS).id);
            await valueOf(new atlas.Provider("blank", { ...CREDENTIALS, baseUrl: " " }).id);
            await valueOf(
                new atlas.Provider("other", { ...CREDENTIALS, baseUrl: "https://cloud.mongodb.com" }).id,
            );
        } finally {
            pulumi.runtime.setAllConfig({});
        }

        const flags = fixture.registered.map(({ inputs }) => inputs["mongodbatlas:isMongodbGovCloud"]);
        expect(flags).to.deep.equal(["true", "true", undefined]);
    });

    for (const [key, value, message] of [
        [
            "baseUrl",
            "https://cloud.mongodb.com/v2",
            /^Provider "it": mongodbatlas:baseUrl .* holds more than/,
        ],
        [
            "base_url",
            "https://a.b",
            /^Provider "it": mongodbatlas:base_url is no setting; .*mongodbatlas:baseUrl/,
        ],
        ["maxRetryMs", "2m", /^Provider "it": mongodbatlas:maxRetryMs is "2m"/],
        ["isMongodbGovCloud", "yes", /^Provider "it": mongodbatlas:isMongodbGovCloud is "yes"/],
    ] as const) {
        it(`refuses ${key} ${value} of the stack, as nobody else checks it at preview`, () => {
            pulumi.runtime.setAllConfig({ [`mongodbatlas:${key}`]: value });
            try {
                expect(() => new atlas.Provider("it", CREDENTIALS)).to.throw(pulumi.RunError, message);
            } finally {
                pulumi.runtime.setAllConfig({});
            }
        });
    }

    it("has an address of its own in spite of mistakes in that of the stack", async () => {
        pulumi.runtime.setAllConfig({ "mongodbatlas:baseUrl": "cloud.mongodb.com" });
        try {
            await valueOf(new atlas.Provider("it", { ...CREDENTIALS, baseUrl: "https://own.example" }).id);
        } finally {
            pulumi.runtime.setAllConfig({});
        }
    });

    it("is not sent to the Ops Manager of the Atlas CLI's variables", () => {
        process.env["MCLI_OPS_MANAGER_URL"] = "https://ops.example.com:8443";
        try {
            expect(() => new atlas.Provider("it", CREDENTIALS)).to.throw(
                /^Provider "it": MCLI_OPS_MANAGER_URL /,
            );
        } finally {
            delete process.env["MCLI_OPS_MANAGER_URL"];
        }
    });

    it("refuses a plain mistake also beside arguments that are not known yet", () => {
        const privateKey = pulumi.secret(new Promise<string>(() => undefined));
        const { publicKey } = CREDENTIALS;

        for (const [wrong, message] of [
            [{ baseUrl: "http://atlas.example" }, /baseUrl .* is not https/],
            [{ publicKey: "<PUBLIC_KEY>" }, /publicKey is a placeholder/],
            [{ maxRetryMs: -1 }, /maxRetryMs is -1/],
            [{ baseURL: "https://a.b" }, /baseURL: there is no such input; .* Is baseUrl meant\?/],
        ] as const) {
            expect(() => new atlas.Provider("it", { publicKey, privateKey, ...wrong })).to.throw(
                pulumi.RunError,
                message,
            );
        }
    });

    for (const args of [undefined, null, {}]) {
        it(`asks for a credential if its arguments are ${JSON.stringify(args)}`, () => {
            expect(() => new atlas.Provider("it", args as typeof CREDENTIALS)).to.throw(
                pulumi.RunError,
                'Provider "it": there is no credential.',
            );
        });
    }

    it("refuses an argument that does not exist, by name", () => {
        const args = { ...CREDENTIALS, organization: "payments" };

        expect(() => new atlas.Provider("it", args)).to.throw(
            pulumi.RunError,
            'Provider "it": organization: there is no such input; there are accessToken, clientId, ',
        );
    });

    for (const [what, args, message] of [
        [
            "an argument that is misspelled",
            { ...CREDENTIALS, base_url: "https://atlas.example" },
            /^Provider "it": base_url: there is no such input; .* Is baseUrl meant\?$/,
        ],
        [
            "an argument of MongoDB's provider",
            { ...CREDENTIALS, assumeRole: "x" },
            /^Provider "it": assumeRole: there is no such input/,
        ],
        [
            "the government's flag",
            { ...CREDENTIALS, isMongodbGovCloud: true },
            /^Provider "it": isMongodbGovCloud .* give it baseUrl: "https:\/\/cloud\.mongodbgov\.com"/,
        ],
        [
            "http to another machine",
            { ...CREDENTIALS, baseUrl: "http://atlas.example" },
            /^Provider "it": baseUrl "http:\/\/atlas\.example" is not https/,
        ],
        [
            "an address with a path",
            { ...CREDENTIALS, baseUrl: "https://cloud.mongodb.com/v2" },
            /^Provider "it": baseUrl .* use "https:\/\/cloud\.mongodb\.com"/,
        ],
        [
            "an address that is no text",
            { ...CREDENTIALS, baseUrl: ["https://atlas.example"] },
            /^Provider "it": baseUrl must be a text/,
        ],
        [
            "a part in quotation marks",
            { ...CREDENTIALS, privateKey: `"${CREDENTIALS.privateKey}"` },
            /^Provider "it": privateKey stands in quotation marks: leave them out\.$/,
        ],
        [
            "half a credential",
            { publicKey: "abcdefgh" },
            /^Provider "it": privateKey is not set although publicKey is/,
        ],
        [
            "a time that is no number",
            { ...CREDENTIALS, maxRetryMs: "soon" },
            /^Provider "it": maxRetryMs is "soon": give milliseconds/,
        ],
        [
            "halves in each other's place",
            { publicKey: CREDENTIALS.privateKey, privateKey: CREDENTIALS.publicKey },
            /publicKey holds a private key/,
        ],
        [
            "a service account as an API key",
            { publicKey: "mdb_sa_id_1", privateKey: "mdb_sa_sk_1" },
            /publicKey holds a part of a service account/,
        ],
    ] as const) {
        it(`refuses ${what} at once`, () => {
            expect(() => new atlas.Provider("it", args as unknown as typeof CREDENTIALS))
                .to.throw(pulumi.RunError)
                .with.property("message")
                .that.matches(message);
        });

        it(`refuses ${what} also when it becomes known only later`, async () => {
            const later = pulumi.output(Promise.resolve(args as unknown as typeof CREDENTIALS));

            const failures = await lateFailuresOf(() => new atlas.Provider("it", later));

            expect(failures[0]).to.match(message);
        });
    }

    it("waits for a half that is not known yet", async () => {
        const privateKey = pulumi.secret(CREDENTIALS.privateKey);

        await valueOf(new atlas.Provider("it", { publicKey: CREDENTIALS.publicKey, privateKey }).id);

        expect(fixture.registered).to.have.lengthOf(1);
    });

    it("refuses nothing at once", () => {
        expect(() => new atlas.Provider("it", {} as unknown as typeof CREDENTIALS))
            .to.throw(pulumi.RunError)
            .with.property("message")
            .that.matches(
                /^Provider "it": there is no credential\. Give it a service account, an API key or/,
            );
    });

    it("takes nothing for what mocks leave out, if it becomes known only later", async () => {
        const none = pulumi.output(undefined) as unknown as pulumi.Output<typeof CREDENTIALS>;
        const publicKey = pulumi.output<string | undefined>(undefined);

        const failures = await lateFailuresOf(() => {
            new atlas.Provider("it", none);
            new atlas.Provider("parts", { publicKey, privateKey: pulumi.secret(publicKey) });
        });

        expect(failures).to.deep.equal([]);
    });
});
