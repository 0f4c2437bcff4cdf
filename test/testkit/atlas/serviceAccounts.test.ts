import { expect } from "chai";

import { SERVICE_ACCOUNTS_TYPE } from "./handClient";
import { requestToken } from "./tokenClient";
import { resultsOf, useAtlas, verdictOf } from "./useAtlas";

interface AccountReply {
    clientId: string;
    secrets: { id: string; secret: string; expiresAt: string; maskedSecretValue?: string }[];
}

const REQUEST = {
    name: "ci runner",
    description: "runs CI, isn't human",
    roles: ["ORG_MEMBER"],
    secretExpiresAfterHours: 24,
};

describe("testkit/atlas: service accounts", () => {
    const clock = { nowMs: () => Date.parse("2026-01-02T03:04:05Z") };
    const fixture = useAtlas({ clock });
    const path = (clientId?: string): string =>
        `${fixture.org}/serviceAccounts${clientId === undefined ? "" : `/${clientId}`}`;

    async function create(request: Record<string, unknown> = REQUEST): Promise<AccountReply> {
        const reply = await fixture.accountsOwner.post(path(), request);
        expect(reply.status).to.equal(201);
        return reply.body as unknown as AccountReply;
    }

    it("are made with 201, a client id and a first secret in clear", async () => {
        const reply = await fixture.accountsOwner.post(path(), REQUEST);

        expect(reply.status).to.equal(201);
        expect(reply.headers["content-type"]).to.equal(`${SERVICE_ACCOUNTS_TYPE};charset=utf-8`);
        const { secretExpiresAfterHours: _, ...shown } = REQUEST;
        expect(reply.body).to.deep.include({ ...shown, createdAt: "2026-01-02T03:04:05Z" });
        const { clientId, secrets } = reply.body as unknown as AccountReply;
        expect(clientId).to.match(/^mdb_sa_id_[a-f0-9]{24}$/);
        expect(secrets).to.have.length(1);
        expect(secrets[0]?.secret).to.match(/^mdb_sa_sk_\w{40}$/);
        expect(secrets[0]).to.deep.include({
            createdAt: "2026-01-02T03:04:05Z",
            expiresAt: "2026-01-03T03:04:05Z",
        });
        expect(secrets[0]).not.to.have.any.keys("maskedSecretValue", "lastUsedAt");
    });

    it("show only the end of a secret in later replies", async () => {
        const { clientId, secrets } = await create();
        const secret = secrets[0]?.secret ?? "";

        const replies = [
            await fixture.accountsOwner.get(path(clientId)),
            await fixture.accountsOwner.get(path()),
            await fixture.accountsOwner.patch(path(clientId), { name: "renamed" }),
        ];

        for (const reply of replies) {
            expect(reply.status).to.equal(200);
            expect(reply.text).to.contain(`"maskedSecretValue":"mdb_sa_sk_...${secret.slice(-4)}"`);
            expect(reply.text).not.to.contain(secret);
        }
    });

    it("tell when a secret was last used", async () => {
        const account = await create();
        const secret = account.secrets[0]?.secret ?? "";
        await requestToken(fixture.atlas.baseUrl, { clientId: account.clientId, secret });

        const reply = await fixture.accountsOwner.get(path(account.clientId));

        expect((reply.body as unknown as AccountReply).secrets[0]).to.include({
            lastUsedAt: "2026-01-02T03:04:05Z",
        });
    });

    it("are listed for their organization only", async () => {
        const { clientId } = await create();
        fixture.atlas.addServiceAccount({ orgId: fixture.atlas.addOrganization().id });

        const reply = await fixture.accountsOwner.get(path());

        expect(resultsOf(reply).map((account) => account["clientId"])).to.deep.equal([clientId]);
    });

    it("change in the fields that are sent, and replace the roles as a whole", async () => {
        const { clientId } = await create();

        await fixture.accountsOwner.patch(path(clientId), { description: "new", name: null });
        const reply = await fixture.accountsOwner.patch(path(clientId), { roles: ["ORG_READ_ONLY"] });

        const changed = { name: REQUEST.name, description: "new", roles: ["ORG_READ_ONLY"] };
        expect(reply.body).to.deep.include(changed);
        expect(fixture.atlas.serviceAccount(clientId)).to.deep.include(changed);
    });

    it("change nothing in an empty change", async () => {
        const { clientId } = await create();

        expect((await fixture.accountsOwner.patch(path(clientId), {})).body).to.deep.include({
            name: REQUEST.name,
        });
    });

    it("are deleted", async () => {
        const { clientId } = await create();

        expect((await fixture.accountsOwner.delete(path(clientId))).status).to.equal(204);
        expect(fixture.atlas.store.serviceAccounts.size).to.equal(0);
        expect(verdictOf(await fixture.accountsOwner.get(path(clientId)))).to.equal("404 RESOURCE_NOT_FOUND");
    });

    for (const method of ["GET", "PATCH", "DELETE"]) {
        it(`are unknown on ${method} when they are of another organization`, async () => {
            const foreign = fixture.atlas.addServiceAccount({ orgId: fixture.atlas.addOrganization().id });
            const body = method === "PATCH" ? { body: { name: "mine" } } : {};

            const reply = await fixture.accountsOwner.call(method, path(foreign.clientId), body);

            expect(verdictOf(reply)).to.equal("404 RESOURCE_NOT_FOUND");
            expect(fixture.atlas.serviceAccount(foreign.clientId).name).to.equal("a service account");
        });
    }

    for (const clientId of [
        "0123456789abcdef01234567",
        "mdb_sa_id_0123",
        "mdb_sa_id_0123456789abcdef0123456x",
    ]) {
        it(`cannot be named ${clientId}`, async () => {
            expect(verdictOf(await fixture.accountsOwner.get(path(clientId)))).to.equal(
                "400 PATH_PARAM_PARSE_ERROR",
            );
        });
    }

    it("are not there in the version of other resources", async () => {
        expect(verdictOf(await fixture.owner.get(path()))).to.equal("406 INVALID_VERSION_DATE");
    });

    const refusals: [string, Record<string, unknown>, string][] = [
        ["no description", { description: undefined }, "400 MISSING_ATTRIBUTE"],
        ["no name and no roles", { name: undefined, roles: undefined }, "400 MISSING_ATTRIBUTES"],
        ["no validity", { secretExpiresAfterHours: undefined }, "400 MISSING_ATTRIBUTE"],
        ["an empty name", { name: "" }, "400 VALIDATION_ERROR"],
        ["a name of 65 characters", { name: "x".repeat(65) }, "400 VALIDATION_ERROR"],
        ["a name with a slash", { name: "a/b" }, "400 VALIDATION_ERROR"],
        ["a description of 251 characters", { description: "x".repeat(251) }, "400 VALIDATION_ERROR"],
        ["a description with a colon", { description: "a:b" }, "400 VALIDATION_ERROR"],
        ["an empty list of roles", { roles: [] }, "400 VALIDATION_ERROR"],
        ["a role that Atlas does not have", { roles: ["ORG_KING"] }, "400 INVALID_ENUM_VALUE"],
        ["a role of projects", { roles: ["GROUP_OWNER"] }, "400 INVALID_ROLE_FOR_ORG"],
        ["a validity of 7 hours", { secretExpiresAfterHours: 7 }, "400 VALIDATION_ERROR"],
        ["a validity of more than a year", { secretExpiresAfterHours: 8761 }, "400 VALIDATION_ERROR"],
        ["a field that they do not have", { desc: "x" }, "400 INVALID_ATTRIBUTE"],
        ["a field that is read-only", { clientId: "x" }, "400 ATTRIBUTE_READ_ONLY"],
    ];
    for (const [what, values, verdict] of refusals) {
        it(`are not made with ${what}`, async () => {
            const reply = await fixture.accountsOwner.post(path(), { ...REQUEST, ...values });

            expect(verdictOf(reply)).to.equal(verdict);
            expect(fixture.atlas.store.serviceAccounts.size).to.equal(0);
        });
    }

    it("refuse a secret in a change", async () => {
        const { clientId } = await create();

        const reply = await fixture.accountsOwner.patch(path(clientId), { secretExpiresAfterHours: 8 });

        expect(verdictOf(reply)).to.equal("400 INVALID_ATTRIBUTE");
    });

    it("have secrets no longer valid than their organization allows", async () => {
        fixture.atlas.organization(fixture.orgId).settings.maxServiceAccountSecretValidityInHours = 23;

        expect(verdictOf(await fixture.accountsOwner.post(path(), REQUEST))).to.equal("400 VALIDATION_ERROR");
    });

    it("are at most 200 in an organization", async () => {
        while (fixture.atlas.store.serviceAccounts.size < 200) {
            fixture.atlas.addServiceAccount({ orgId: fixture.orgId });
        }

        expect(verdictOf(await fixture.accountsOwner.post(path(), REQUEST))).to.equal("400 VALIDATION_ERROR");
    });

    it("may be read by any caller of the organization and written by owners only", async () => {
        const { clientId } = await create();
        const key = fixture.atlas.addApiKey({ orgId: fixture.orgId, roles: ["ORG_READ_ONLY"] });
        const reader = fixture.as(key);
        const headers = { accept: SERVICE_ACCOUNTS_TYPE };
        const verdict = async (method: string, target: string, body?: unknown): Promise<string> =>
            verdictOf(await reader.call(method, target, { headers, body }));

        expect(await verdict("GET", path())).to.equal("200");
        expect(await verdict("GET", path(clientId))).to.equal("200");
        expect(await verdict("POST", path(), REQUEST)).to.equal("401 NOT_ORG_OWNER");
        expect(await verdict("PATCH", path(clientId), { name: "x" })).to.equal("401 NOT_ORG_OWNER");
        expect(await verdict("DELETE", path(clientId))).to.equal("401 NOT_ORG_OWNER");
    });

    it("go with their organization", () => {
        fixture.atlas.addServiceAccount({ orgId: fixture.orgId });

        fixture.atlas.removeOrganization(fixture.orgId);

        expect(fixture.atlas.store.serviceAccounts.size).to.equal(0);
    });
});
