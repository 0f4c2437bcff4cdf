import { expect } from "chai";

import { resultsOf, useAtlas, verdictOf } from "./useAtlas";

const OTHER_IP = "198.51.100.1";

describe("testkit/atlas: access list of an API key", () => {
    const clock = { nowMs: () => Date.parse("2026-01-02T03:04:05Z") };
    const fixture = useAtlas({ clock });
    let keyId: string;

    const path = (address?: string): string =>
        `${fixture.org}/apiKeys/${keyId}/accessList${address === undefined ? "" : `/${address}`}`;
    const stored = (): string[] => [...fixture.atlas.apiKey(keyId).accessList.keys()];

    beforeEach(() => {
        keyId = fixture.atlas.addApiKey({ orgId: fixture.orgId, roles: ["ORG_MEMBER"] }).id;
    });

    describe("POST", () => {
        it("answers 200 with the list, an address in both forms and a range in one", async () => {
            const reply = await fixture.owner.post(path(), [
                { ipAddress: OTHER_IP },
                { cidrBlock: "10.0.0.0/8" },
            ]);

            expect(reply.status).to.equal(200);
            const [address, range] = resultsOf(reply);
            expect(address).to.deep.include({
                cidrBlock: "198.51.100.1/32",
                ipAddress: OTHER_IP,
                count: 0,
                created: "2026-01-02T03:04:05Z",
            });
            expect(address?.["links"]).to.deep.equal([
                { rel: "self", href: `${fixture.atlas.baseUrl}/api/atlas/v2${path(OTHER_IP)}` },
            ]);
            expect(range).to.deep.include({ cidrBlock: "10.0.0.0/8" }).and.not.have.property("ipAddress");
            expect(stored()).to.deep.equal([OTHER_IP, "10.0.0.0/8"]);
        });

        it("takes a /32 for the address itself", async () => {
            const reply = await fixture.owner.post(path(), [{ cidrBlock: `${OTHER_IP}/32` }]);

            expect(resultsOf(reply)[0]).to.deep.include({ cidrBlock: `${OTHER_IP}/32`, ipAddress: OTHER_IP });
        });

        it("answers with a page of the whole list, in which the new entry may be missing", async () => {
            for (const address of ["10.0.0.1", "10.0.0.2"]) {
                fixture.atlas.addAccessListEntry(keyId, address);
            }

            const reply = await fixture.owner.post(`${path()}?itemsPerPage=2`, [{ ipAddress: OTHER_IP }]);

            expect(resultsOf(reply).map(({ ipAddress }) => ipAddress)).to.deep.equal([
                "10.0.0.1",
                "10.0.0.2",
            ]);
            expect(reply.body?.["totalCount"]).to.equal(3);
        });

        it("refuses the whole array for one entry that exists, in whatever form", async () => {
            await fixture.owner.post(path(), [{ ipAddress: OTHER_IP }]);

            const reply = await fixture.owner.post(path(), [
                { ipAddress: "10.0.0.1" },
                { cidrBlock: `${OTHER_IP}/32` },
            ]);

            expect(verdictOf(reply)).to.equal("409 ADDRESS_ALREADY_IN_ACCESS_LIST");
            expect(stored()).to.deep.equal([OTHER_IP]);
        });

        const V6 = "2001:db8:0:0:0:0:0:1";
        const refusals: [string, unknown, string][] = [
            ["an object instead of an array", { ipAddress: OTHER_IP }, "400 INVALID_JSON"],
            [
                "an address twice, in two forms",
                [{ ipAddress: OTHER_IP }, { cidrBlock: `${OTHER_IP}/32` }],
                "400 DUPLICATE_ADDRESSES_IN_INPUT",
            ],
            [
                "both forms in one entry",
                [{ ipAddress: OTHER_IP, cidrBlock: `${OTHER_IP}/32` }],
                "400 BAD_WHITELIST_ADD_REQUEST",
            ],
            ["neither form", [{}], "400 MISSING_ONE_OF_ATTRIBUTES"],
            ["a comment", [{ ipAddress: OTHER_IP, comment: "x" }], "400 INVALID_ATTRIBUTE"],
            ["host bits", [{ cidrBlock: "10.0.0.1/8" }], "400 INVALID_CIDR_BLOCK"],
            ["IPv6 host bits", [{ cidrBlock: "2001:db8:0:0:0:0:0:1/32" }], "400 INVALID_CIDR_BLOCK"],
            ["a range without a length", [{ cidrBlock: "10.0.0.0" }], "400 INVALID_CIDR_BLOCK"],
            ["a length beyond the address", [{ cidrBlock: "10.0.0.0/33" }], "400 INVALID_CIDR_BLOCK"],
            [
                "a range as an address",
                [{ ipAddress: "10.0.0.0/8" }],
                "400 INVALID_IP_ADDRESS_OR_CIDR_NOTATION",
            ],
            ["256", [{ ipAddress: "10.0.0.256" }], "400 INVALID_IP_ADDRESS_OR_CIDR_NOTATION"],
            ["leading zeros", [{ ipAddress: "10.0.0.01" }], "400 INVALID_IP_ADDRESS_OR_CIDR_NOTATION"],
            ["compressed IPv6", [{ ipAddress: "2001:db8::1" }], "400 INVALID_IP_ADDRESS_OR_CIDR_NOTATION"],
            ["upper-case IPv6", [{ ipAddress: V6.toUpperCase() }], "400 INVALID_IP_ADDRESS_OR_CIDR_NOTATION"],
            [
                "no caller's address",
                [{ ipAddress: "0.0.0.0" }],
                "400 CANNOT_ADD_IP_ADDRESS_TO_API_KEY_WHITELIST",
            ],
            [
                "no caller's range",
                [{ cidrBlock: "0.0.0.0/32" }],
                "400 CANNOT_ADD_IP_ADDRESS_TO_API_KEY_WHITELIST",
            ],
        ];
        for (const [what, body, verdict] of refusals) {
            it(`refuses ${what}`, async () => {
                expect(verdictOf(await fixture.owner.post(path(), body))).to.equal(verdict);
                expect(stored()).to.deep.equal([]);
            });
        }

        it("takes IPv6 as eight groups, and ranges as a prefix ending in ::, and shows eight groups", async () => {
            const reply = await fixture.owner.post(path(), [
                { ipAddress: V6 },
                { cidrBlock: "2001:db8::/32" },
            ]);

            expect(resultsOf(reply)[0]).to.deep.include({ cidrBlock: `${V6}/128`, ipAddress: V6 });
            expect(resultsOf(reply)[1]).to.deep.include({ cidrBlock: "2001:db8:0:0:0:0:0:0/32" });
            expect(stored()).to.deep.equal(["2001:db8::1", "2001:db8::/32"]);
        });

        it("takes 0.0.0.0/0, which lets everyone in", async () => {
            expect((await fixture.owner.post(path(), [{ cidrBlock: "0.0.0.0/0" }])).status).to.equal(200);
        });
    });

    describe("GET and DELETE of one entry", () => {
        beforeEach(() => {
            for (const address of [OTHER_IP, "10.0.0.0/8", "2001:db8::1", "2001:db8::/32"]) {
                fixture.atlas.addAccessListEntry(keyId, address);
            }
        });

        const spellings: [string, string, string][] = [
            ["an address", OTHER_IP, `${OTHER_IP}/32`],
            ["an address with /32", `${OTHER_IP}%2F32`, `${OTHER_IP}/32`],
            ["a range", "10.0.0.0%2F8", "10.0.0.0/8"],
            ["a range, encoded in lower case", "10.0.0.0%2f8", "10.0.0.0/8"],
            ["IPv6 in eight groups", "2001:db8:0:0:0:0:0:1", "2001:db8:0:0:0:0:0:1/128"],
            ["IPv6 with encoded colons", "2001%3Adb8%3A0%3A0%3A0%3A0%3A0%3A1", "2001:db8:0:0:0:0:0:1/128"],
            ["an IPv6 range", "2001:db8::%2F32", "2001:db8:0:0:0:0:0:0/32"],
        ];
        for (const [what, segment, cidrBlock] of spellings) {
            it(`finds and removes ${what}`, async () => {
                expect((await fixture.owner.get(path(segment))).body).to.deep.include({ cidrBlock });
                expect((await fixture.owner.delete(path(segment))).status).to.equal(204);
                expect(verdictOf(await fixture.owner.get(path(segment)))).to.equal(
                    "404 API_KEY_ACCESS_LIST_ENTRY_NOT_FOUND",
                );
                expect(stored()).to.have.length(3);
            });
        }

        const misses: [string, string, string][] = [
            ["an address that is not listed", "10.0.0.1", "404 API_KEY_ACCESS_LIST_ENTRY_NOT_FOUND"],
            ["a slash that was encoded twice", "10.0.0.0%252F8", "404 API_KEY_ACCESS_LIST_ENTRY_NOT_FOUND"],
            ["a slash that was not encoded", "10.0.0.0/8", "404 RESOURCE_NOT_FOUND"],
            ["compressed IPv6", "2001:db8::1", "400 INVALID_IP_ADDRESS_OR_CIDR_NOTATION"],
            ["no address at all", "office", "400 INVALID_IP_ADDRESS_OR_CIDR_NOTATION"],
        ];
        for (const [what, segment, verdict] of misses) {
            it(`does not find ${what}`, async () => {
                expect(verdictOf(await fixture.owner.get(path(segment)))).to.equal(verdict);
                expect(verdictOf(await fixture.owner.delete(path(segment)))).to.equal(verdict);
                expect(stored()).to.have.length(4);
            });
        }
    });

    describe("of the caller's own key", () => {
        beforeEach(() => {
            keyId = fixture.atlas.payingOrganization.apiKeyId;
            for (const address of ["203.0.113.7", "203.0.113.0/24", OTHER_IP]) {
                fixture.atlas.addAccessListEntry(keyId, address);
            }
        });

        it("refuses to remove the caller's own address, and ranges around it", async () => {
            for (const segment of ["203.0.113.7", "203.0.113.0%2F24"]) {
                expect(verdictOf(await fixture.owner.delete(path(segment)))).to.equal(
                    "400 CANNOT_REMOVE_CALLER_FROM_ACCESS_LIST",
                );
            }
            expect(stored()).to.have.length(3);
        });

        it("removes other addresses", async () => {
            expect((await fixture.owner.delete(path(OTHER_IP))).status).to.equal(204);
        });

        it("removes the caller's address from the list of another key", async () => {
            keyId = fixture.atlas.addApiKey({ orgId: fixture.orgId, accessList: ["203.0.113.7"] }).id;

            expect((await fixture.owner.delete(path("203.0.113.7"))).status).to.equal(204);
        });
    });

    describe("and roles", () => {
        it("may be read by members, not by keys that only read", async () => {
            fixture.atlas.addAccessListEntry(keyId, OTHER_IP);
            const member = fixture.atlas.addApiKey({ orgId: fixture.orgId, roles: ["ORG_MEMBER"] });
            const reader = fixture.atlas.addApiKey({ orgId: fixture.orgId, roles: ["ORG_READ_ONLY"] });

            for (const target of [path(), path(OTHER_IP)]) {
                expect((await fixture.as(member).get(target)).status).to.equal(200);
                expect(verdictOf(await fixture.as(reader).get(target))).to.equal(
                    "401 API_KEY_ACCESS_LIST_ACCESS_DENIED",
                );
            }
        });

        it("may be written by owners and by the key itself", async () => {
            const own = fixture.as(fixture.atlas.apiKey(keyId));
            const member = fixture.as(
                fixture.atlas.addApiKey({ orgId: fixture.orgId, roles: ["ORG_MEMBER"] }),
            );
            const entries = [{ ipAddress: "203.0.113.7" }, { ipAddress: OTHER_IP }];

            expect(verdictOf(await member.post(path(), entries))).to.equal(
                "401 API_KEY_ACCESS_LIST_ACCESS_DENIED",
            );
            expect((await own.post(path(), entries)).status).to.equal(200);
            expect(verdictOf(await member.delete(path(OTHER_IP)))).to.equal(
                "401 API_KEY_ACCESS_LIST_ACCESS_DENIED",
            );
            expect((await own.delete(path(OTHER_IP))).status).to.equal(204);
        });
    });
});

