import { expect } from "chai";

import { callWithToken, requestToken, tokenOf } from "./tokenClient";
import { useAtlas, verdictOf } from "./useAtlas";

const ACCOUNT = {
    name: "pulumi",
    description: "manages the organization",
    roles: ["ORG_OWNER"],
    secretExpiresAfterHours: 8,
};

describe("testkit/atlas: organizations and service accounts", () => {
    const fixture = useAtlas();

    function request(values: Record<string, unknown> = {}): Record<string, unknown> {
        return { name: "payments", orgOwnerId: fixture.atlas.payingOrganization.ownerId, ...values };
    }

    /** Creates an organization as a service account of the paying organization. */
    async function createAsAccount(body: Record<string, unknown>) {
        const account = fixture.atlas.addServiceAccount({ orgId: fixture.orgId });
        const { secret = "" } = account.secrets[0] ?? {};
        const { clientId } = account;
        const token = tokenOf(await requestToken(fixture.atlas.baseUrl, { clientId, secret }));
        return callWithToken(fixture.atlas.baseUrl, token, { method: "POST", path: "/orgs", body });
    }

    it("are made together, and the account's secret is shown in clear and works there alone", async () => {
        const reply = await fixture.owner.post("/orgs", request({ serviceAccount: ACCOUNT }));

        expect(reply.status).to.equal(201);
        const created = reply.body as {
            organization: { id: string };
            serviceAccount: { clientId: string; secrets: { secret: string }[] };
        };
        const { clientId, secrets } = created.serviceAccount;
        expect(fixture.atlas.serviceAccount(clientId)).to.deep.include({
            orgId: created.organization.id,
            name: "pulumi",
            roles: ["ORG_OWNER"],
        });
        const { secret = "" } = secrets[0] ?? {};
        const token = tokenOf(await requestToken(fixture.atlas.baseUrl, { clientId, secret }));
        const get = async (path: string): Promise<number> =>
            (await callWithToken(fixture.atlas.baseUrl, token, { path })).status;
        expect(await get(`/orgs/${created.organization.id}`)).to.equal(200);
        expect(await get(fixture.org)).to.equal(401);
    });

    it("belong to the owner of the caller's organization when a service account names none", async () => {
        const reply = await createAsAccount({ name: "payments" });

        expect(reply.status).to.equal(201);
        expect(reply.body).to.include({ orgOwnerId: fixture.atlas.payingOrganization.ownerId });
        const { id } = reply.body?.["organization"] as { id: string };
        const owner = fixture.atlas.store.users.get(fixture.atlas.payingOrganization.ownerId);
        expect(owner?.orgIds.has(id)).to.equal(true);
    });

    it("have no owner when the organization of the service account has none", async () => {
        delete fixture.atlas.organization(fixture.orgId).ownerId;

        const reply = await createAsAccount({ name: "payments" });

        expect(reply.status).to.equal(201);
        expect(reply.body).not.to.have.property("orgOwnerId");
    });

    it("still want an owner that exists when a service account names one", async () => {
        const reply = await createAsAccount(request({ orgOwnerId: "0123456789abcdef01234567" }));

        expect(verdictOf(reply)).to.equal("404 USER_NOT_FOUND");
    });

    it("are made without one when it is null", async () => {
        const reply = await fixture.owner.post("/orgs", request({ serviceAccount: null }));

        expect(reply.status).to.equal(201);
        expect(reply.body).not.to.have.property("serviceAccount");
    });

    const refusals: [string, Record<string, unknown>, string][] = [
        [
            "with an API key too",
            { serviceAccount: ACCOUNT, apiKey: { desc: "x", roles: ["ORG_OWNER"] } },
            "400 VALIDATION_ERROR",
        ],
        ["without fields", { serviceAccount: {} }, "400 MISSING_ATTRIBUTES"],
        ["with a secret", { serviceAccount: { ...ACCOUNT, secret: "x" } }, "400 INVALID_ATTRIBUTE"],
        ["without roles", { serviceAccount: { ...ACCOUNT, roles: [] } }, "400 VALIDATION_ERROR"],
    ];
    for (const [what, values, verdict] of refusals) {
        it(`are not made ${what}`, async () => {
            expect(verdictOf(await fixture.owner.post("/orgs", request(values)))).to.equal(verdict);
            expect(fixture.atlas.store.organizations.size).to.equal(1);
            expect(fixture.atlas.store.serviceAccounts.size).to.equal(0);
        });
    }
});
