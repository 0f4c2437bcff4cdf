import { expect } from "chai";

import { resultsOf, useAtlas, verdictOf } from "./useAtlas";

describe("testkit/atlas: link tokens", () => {
    const fixture = useAtlas();
    const path = (): string => `${fixture.org}/liveMigrations/linkTokens`;

    describe("POST", () => {
        it("makes a token with 201, and a key whose access list is accessListIps", async () => {
            const reply = await fixture.owner.post(path(), {
                accessListIps: ["192.0.2.1", "198.51.100.0/24"],
            });

            expect(reply.status).to.equal(201);
            expect(Object.keys(reply.body ?? {})).to.deep.equal(["linkToken"]);
            const [link] = fixture.atlas.store.linkTokensOf(fixture.orgId);
            expect(link).to.deep.include({
                linkToken: reply.body?.["linkToken"],
                accessListIps: ["192.0.2.1", "198.51.100.0/24"],
            });
            expect([...fixture.atlas.apiKey(link?.apiKeyId ?? "").accessList.keys()]).to.deep.equal([
                "192.0.2.1",
                "198.51.100.0/24",
            ]);
            const keys = resultsOf(await fixture.owner.get(`${fixture.org}/apiKeys`));
            expect(keys.map(({ id }) => id)).to.include(link?.apiKeyId);
        });

        it("takes an empty list, and none", async () => {
            expect((await fixture.owner.post(path(), { accessListIps: [] })).status).to.equal(201);
            expect((await fixture.owner.post(path(), {})).status).to.equal(201);
        });

        it("makes a second token while there is one", async () => {
            const first = await fixture.owner.post(path(), {});
            const second = await fixture.owner.post(path(), {});

            expect(second.status).to.equal(201);
            expect(second.text).not.to.equal(first.text);
        });

        const refusals: [string, unknown, string][] = [
            ["a body that is no object", [], "400 INVALID_JSON"],
            ["a field that it does not have", { ips: [] }, "400 INVALID_ATTRIBUTE"],
            ["addresses that are no list", { accessListIps: "192.0.2.1" }, "400 VALIDATION_ERROR"],
            ["what is no address", { accessListIps: ["host"] }, "400 INVALID_IP_ADDRESS_OR_CIDR_NOTATION"],
            ["what is no text", { accessListIps: [1] }, "400 INVALID_IP_ADDRESS_OR_CIDR_NOTATION"],
            [
                "an address twice",
                { accessListIps: ["192.0.2.1", "192.0.2.1/32"] },
                "400 DUPLICATE_ADDRESSES_IN_INPUT",
            ],
        ];
        for (const [what, body, verdict] of refusals) {
            it(`refuses ${what}`, async () => {
                expect(verdictOf(await fixture.owner.post(path(), body))).to.equal(verdict);
                expect(fixture.atlas.store.linkTokens).to.deep.equal([]);
            });
        }
    });

    describe("DELETE", () => {
        it("removes one link of the organization with its key, the oldest, and no others", async () => {
            const other = fixture.atlas.addOrganization();
            await fixture
                .as(fixture.atlas.addApiKey({ orgId: other.id }))
                .post(`/orgs/${other.id}/liveMigrations/linkTokens`, {});
            await fixture.owner.post(path(), {});
            const newer = await fixture.owner.post(path(), {});

            const reply = await fixture.owner.delete(path());

            expect(reply.status).to.equal(204);
            expect(fixture.atlas.store.linkTokens.map(({ orgId }) => orgId)).to.deep.equal([
                other.id,
                fixture.orgId,
            ]);
            expect(fixture.atlas.store.linkTokensOf(fixture.orgId)[0]?.linkToken).to.equal(
                newer.body?.["linkToken"],
            );
            expect(fixture.atlas.store.apiKeysOf(fixture.orgId)).to.have.length(2);
        });

        it("answers 404 in the recorded words when there is no link", async () => {
            const reply = await fixture.owner.delete(path());

            expect(reply.status).to.equal(404);
            expect(reply.body).to.deep.include({
                errorCode: "UNEXPECTED_ERROR",
                detail: "Could not find the requested external organization link.",
                parameters: null,
            });
        });

        it("is refused while a migration is active, naming its project", async () => {
            await fixture.owner.post(path(), {});
            const projectId = fixture.atlas.activateMigration(fixture.orgId);

            const refused = await fixture.owner.delete(path());
            fixture.atlas.endMigrations(fixture.orgId);
            const accepted = await fixture.owner.delete(path());

            expect(verdictOf(refused)).to.equal("409 CANNOT_DELETE_ORG_ACTIVE_LIVE_MIGRATION_ATLAS_ORG_LINK");
            expect(refused.body?.["detail"]).to.equal(
                `Cannot delete organization link while there is active migration in following project ids: ${projectId}`,
            );
            expect(accepted.status).to.equal(204);
        });
    });

    describe("GET availableProjects", () => {
        it("is a plain array, empty without a link", async () => {
            const reply = await fixture.owner.get(`${fixture.org}/liveMigrations/availableProjects`);

            expect(reply.status).to.equal(200);
            expect(reply.body).to.deep.equal([]);
        });

        it("has what a test puts into the link", async () => {
            await fixture.owner.post(path(), {});
            const project = {
                projectId: "0123456789abcdef01234567",
                name: "x",
                migrationHosts: [],
                deployments: [],
            };
            fixture.atlas.store.linkTokens[0]?.availableProjects.push(project);

            const reply = await fixture.owner.get(`${fixture.org}/liveMigrations/availableProjects`);

            expect(reply.body).to.deep.equal([project]);
        });
    });

    it("are for owners only", async () => {
        const member = fixture.as(fixture.atlas.addApiKey({ orgId: fixture.orgId, roles: ["ORG_MEMBER"] }));

        const replies = [
            await member.post(path(), {}),
            await member.delete(path()),
            await member.get(`${fixture.org}/liveMigrations/availableProjects`),
        ];

        expect(replies.map(verdictOf)).to.deep.equal(Array(3).fill("401 NOT_ORG_OWNER"));
    });
});

for (const [name, deletedLink, place] of [
    ["the newest", "newest", 2],
    ["any", (count: number) => Math.floor(count / 2), 1],
] as const) {
    describe(`testkit/atlas: link tokens of which DELETE takes ${name}`, () => {
        const fixture = useAtlas({ deletedLink });

        it("are left but for that one", async () => {
            const path = `${fixture.org}/liveMigrations/linkTokens`;
            const made: unknown[] = [];
            for (let count = 0; count < 3; count += 1) {
                made.push((await fixture.owner.post(path, {})).body?.["linkToken"]);
            }

            await fixture.owner.delete(path);

            const left = fixture.atlas.store.linkTokens.map(({ linkToken }) => linkToken);
            expect(left).to.deep.equal(made.filter((_, index) => index !== place));
        });
    });
}

describe("testkit/atlas: link tokens of which there may be one", () => {
    const fixture = useAtlas({ secondLinkToken: "conflict" });

    it("are refused with 409 while there is a link, and made again without it", async () => {
        const path = `${fixture.org}/liveMigrations/linkTokens`;
        const first = await fixture.owner.post(path, {});

        const second = await fixture.owner.post(path, {});
        await fixture.owner.delete(path);
        const third = await fixture.owner.post(path, {});

        expect([first.status, second.status, third.status]).to.deep.equal([201, 409, 201]);
        expect(fixture.atlas.store.linkTokens.map(({ linkToken }) => linkToken)).to.deep.equal([
            third.body?.["linkToken"],
        ]);
    });
});