describe("testkit/atlas: access lists whose replies show RFC 5952 addresses", () => {
    const fixture = useAtlas({ ipv6InReplies: "compressed" });

    it("show an address as shortly as it goes", async () => {
        const { id } = fixture.atlas.addApiKey({
            orgId: fixture.orgId,
            accessList: ["2001:db8:0:0:0:0:0:1"],
        });

        const reply = await fixture.owner.get(`${fixture.org}/apiKeys/${id}/accessList`);

        expect(resultsOf(reply)[0]).to.deep.include({
            cidrBlock: "2001:db8::1/128",
            ipAddress: "2001:db8::1",
        });
    });
});

describe("testkit/atlas: access lists whose refusals name no address", () => {
    const fixture = useAtlas({ namesRefusedAddress: false });

    it("refuse a bad address among others without saying which", async () => {
        const { id } = fixture.atlas.addApiKey({ orgId: fixture.orgId });
        const body = [{ ipAddress: "192.0.2.1" }, { ipAddress: "0.0.0.0" }];

        const reply = await fixture.owner.post(`${fixture.org}/apiKeys/${id}/accessList`, body);

        expect(verdictOf(reply)).to.equal("400 CANNOT_ADD_IP_ADDRESS_TO_API_KEY_WHITELIST");
        expect(reply.body).to.deep.include({ parameters: [] });
        expect(fixture.atlas.apiKey(id).accessList.size).to.equal(0);
    });
});
