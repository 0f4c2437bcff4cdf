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

    for (const [what, args, message] of [
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
            expect(() => new atlas.Provider("it", args as typeof CREDENTIALS))
                .to.throw(pulumi.RunError)
                .with.property("message")
                .that.matches(message);
        });

        it(`refuses ${what} also when it becomes known only later`, async () => {
            const later = pulumi.output(Promise.resolve(args as typeof CREDENTIALS));

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
        expect(() => new atlas.Provider("it", {}))
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
