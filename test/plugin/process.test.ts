import { expect } from "chai";
import { usePlugin } from "./usePlugin";

describe("the process of the plugin", () => {
    const fixture = usePlugin({ isProcess: true });

    it("serves what the engine asks, and warns through the engine's log, with the URN", async () => {
        const { orgId, atlas } = fixture();
        const key = atlas.addApiKey({ orgId, desc: "found" });
        const { inputs } = await fixture().read("OrgApiKey", `${orgId}-${key.id}`);

        expect(inputs).to.include({ orgId, description: "found" });
        const [warning] = fixture().plugin.logged;
        expect(warning?.urn).to.equal(fixture().urn("OrgApiKey"));
        expect(warning?.message).to.contain("shows a private key only once");
    });

    it("hands back the access token of a service account when it is told to end", async () => {
        const { orgId, atlas, settings } = fixture();
        const account = atlas.addServiceAccount({ orgId, roles: ["ORG_OWNER"] });
        await fixture().configure({
            clientId: account.clientId,
            clientSecret: account.secrets[0]!.secret,
            baseUrl: settings["baseUrl"],
        });
        await fixture().invoke("getOrganization", { orgId });
        await fixture().plugin.stop();

        expect(atlas.requests.map(({ path }) => path)).to.include("/api/oauth/revoke");
    });
});
