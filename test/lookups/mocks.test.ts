import { setImmediate } from "node:timers/promises";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import * as atlas from "pulumi-atlas-org";
import { valueOf } from "../support/hostMocks";

class Migration extends pulumi.ComponentResource {
    constructor() {
        super("test:index:Migration", "migration");
        new atlas.LinkToken("late", { orgId: "a".repeat(24) }, { parent: this });
    }
}

describe("look-ups under Pulumi's mocks", () => {
    const called: { token: string; inputs: unknown }[] = [];
    let makeLate: (state: { id: string; state: object }) => void;
    const late = new Promise<{ id: string; state: object }>((resolve) => (makeLate = resolve));

    before(() =>
        pulumi.runtime.setMocks({
            call: ({ token, inputs }) => {
                called.push({ token, inputs: inputs as unknown });
                return { orgId: "the mock's", name: "payments", apiKeys: [], entries: [], projects: [] };
            },
            newResource: ({ name, inputs }) =>
                name === "late" ? late : { id: `${name}_id`, state: inputs as object },
        }),
    );
    beforeEach(() => void called.splice(0));

    it("call them with their token and arguments, and return what they say", async () => {
        expect((await atlas.getOrganization({ name: "payments" })).orgId).to.equal("the mock's");
        expect(await valueOf(atlas.getOrganizationOutput({ name: "payments" }).orgId)).to.equal("the mock's");

        const call = { token: "atlas-org:index:getOrganization", inputs: { name: "payments" } };
        expect(called).to.deep.equal([call, call]);
    });

    it("have a token each", async () => {
        const orgId = "a".repeat(24);
        await atlas.getOrganizations();
        await atlas.getOrgApiKeys({ orgId });
        await atlas.getOrgApiKey({ orgId, description: "CI" });
        await atlas.getOrgApiKeyAccessList({ orgId, apiKeyId: orgId });
        const clientId = `mdb_sa_id_${"c".repeat(24)}`;
        await atlas.getOrgServiceAccounts({ orgId });
        await atlas.getOrgServiceAccount({ orgId, clientId });
        await atlas.getOrgServiceAccountAccessList({ orgId, clientId });
        await atlas.getLiveMigrationProjects({ orgId });
        await atlas.getMigrationLinkStatus({ orgId });

        expect(called.map(({ token }) => token.replace("atlas-org:index:", ""))).to.deep.equal([
            "getOrganizations",
            "getOrgApiKeys",
            "getOrgApiKey",
            "getOrgApiKeyAccessList",
            "getOrgServiceAccounts",
            "getOrgServiceAccount",
            "getOrgServiceAccountAccessList",
            "getLiveMigrationProjects",
            "getMigrationLinkStatus",
        ]);
    });

    it("wait for all that is in a component on which they depend", async () => {
        const dependsOn = new Migration();
        await valueOf(dependsOn.urn);

        const found = valueOf(atlas.getOrganizationOutput({ name: "payments" }, { dependsOn }).orgId);
        for (let turns = 0; turns < 50; turns += 1) {
            await setImmediate();
        }
        expect(called).to.deep.equal([]);

        makeLate({ id: "late_id", state: {} });
        expect(await found).to.equal("the mock's");
    });

    it("take a Provider of mocks", async () => {
        const provider = new atlas.Provider("it", {
            publicKey: "abcdefgh",
            privateKey: "11111111-2222-3333-4444-555555555555",
        });

        expect((await atlas.getOrganization({ name: "payments" }, { provider })).name).to.equal("payments");
    });
});
