import { expect } from "chai";

import { requestToken } from "./tokenClient";
import { useAtlas, verdictOf } from "./useAtlas";

describe("testkit/atlas: secrets of a service account", () => {
    const fixture = useAtlas({ clock: { nowMs: () => Date.parse("2026-01-02T03:04:05Z") } });
    let clientId: string;
    const path = (secretId?: string): string =>
        `${fixture.org}/serviceAccounts/${clientId}/secrets${secretId === undefined ? "" : `/${secretId}`}`;
    const stored = () => fixture.atlas.serviceAccount(clientId).secrets;

    beforeEach(() => {
        ({ clientId } = fixture.atlas.addServiceAccount({ orgId: fixture.orgId }));
    });

    it("are made with 201, in clear, and work", async () => {
        const reply = await fixture.accountsOwner.post(path(), { secretExpiresAfterHours: 8 });

        expect(reply.status).to.equal(201);
        expect(reply.body).to.deep.equal({
            id: stored()[1]?.id,
            secret: stored()[1]?.secret,
            createdAt: "2026-01-02T03:04:05Z",
            expiresAt: "2026-01-02T11:04:05Z",
        });
        for (const { secret } of stored()) {
            expect((await requestToken(fixture.atlas.baseUrl, { clientId, secret })).status).to.equal(200);
        }
    });

    it("are at most two", async () => {
        await fixture.accountsOwner.post(path(), { secretExpiresAfterHours: 8 });

        const reply = await fixture.accountsOwner.post(path(), { secretExpiresAfterHours: 8 });

        expect(verdictOf(reply)).to.equal("400 VALIDATION_ERROR");
        expect(stored()).to.have.length(2);
    });

    it("are deleted, and work no more", async () => {
        const [first] = stored();

        expect((await fixture.accountsOwner.delete(path(first?.id))).status).to.equal(204);
        expect(stored()).to.deep.equal([]);
        const credential = { clientId, secret: first?.secret ?? "" };
        expect((await requestToken(fixture.atlas.baseUrl, credential)).status).to.equal(401);
    });

    it("are unknown when they do not exist", async () => {
        const other = fixture.atlas.addServiceAccount({ orgId: fixture.orgId });

        for (const secretId of ["0123456789abcdef01234567", other.secrets[0]?.id, "x"]) {
            expect(verdictOf(await fixture.accountsOwner.delete(path(secretId)))).to.equal(
                "404 RESOURCE_NOT_FOUND",
            );
        }
    });

    it("have no GET, as they are read with their account", async () => {
        expect((await fixture.accountsOwner.get(path())).status).to.equal(405);
    });

    const refusals: [string, Record<string, unknown>, string][] = [
        ["no validity", {}, "400 MISSING_ATTRIBUTE"],
        ["a validity of 7 hours", { secretExpiresAfterHours: 7 }, "400 VALIDATION_ERROR"],
        ["half an hour more", { secretExpiresAfterHours: 8.5 }, "400 VALIDATION_ERROR"],
        ["a field that they do not have", { secretExpiresAfterHours: 8, name: "x" }, "400 INVALID_ATTRIBUTE"],
        ["a secret", { secretExpiresAfterHours: 8, secret: "x" }, "400 ATTRIBUTE_READ_ONLY"],
    ];
    for (const [what, body, verdict] of refusals) {
        it(`are not made with ${what}`, async () => {
            expect(verdictOf(await fixture.accountsOwner.post(path(), body))).to.equal(verdict);
            expect(stored()).to.have.length(1);
        });
    }
});
