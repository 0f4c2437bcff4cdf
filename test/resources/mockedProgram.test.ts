import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import * as atlas from "pulumi-atlas-org";
import { IDS, lateFailuresOf, valueOf } from "../support/hostMocks";

/** What the mocks return beside the inputs, by the name of the resource. */
type MockedOutputs = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** The mocks of Pulumi's guide to unit tests. */
function useUsualMocks(outputs: MockedOutputs = {}): Promise<void> {
    return pulumi.runtime.setMocks({
        call: ({ inputs }) => inputs as Record<string, unknown>,
        newResource: ({ name, inputs }) => ({
            id: `${name}_id`,
            state: { ...(inputs as object), ...outputs[name] },
        }),
    });
}

/** The quickstart's program, and lists. */
function declare() {
    const org = new atlas.Organization("payments", {
        name: "payments",
        orgOwnerId: IDS.owner,
        apiKey: { description: "pulumi", roles: ["ORG_OWNER"] },
    });
    const inPayments = { provider: new atlas.Provider("payments", org.credentials) };
    const runner = new atlas.OrgApiKey(
        "runner",
        { orgId: org.orgId, description: "CI runner", roles: ["ORG_MEMBER"] },
        inPayments,
    );
    const entry = new atlas.OrgApiKeyAccessListEntry(
        "ci",
        { orgId: org.orgId, apiKeyId: runner.apiKeyId, cidrBlock: "203.0.113.0/24" },
        inPayments,
    );
    const lists = ["one", "two"].map((name) => {
        const key = new atlas.OrgApiKey(
            name,
            { orgId: org.orgId, description: name, roles: ["ORG_MEMBER"] },
            inPayments,
        );
        return new atlas.OrgApiKeyAccessList(
            name,
            { orgId: org.orgId, apiKeyId: key.apiKeyId, entries: ["203.0.113.0/24"] },
            inPayments,
        );
    });
    const link = new atlas.LinkToken(
        "from-ops-manager",
        { orgId: org.orgId, accessListIps: ["203.0.113.10"] },
        inPayments,
    );
    return { org, runner, entry, lists, link };
}

describe("the quickstart's program under the usual mocks", () => {
    it("has as outputs what the mocks return: ids of their own, and inputs", async () => {
        await useUsualMocks();
        const { org, runner, entry, lists, link } = declare();

        expect(await valueOf(org.orgId)).to.equal("payments_id");
        expect(await valueOf(org.name)).to.equal("payments");
        expect(await valueOf(runner.orgId)).to.equal("payments_id");
        expect(await valueOf(runner.apiKeyId)).to.equal(undefined);
        expect(await valueOf(entry.cidrBlock)).to.equal("203.0.113.0/24");
        expect(await valueOf(lists[1]!.entries)).to.deep.equal(["203.0.113.0/24"]);
        expect(await valueOf(link.accessListIps)).to.deep.equal(["203.0.113.10"]);
    });

    it("hands on what the mocks return beside that", async () => {
        const credentials = { publicKey: "abcdefgh", privateKey: "11111111-2222-3333-4444-555555555555" };
        await useUsualMocks({
            payments: { credentials },
            runner: { apiKeyId: IDS.key },
            "from-ops-manager": { linkToken: "a token" },
        });
        const { org, runner, entry, link } = declare();

        expect(await valueOf(org.credentials)).to.deep.equal(credentials);
        expect(await valueOf(runner.apiKeyId)).to.equal(IDS.key);
        expect(await valueOf(entry.apiKeyId)).to.equal(IDS.key);
        expect(await valueOf(link.linkToken)).to.equal("a token");
    });

    it("fails nowhere, in a stack as well", async () => {
        await useUsualMocks();

        expect(await lateFailuresOf(declare)).to.deep.equal([]);
    });

    it("still refuses bad inputs", async () => {
        await useUsualMocks();

        expect(() => new atlas.LinkToken("it", { orgId: "x" })).to.throw("is not an Atlas id");
    });
});
