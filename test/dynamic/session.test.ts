import { expect } from "chai";
import { AtlasClient } from "#provider/atlas/client";
import type { AtlasClientOptions } from "#provider/atlas/clientOptions";
import { perInstance, remembered } from "#provider/runtime/providerInstance";
import { createProviderInstance } from "#provider/runtime/createProviderInstance";
import { recordOf } from "#provider/configuration/configuration";

const OWN = { publicKey: "abcdefgh", privateKey: "11111111-2222-3333-4444-555555555555" };

function configured(values: Record<string, string>) {
    const made: Omit<AtlasClientOptions, "onWait" | "secrets">[] = [];
    const instance = createProviderInstance((options) => {
        const { onWait, secrets, ...others } = options;
        expect(onWait).to.be.a("function");
        expect(secrets).to.be.a("set");
        made.push(others);
        return new AtlasClient(options);
    });
    instance.configure(recordOf(values));
    return { instance, made };
}

describe("a session", () => {
    const values = {
        "mongodbatlas:publicKey": OWN.publicKey,
        "mongodbatlas:privateKey": OWN.privateKey,
        "mongodbatlas:baseUrl": "https://atlas.example",
        "mongodbatlas:requestTimeoutMs": "5000",
        "mongodbatlas:maxRetryMs": "0",
    };

    it("makes no client before one is needed, then one for each credential, at the same base URL", () => {
        const { instance, made } = configured(values);
        expect(made).to.be.empty;

        const other = { publicKey: "zzzzzzzz", privateKey: OWN.privateKey };
        expect(instance.client).to.equal(instance.client);
        expect(instance.clientFor({ ...OWN })).to.equal(instance.client);
        expect(instance.clientFor(other)).to.equal(instance.clientFor({ ...other }));

        const settings = { baseUrl: "https://atlas.example", requestTimeoutMs: 5_000, maxRetryMs: 0 };
        expect(made).to.deep.equal([
            { credential: OWN, ...settings },
            { credential: other, ...settings },
        ]);
    });

    it("needs no credential of its own to call with another, at the base URL of the configuration", () => {
        const baseUrl = "https://atlas.example";
        const { instance, made } = configured({ "mongodbatlas:baseUrl": baseUrl });

        instance.clientFor(OWN);

        expect(made).to.deep.equal([{ credential: OWN, baseUrl }]);
    });

    it("keeps what is remembered to itself", () => {
        const memory = perInstance(() => new Set<string>());
        const [first, second] = [configured(values).instance, configured(values).instance];

        memory(first).add("a");

        expect([...memory(first)]).to.deep.equal(["a"]);
        expect([...memory(second)]).to.be.empty;
    });
});

describe("remembered", () => {
    it("asks once for all who ask, at the same time or later", async () => {
        const memory = new Map<string, Promise<number>>();
        let asked = 0;
        const ask = () => Promise.resolve((asked += 1));

        const answers = await Promise.all([1, 2, 3].map(() => remembered(memory, "a", ask)));

        expect([...answers, await remembered(memory, "a", ask)]).to.deep.equal([1, 1, 1, 1]);
        expect(await remembered(memory, "b", ask)).to.equal(2);
    });

    it("forgets a failure", async () => {
        const memory = new Map<string, Promise<number>>();

        const failed = await remembered(memory, "a", () => Promise.reject(new Error("no"))).catch(() => -1);

        expect([failed, await remembered(memory, "a", () => Promise.resolve(1))]).to.deep.equal([-1, 1]);
    });
});
