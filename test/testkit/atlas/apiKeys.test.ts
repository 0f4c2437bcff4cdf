import { expect } from "chai";

import { resultsOf, useAtlas, verdictOf } from "./useAtlas";

interface KeyReply {
    id: string;
    publicKey: string;
    privateKey: string;
    roles: Record<string, string>[];
}

describe("testkit/atlas: API keys", () => {
    const fixture = useAtlas();
    const path = (): string => `${fixture.org}/apiKeys`;
    const REQUEST = { desc: "CI runner", roles: ["ORG_MEMBER"] };

    async function create(request: Record<string, unknown> = REQUEST): Promise<KeyReply> {
        const reply = await fixture.owner.post(path(), request);
        expect(reply.status).to.equal(200);
        return reply.body as unknown as KeyReply;
    }

    it("shows the private key when the key is made, and only its end afterwards", async () => {
        const key = await create();

        expect(key.privateKey).to.match(/^[0-9a-f]{8}-[0-9a-f-]{14}-[0-9a-f]{12}$/);
        const masked = `********-****-****-${key.privateKey.slice(-12)}`;
        expect((await fixture.owner.get(`${path()}/${key.id}`)).body?.["privateKey"]).to.equal(masked);
        expect((await fixture.owner.patch(`${path()}/${key.id}`, REQUEST)).body?.["privateKey"]).to.equal(
            masked,
        );
        expect(JSON.stringify(resultsOf(await fixture.owner.get(path())))).not.to.contain(key.privateKey);
    });

    it("makes keys that work", async () => {
        const key = await create();

        expect((await fixture.as(key).get(fixture.org)).status).to.equal(200);
    });

    it("adds ORG_MEMBER and project roles to the roles, in another order from reply to reply", async () => {
        const key = await create({ desc: "x", roles: ["ORG_OWNER", "ORG_READ_ONLY"] });
        const project = fixture.atlas.addProject({ orgId: fixture.orgId });
        fixture.atlas.apiKey(key.id).projectRoles.push({ groupId: project.id, roleName: "GROUP_OWNER" });

        const first = (await fixture.owner.get(`${path()}/${key.id}`)).body as unknown as KeyReply;
        const second = (await fixture.owner.get(`${path()}/${key.id}`)).body as unknown as KeyReply;

        expect(first.roles).to.have.deep.members([
            { orgId: fixture.orgId, roleName: "ORG_OWNER" },
            { orgId: fixture.orgId, roleName: "ORG_READ_ONLY" },
            { orgId: fixture.orgId, roleName: "ORG_MEMBER" },
            { groupId: project.id, roleName: "GROUP_OWNER" },
        ]);
        expect(second.roles).to.have.deep.members(first.roles);
        expect(second.roles).not.to.deep.equal(first.roles);
    });

    it("changes the description alone, and replaces the roles as a whole", async () => {
        const key = await create();

        await fixture.owner.patch(`${path()}/${key.id}`, { desc: "renamed" });
        expect(fixture.atlas.apiKey(key.id)).to.deep.include({ desc: "renamed", roles: ["ORG_MEMBER"] });
        await fixture.owner.patch(`${path()}/${key.id}`, { roles: ["ORG_READ_ONLY"] });
        expect(fixture.atlas.apiKey(key.id)).to.deep.include({ desc: "renamed", roles: ["ORG_READ_ONLY"] });
    });

    it("wants a change in a change", async () => {
        const key = await create();

        expect(verdictOf(await fixture.owner.patch(`${path()}/${key.id}`, {}))).to.equal(
            "400 MISSING_ONE_OF_ATTRIBUTES",
        );
    });

    it("deletes a key, which stops working", async () => {
        const key = await create();

        expect((await fixture.owner.delete(`${path()}/${key.id}`)).status).to.equal(204);
        expect(fixture.atlas.store.apiKeys.has(key.id)).to.equal(false);
        expect((await fixture.as(key).get(fixture.org)).status).to.equal(401);
    });

    it("lists the keys of the organization only", async () => {
        const key = await create();
        fixture.atlas.addApiKey({ orgId: fixture.atlas.addOrganization().id });

        const ids = resultsOf(await fixture.owner.get(path())).map(({ id }) => id);

        expect(ids).to.deep.equal([fixture.atlas.payingOrganization.apiKeyId, key.id]);
    });

    for (const method of ["GET", "PATCH", "DELETE"]) {
        it(`knows no key of another organization on ${method}`, async () => {
            const foreign = fixture.atlas.addApiKey({ orgId: fixture.atlas.addOrganization().id });
            const body = method === "PATCH" ? { body: REQUEST } : {};

            const reply = await fixture.owner.call(method, `${path()}/${foreign.id}`, body);

            expect(verdictOf(reply)).to.equal("404 API_KEY_NOT_FOUND");
            expect(fixture.atlas.store.apiKeys.has(foreign.id)).to.equal(true);
        });
    }

    it("refuses a public key in the path", async () => {
        const { publicKey } = await create();

        const reply = await fixture.owner.get(`${path()}/${publicKey}`);

        expect(verdictOf(reply)).to.equal("400 PATH_PARAM_PARSE_ERROR");
    });

    it("counts the characters of a description, not the code units of emoji", async () => {
        const desc = "🔑".repeat(250);

        expect(fixture.atlas.apiKey((await create({ ...REQUEST, desc })).id).desc).to.equal(desc);
    });

    const refusals: [string, Record<string, unknown>, string][] = [
        ["no description", { desc: undefined }, "400 API_KEY_REQUIRES_DESCRIPTION"],
        ["an empty description", { desc: "" }, "400 INVALID_API_KEY_DESC"],
        ["a description of 251 characters", { desc: "x".repeat(251) }, "400 INVALID_API_KEY_DESC"],
        ["no roles", { roles: undefined }, "400 MISSING_API_KEY_ROLES"],
        ["an empty list of roles", { roles: [] }, "400 MISSING_API_KEY_ROLES"],
        ["a role that Atlas does not have", { roles: ["ORG_KING"] }, "400 INVALID_ENUM_VALUE"],
        ["a role of projects", { roles: ["GROUP_OWNER"] }, "400 INVALID_ROLE_FOR_ORG"],
        ["roles that are no list", { roles: "ORG_OWNER" }, "400 VALIDATION_ERROR"],
        ["a field that keys do not have", { description: "x" }, "400 INVALID_ATTRIBUTE"],
        ["a field that is read-only", { publicKey: "abcdefgh" }, "400 ATTRIBUTE_READ_ONLY"],
    ];
    for (const [what, values, verdict] of refusals) {
        it(`refuses ${what}`, async () => {
            expect(verdictOf(await fixture.owner.post(path(), { ...REQUEST, ...values }))).to.equal(verdict);
            expect(fixture.atlas.store.apiKeys.size).to.equal(1);
        });
    }

    it("has at most 500 keys in an organization", async () => {
        while (fixture.atlas.store.apiKeys.size < 500) {
            fixture.atlas.addApiKey({ orgId: fixture.orgId });
        }

        expect(verdictOf(await fixture.owner.post(path(), REQUEST))).to.equal(
            "400 MAX_API_KEYS_PER_ORG_EXCEEDED",
        );
    });

    it("lets members read and only owners write", async () => {
        const key = await create();
        const member = fixture.as(key);

        expect((await member.get(path())).status).to.equal(200);
        expect(verdictOf(await member.post(path(), REQUEST))).to.equal("401 NOT_ORG_OWNER");
        expect(verdictOf(await member.patch(`${path()}/${key.id}`, REQUEST))).to.equal("401 NOT_ORG_OWNER");
        expect(verdictOf(await member.delete(`${path()}/${key.id}`))).to.equal("401 NOT_ORG_OWNER");
    });
});

describe("testkit/atlas: API keys that are unknown with 400", () => {
    const fixture = useAtlas({ unknownApiKeyStatus: 400 });

    it("answer so to every call, that for their access list included", async () => {
        const path = `${fixture.org}/apiKeys/0123456789abcdef01234567`;

        expect(verdictOf(await fixture.owner.get(path))).to.equal("400 API_KEY_NOT_FOUND");
        expect(verdictOf(await fixture.owner.get(`${path}/accessList`))).to.equal("400 API_KEY_NOT_FOUND");
    });
});

describe("testkit/atlas: API keys without an implied ORG_MEMBER", () => {
    const fixture = useAtlas({ impliedOrgMember: false });

    it("show the roles that they were given", async () => {
        const reply = await fixture.owner.post(`${fixture.org}/apiKeys`, {
            desc: "x",
            roles: ["ORG_READ_ONLY"],
        });

        expect(reply.body?.["roles"]).to.deep.equal([{ orgId: fixture.orgId, roleName: "ORG_READ_ONLY" }]);
    });
});
