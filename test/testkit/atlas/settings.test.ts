import { expect } from "chai";

import { useAtlas, verdictOf } from "./useAtlas";

describe("testkit/atlas: organization settings", () => {
    const fixture = useAtlas();
    const path = (): string => `${fixture.org}/settings`;

    it("shows the defaults, and leaves out what has no value", async () => {
        const reply = await fixture.owner.get(path());

        expect(reply.body).to.deep.equal({
            apiAccessListRequired: false,
            multiFactorAuthRequired: false,
            restrictEmployeeAccess: false,
            genAIFeaturesEnabled: true,
            streamsCrossGroupEnabled: false,
            customSessionTimeouts: { absoluteSessionTimeoutInSeconds: 43_200 },
        });
    });

    it("changes the fields that are sent and no others", async () => {
        await fixture.owner.patch(path(), { multiFactorAuthRequired: true });
        const change = {
            restrictEmployeeAccess: true,
            genAIFeaturesEnabled: false,
            streamsCrossGroupEnabled: true,
            maxServiceAccountSecretValidityInHours: 8,
            securityContact: "security@example.com",
            operationsContact: "operations@example.com",
        };

        const reply = await fixture.owner.patch(path(), change);

        expect(reply.status).to.equal(200);
        expect(reply.body).to.deep.include({ ...change, multiFactorAuthRequired: true });
        expect(fixture.atlas.organization(fixture.orgId).settings).to.deep.equal(reply.body);
    });

    it("clears the security contact with an empty text", async () => {
        await fixture.owner.patch(path(), { securityContact: "security@example.com" });

        const reply = await fixture.owner.patch(path(), { securityContact: "" });

        expect(reply.body).not.to.have.property("securityContact");
    });

    it("clears the operations contact with null, and refuses an empty text", async () => {
        await fixture.owner.patch(path(), { operationsContact: "operations@example.com" });

        expect(verdictOf(await fixture.owner.patch(path(), { operationsContact: "" }))).to.equal(
            "400 VALIDATION_ERROR",
        );
        expect((await fixture.owner.patch(path(), { operationsContact: null })).body).not.to.have.property(
            "operationsContact",
        );
    });

    it("takes session timeouts, and takes them back with null", async () => {
        const set = await fixture.owner.patch(path(), {
            customSessionTimeouts: {
                absoluteSessionTimeoutInSeconds: 3_600,
                idleSessionTimeoutInSeconds: 3_600,
            },
        });
        const unset = await fixture.owner.patch(path(), {
            customSessionTimeouts: {
                absoluteSessionTimeoutInSeconds: null,
                idleSessionTimeoutInSeconds: null,
            },
        });

        expect(set.body?.["customSessionTimeouts"]).to.deep.equal({
            absoluteSessionTimeoutInSeconds: 3_600,
            idleSessionTimeoutInSeconds: 3_600,
        });
        expect(unset.body?.["customSessionTimeouts"]).to.deep.equal({
            absoluteSessionTimeoutInSeconds: 43_200,
        });
    });

    it("compares the idle timeout with the absolute one that is in force", async () => {
        await fixture.owner.patch(path(), {
            customSessionTimeouts: { absoluteSessionTimeoutInSeconds: 3_600 },
        });

        const reply = await fixture.owner.patch(path(), {
            customSessionTimeouts: { idleSessionTimeoutInSeconds: 3_601 },
        });

        expect(verdictOf(reply)).to.equal("400 VALIDATION_ERROR");
    });

    const refusals: [string, Record<string, unknown>, string][] = [
        ["a field that it does not have", { mfa: true }, "400 INVALID_ATTRIBUTE"],
        ["a flag that is none", { apiAccessListRequired: "true" }, "400 VALIDATION_ERROR"],
        ["a flag that is null", { apiAccessListRequired: null }, "400 VALIDATION_ERROR"],
        ["a validity of 7 hours", { maxServiceAccountSecretValidityInHours: 7 }, "400 VALIDATION_ERROR"],
        [
            "a validity of 8761 hours",
            { maxServiceAccountSecretValidityInHours: 8761 },
            "400 VALIDATION_ERROR",
        ],
        ["a security contact that is no address", { securityContact: "me" }, "400 VALIDATION_ERROR"],
        ["two security contacts", { securityContact: "a@example.com,b@example.com" }, "400 VALIDATION_ERROR"],
        [
            "an absolute timeout below an hour",
            { customSessionTimeouts: { absoluteSessionTimeoutInSeconds: 3_599 } },
            "400 VALIDATION_ERROR",
        ],
        [
            "an absolute timeout above twelve hours",
            { customSessionTimeouts: { absoluteSessionTimeoutInSeconds: 43_201 } },
            "400 VALIDATION_ERROR",
        ],
        [
            "an idle timeout below five minutes",
            { customSessionTimeouts: { idleSessionTimeoutInSeconds: 299 } },
            "400 VALIDATION_ERROR",
        ],
        [
            "a timeout that it does not have",
            { customSessionTimeouts: { idleInSeconds: 300 } },
            "400 INVALID_ATTRIBUTE",
        ],
    ];
    for (const [what, change, verdict] of refusals) {
        it(`refuses ${what}`, async () => {
            const before = structuredClone(fixture.atlas.organization(fixture.orgId).settings);

            expect(verdictOf(await fixture.owner.patch(path(), change))).to.equal(verdict);
            expect(fixture.atlas.organization(fixture.orgId).settings).to.deep.equal(before);
        });
    }

    it("names the field that breaks a rule", async () => {
        const reply = await fixture.owner.patch(path(), { securityContact: "me" });

        expect(reply.body?.["badRequestDetail"]).to.deep.equal({
            fields: [{ field: "securityContact", description: "must be one email address" }],
        });
    });

    it("lets a member read and only an owner write", async () => {
        const member = fixture.as(fixture.atlas.addApiKey({ orgId: fixture.orgId, roles: ["ORG_MEMBER"] }));

        expect((await member.get(path())).status).to.equal(200);
        expect(verdictOf(await member.patch(path(), { genAIFeaturesEnabled: false }))).to.equal(
            "401 NOT_ORG_OWNER",
        );
    });

    it("locks a caller without access list out that turns apiAccessListRequired on", async () => {
        expect((await fixture.owner.patch(path(), { apiAccessListRequired: true })).status).to.equal(200);

        const next = await fixture.owner.get(path());

        expect(verdictOf(next)).to.equal("403 ORG_REQUIRES_ACCESS_LIST");
        expect(next.body?.["parameters"]).to.deep.equal(["203.0.113.7"]);
    });
});
