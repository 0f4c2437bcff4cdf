import { expect } from "chai";

import { SERVICE_ACCOUNTS_TYPE } from "./handClient";
import { callWithToken, requestToken, tokenOf } from "./tokenClient";
import { resultsOf, useAtlas, verdictOf } from "./useAtlas";

const OTHER_IP = "198.51.100.1";

describe("testkit/atlas: access list of a service account", () => {
    const fixture = useAtlas({ clock: { nowMs: () => Date.parse("2026-01-02T03:04:05Z") } });
    let clientId: string;
    const path = (address?: string): string =>
        `${fixture.org}/serviceAccounts/${clientId}/accessList${address === undefined ? "" : `/${address}`}`;
    const stored = (): string[] => [...fixture.atlas.serviceAccount(clientId).accessList.keys()];

    beforeEach(() => {
        ({ clientId } = fixture.atlas.addServiceAccount({ orgId: fixture.orgId }));
    });

    it("gets entries, and answers 200 with the list in field names of its own", async () => {
        const reply = await fixture.accountsOwner.post(path(), [
            { ipAddress: OTHER_IP, cidrBlock: null },
            { cidrBlock: "10.0.0.0/8" },
        ]);

        expect(reply.status).to.equal(200);
        expect(resultsOf(reply)).to.deep.equal([
            {
                cidrBlock: `${OTHER_IP}/32`,
                ipAddress: OTHER_IP,
                createdAt: "2026-01-02T03:04:05Z",
                requestCount: 0,
            },
            { cidrBlock: "10.0.0.0/8", createdAt: "2026-01-02T03:04:05Z", requestCount: 0 },
        ]);
        expect(stored()).to.deep.equal([OTHER_IP, "10.0.0.0/8"]);
    });

    it("is listed page by page, and has no GET of one entry", async () => {
        fixture.atlas.addAccessListEntry(clientId, OTHER_IP);
        fixture.atlas.addAccessListEntry(clientId, "10.0.0.0/8");

        const reply = await fixture.accountsOwner.get(`${path()}?itemsPerPage=1&pageNum=2`);

        expect(resultsOf(reply).map(({ cidrBlock }) => cidrBlock)).to.deep.equal(["10.0.0.0/8"]);
        expect((await fixture.accountsOwner.get(path(OTHER_IP))).status).to.equal(405);
    });

    it("tells which entry let the account in", async () => {
        fixture.atlas.addAccessListEntry(clientId, "203.0.113.0/24");
        const { secret = "" } = fixture.atlas.serviceAccount(clientId).secrets[0] ?? {};
        const token = tokenOf(await requestToken(fixture.atlas.baseUrl, { clientId, secret }));

        await callWithToken(fixture.atlas.baseUrl, token, { path: "/orgs" });

        expect(resultsOf(await fixture.accountsOwner.get(path()))[0]).to.deep.include({
            requestCount: 1,
            lastUsedAt: "2026-01-02T03:04:05Z",
            lastUsedAddress: "203.0.113.7",
        });
    });

    it("refuses the whole array for one entry that exists", async () => {
        fixture.atlas.addAccessListEntry(clientId, OTHER_IP);

        const reply = await fixture.accountsOwner.post(path(), [
            { ipAddress: "10.0.0.1" },
            { cidrBlock: `${OTHER_IP}/32` },
        ]);

        expect(verdictOf(reply)).to.equal("409 ADDRESS_ALREADY_IN_ACCESS_LIST");
        expect(stored()).to.deep.equal([OTHER_IP]);
    });

    const refusals: [string, unknown, string][] = [
        ["an object instead of an array", { ipAddress: OTHER_IP }, "400 INVALID_JSON"],
        ["neither form", [{ ipAddress: null }], "400 MISSING_ONE_OF_ATTRIBUTES"],
        ["both forms", [{ ipAddress: OTHER_IP, cidrBlock: "10.0.0.0/8" }], "400 BAD_WHITELIST_ADD_REQUEST"],
        ["a comment", [{ ipAddress: OTHER_IP, comment: "x" }], "400 INVALID_ATTRIBUTE"],
        ["host bits", [{ cidrBlock: "10.0.0.1/8" }], "400 INVALID_CIDR_BLOCK"],
        ["no caller's address", [{ ipAddress: "0.0.0.0" }], "400 INVALID_IP_ADDRESS_OR_CIDR_NOTATION"],
    ];
    for (const [what, body, verdict] of refusals) {
        it(`refuses ${what}`, async () => {
            expect(verdictOf(await fixture.accountsOwner.post(path(), body))).to.equal(verdict);
            expect(stored()).to.deep.equal([]);
        });
    }

    it("has at most 200 entries", async () => {
        const entries = Array.from({ length: 200 }, (_, index) => ({ ipAddress: `10.0.0.${index}` }));
        expect((await fixture.accountsOwner.post(path(), entries)).status).to.equal(200);

        const reply = await fixture.accountsOwner.post(path(), [{ ipAddress: OTHER_IP }]);

        expect(verdictOf(reply)).to.equal("400 VALIDATION_ERROR");
        expect(stored()).to.have.length(200);
    });

    it("loses entries, named as on the lists of API keys", async () => {
        fixture.atlas.addAccessListEntry(clientId, OTHER_IP);
        fixture.atlas.addAccessListEntry(clientId, "10.0.0.0/8");

        expect((await fixture.accountsOwner.delete(path(`${OTHER_IP}%2F32`))).status).to.equal(204);
        expect((await fixture.accountsOwner.delete(path("10.0.0.0%2F8"))).status).to.equal(204);
        expect(stored()).to.deep.equal([]);
        expect(verdictOf(await fixture.accountsOwner.delete(path(OTHER_IP)))).to.equal(
            "404 RESOURCE_NOT_FOUND",
        );
        expect(verdictOf(await fixture.accountsOwner.delete(path("10.0.0.0%252F8")))).to.equal(
            "404 RESOURCE_NOT_FOUND",
        );
        expect(verdictOf(await fixture.accountsOwner.delete(path("office")))).to.equal(
            "400 INVALID_IP_ADDRESS_OR_CIDR_NOTATION",
        );
    });

    it("keeps the address of the account that calls, and loses it to another caller", async () => {
        fixture.atlas.addAccessListEntry(clientId, "203.0.113.7");
        const { secret = "" } = fixture.atlas.serviceAccount(clientId).secrets[0] ?? {};
        const token = tokenOf(await requestToken(fixture.atlas.baseUrl, { clientId, secret }));

        const own = await callWithToken(fixture.atlas.baseUrl, token, {
            method: "DELETE",
            path: path("203.0.113.7"),
            accept: SERVICE_ACCOUNTS_TYPE,
        });

        expect(verdictOf(own)).to.equal("400 CANNOT_REMOVE_CALLER_FROM_ACCESS_LIST");
        expect((await fixture.accountsOwner.delete(path("203.0.113.7"))).status).to.equal(204);
    });

    it("changes behind the client's back, addresses in any spelling", () => {
        fixture.atlas.addAccessListEntry(clientId, "10.0.0.1/32");

        fixture.atlas.removeAccessListEntry(clientId, "10.0.0.1");

        expect(stored()).to.deep.equal([]);
    });
});
