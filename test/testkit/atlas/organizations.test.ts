import { expect } from "chai";

import { resultsOf, useAtlas, verdictOf } from "./useAtlas";

describe("testkit/atlas: organizations", () => {
    const fixture = useAtlas();

    function request(values: Record<string, unknown> = {}): Record<string, unknown> {
        return { name: "payments", orgOwnerId: fixture.atlas.payingOrganization.ownerId, ...values };
    }

    describe("POST /orgs", () => {
        it("creates an organization with 201 and tells what it made", async () => {
            const reply = await fixture.owner.post("/orgs", request({ skipDefaultAlertsSettings: true }));

            expect(reply.status).to.equal(201);
            expect(reply.body).to.deep.include({
                orgOwnerId: fixture.atlas.payingOrganization.ownerId,
                skipDefaultAlertsSettings: true,
            });
            expect(reply.body).not.to.have.any.keys("apiKey", "federationSettingsId");
            const { id } = reply.body?.["organization"] as { id: string };
            expect(id).to.match(/^[a-f0-9]{24}$/);
            expect(fixture.atlas.organization(id)).to.deep.include({
                name: "payments",
                isPaying: false,
                payingOrgId: fixture.orgId,
                ownerId: fixture.atlas.payingOrganization.ownerId,
            });
        });

        it("makes a key for it whose private key is shown in clear, and works there alone", async () => {
            const apiKey = { desc: "pulumi", roles: ["ORG_OWNER"] };
            const reply = await fixture.owner.post("/orgs", request({ apiKey }));
            const created = reply.body as {
                organization: { id: string };
                apiKey: { publicKey: string; privateKey: string };
            };

            expect(created.apiKey.publicKey).to.match(/^[a-z]{8}$/);
            expect(created.apiKey.privateKey).to.match(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
            const inNew = fixture.as(created.apiKey);
            expect((await inNew.get(`/orgs/${created.organization.id}`)).status).to.equal(200);
            expect((await inNew.get(fixture.org)).status).to.equal(401);
            expect((await fixture.owner.get(`/orgs/${created.organization.id}`)).status).to.equal(401);
        });

        it("is refused to a key of an organization that does not pay", async () => {
            const other = fixture.atlas.addOrganization();
            const ownerId = fixture.atlas.addUser(other.id).id;

            const reply = await fixture
                .as(fixture.atlas.addApiKey({ orgId: other.id }))
                .post("/orgs", request({ orgOwnerId: ownerId }));

            expect(verdictOf(reply)).to.equal("400 API_KEY_MUST_BE_ASSOCIATED_WITH_PAYING_ORG");
            expect(fixture.atlas.store.organizations.size).to.equal(2);
        });

        it("is refused to a key that is no owner", async () => {
            const member = fixture.atlas.addApiKey({ orgId: fixture.orgId, roles: ["ORG_MEMBER"] });

            expect(verdictOf(await fixture.as(member).post("/orgs", request()))).to.equal(
                "401 NOT_ORG_OWNER",
            );
        });

        it("wants an owner", async () => {
            const reply = await fixture.owner.post("/orgs", request({ orgOwnerId: undefined }));

            expect(verdictOf(reply)).to.equal("400 MISSING_ATTRIBUTE");
            expect(reply.body?.["parameters"]).to.deep.equal(["orgOwnerId"]);
        });

        it("knows no owner from outside the caller's organization", async () => {
            const stranger = fixture.atlas.addUser(fixture.atlas.addOrganization().id);

            for (const orgOwnerId of [stranger.id, "0123456789abcdef01234567"]) {
                expect(verdictOf(await fixture.owner.post("/orgs", request({ orgOwnerId })))).to.equal(
                    "404 USER_NOT_FOUND",
                );
            }
        });

        it("takes with a federation the owner of an organization in it, and adds the new one", async () => {
            const { atlas } = fixture;
            const other = atlas.addOrganization();
            other.ownerId = atlas.addUser(other.id).id;
            const federationSettingsId = atlas.addFederation(fixture.orgId, other.id);

            const reply = await fixture.owner.post(
                "/orgs",
                request({ federationSettingsId, orgOwnerId: other.ownerId }),
            );

            expect(reply.status).to.equal(201);
            expect(reply.body).to.deep.include({ federationSettingsId });
            expect(atlas.store.federations.get(federationSettingsId)?.size).to.equal(3);
        });

        it("knows no federation that does not exist", async () => {
            const reply = await fixture.owner.post(
                "/orgs",
                request({ federationSettingsId: "0123456789abcdef01234567" }),
            );

            expect(verdictOf(reply)).to.equal("404 RESOURCE_NOT_FOUND");
        });

        const refusals: [string, Record<string, unknown>, string][] = [
            ["a field that it does not have", { region: "eu" }, "400 INVALID_ATTRIBUTE"],
            ["no name", { name: undefined }, "400 MISSING_ATTRIBUTE"],
            ["an empty name", { name: "" }, "400 INVALID_ORG_NAME"],
            ["a name of 65 characters", { name: "x".repeat(65) }, "400 INVALID_ORG_NAME"],
            ["an owner that is no id", { orgOwnerId: "me" }, "400 VALIDATION_ERROR"],
            ["a key without roles", { apiKey: { desc: "x", roles: [] } }, "400 MISSING_API_KEY_ROLES"],
            ["a key without description", { apiKey: { roles: ["ORG_OWNER"] } }, "400 MISSING_ATTRIBUTE"],
            [
                "a role that Atlas does not have",
                { apiKey: { desc: "x", roles: ["X"] } },
                "400 INVALID_ENUM_VALUE",
            ],
            ["a flag that is none", { skipDefaultAlertsSettings: "yes" }, "400 VALIDATION_ERROR"],
        ];
        for (const [what, values, verdict] of refusals) {
            it(`refuses ${what}`, async () => {
                expect(verdictOf(await fixture.owner.post("/orgs", request(values)))).to.equal(verdict);
                expect(fixture.atlas.store.organizations.size).to.equal(1);
            });
        }

        it("takes a name with spaces, as Atlas has them", async () => {
            expect((await fixture.owner.post("/orgs", request({ name: "Atlas CLI E2E" }))).status).to.equal(
                201,
            );
        });
    });

    describe("GET", () => {
        it("lists the one organization of the key", async () => {
            fixture.atlas.addOrganization();

            const reply = await fixture.owner.get("/orgs");

            expect(resultsOf(reply).map(({ id }) => id)).to.deep.equal([fixture.orgId]);
        });

        it("filters the list by a prefix in any case", async () => {
            expect(resultsOf(await fixture.owner.get("/orgs?name=paying%20ORG"))).to.have.length(1);
            expect(resultsOf(await fixture.owner.get("/orgs?name=organization"))).to.have.length(0);
        });

        it("shows an organization to any key of it", async () => {
            const member = fixture.atlas.addApiKey({ orgId: fixture.orgId, roles: ["ORG_MEMBER"] });

            const reply = await fixture.as(member).get(fixture.org);

            expect(reply.body).to.deep.include({
                id: fixture.orgId,
                name: "Paying organization",
                isDeleted: false,
                skipDefaultAlertsSettings: false,
            });
        });

        it("answers for a foreign organization as for a wrong key, but without a challenge", async () => {
            const reply = await fixture.owner.get(`/orgs/${fixture.atlas.addOrganization().id}`);

            expect(reply.status).to.equal(401);
            expect(reply.body).to.deep.equal({
                error: 401,
                reason: "Unauthorized",
                detail: "You are not authorized for this resource.",
                errorCode: "UNEXPECTED_ERROR",
            });
            expect(reply.headers).not.to.have.property("www-authenticate");
        });

        it("refuses an id that is none", async () => {
            expect(verdictOf(await fixture.owner.get("/orgs/payments"))).to.equal(
                "400 PATH_PARAM_PARSE_ERROR",
            );
        });

        it("lists the projects of an organization, filtered by name", async () => {
            const { atlas, orgId } = fixture;
            const project = atlas.addProject({ orgId, name: "web", clusterCount: 2 });
            atlas.addProject({ orgId, name: "batch" });
            atlas.addProject({ orgId: atlas.addOrganization().id, name: "web" });

            expect(resultsOf(await fixture.owner.get(`${fixture.org}/groups`))).to.have.length(2);
            const [found, ...others] = resultsOf(await fixture.owner.get(`${fixture.org}/groups?name=WEB`));
            expect(found).to.deep.include({ id: project.id, orgId, name: "web", clusterCount: 2 });
            expect(others).to.deep.equal([]);
        });
    });

    describe("PATCH", () => {
        it("changes name and alert setting", async () => {
            const change = { name: "renamed", skipDefaultAlertsSettings: true };

            const reply = await fixture.owner.patch(fixture.org, change);

            expect(reply.status).to.equal(200);
            expect(reply.body).to.deep.include(change);
            expect(fixture.atlas.organization(fixture.orgId)).to.deep.include(change);
        });

        it("wants the name even if it stays the same", async () => {
            const reply = await fixture.owner.patch(fixture.org, { skipDefaultAlertsSettings: true });

            expect(verdictOf(reply)).to.equal("400 MISSING_ATTRIBUTE");
        });

        it("refuses fields that are create-only or read-only", async () => {
            const name = "renamed";

            expect(verdictOf(await fixture.owner.patch(fixture.org, { name, orgOwnerId: "x" }))).to.equal(
                "400 INVALID_ATTRIBUTE",
            );
            expect(verdictOf(await fixture.owner.patch(fixture.org, { name, id: "x" }))).to.equal(
                "400 ATTRIBUTE_READ_ONLY",
            );
            expect(fixture.atlas.organization(fixture.orgId).name).to.equal("Paying organization");
        });

        it("is refused to a key that is no owner", async () => {
            const member = fixture.atlas.addApiKey({ orgId: fixture.orgId, roles: ["ORG_MEMBER"] });

            expect(verdictOf(await fixture.as(member).patch(fixture.org, { name: "mine" }))).to.equal(
                "401 NOT_ORG_OWNER",
            );
        });
    });

    describe("DELETE", () => {
        it("removes the organization and all its keys, so that the next call is a 401", async () => {
            const reply = await fixture.owner.delete(fixture.org);

            expect(reply.status).to.equal(204);
            expect(reply.text).to.equal("");
            expect(fixture.atlas.store.organizations.size).to.equal(0);
            expect(fixture.atlas.store.apiKeys.size).to.equal(0);
            const next = await fixture.owner.get(fixture.org);
            expect(next.status).to.equal(401);
            expect(next.headers).to.have.property("www-authenticate");
        });

        it("is refused while there are projects", async () => {
            fixture.atlas.addProject({ orgId: fixture.orgId });

            expect(verdictOf(await fixture.owner.delete(fixture.org))).to.equal("409 ORG_NOT_EMPTY");
            expect(fixture.atlas.store.organizations.size).to.equal(1);
        });

        it("is refused while invoices are unpaid", async () => {
            fixture.atlas.organization(fixture.orgId).isUnpaid = true;

            expect(verdictOf(await fixture.owner.delete(fixture.org))).to.equal(
                "402 CANNOT_DELETE_ORG_FAILED_PAYMENTS",
            );
            expect(fixture.atlas.store.organizations.size).to.equal(1);
        });
    });
});

describe("testkit/atlas: organizations that start with a required access list", () => {
    const fixture = useAtlas({ newOrganizationsRequireAccessList: true });

    it("shut out the key that was made with them", async () => {
        const reply = await fixture.owner.post("/orgs", {
            name: "payments",
            orgOwnerId: fixture.atlas.payingOrganization.ownerId,
            apiKey: { desc: "pulumi", roles: ["ORG_OWNER"] },
        });
        const created = reply.body as {
            organization: { id: string };
            apiKey: { publicKey: string; privateKey: string };
        };

        const next = await fixture.as(created.apiKey).get(`/orgs/${created.organization.id}`);

        expect(verdictOf(next)).to.equal("403 ORG_REQUIRES_ACCESS_LIST");
    });
});
