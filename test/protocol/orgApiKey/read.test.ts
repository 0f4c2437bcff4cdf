import { expect } from "chai";
import { failureOf } from "../../support/hostFailure";
import { useKeys } from "./useKeys";

describe("reading an OrgApiKey in the provider host", () => {
    const { fixture, keys, inputsOf, created } = useKeys();

    it("keeps the private key of the state, where Atlas shows a masked one", async () => {
        const { id, outs, stored } = await created();

        const { props, inputs } = await keys().read(id, outs);

        expect(fixture().calls()).to.deep.equal(["GET /orgs/{orgId}/apiKeys/{apiUserId} 200"]);
        expect(props).to.deep.equal(outs);
        expect(props["privateKey"]).to.equal(stored.privateKey);
        expect(inputs).to.deep.equal(inputsOf());
    });

    it("shows a description and roles that were changed at Atlas", async () => {
        const { id, outs, stored } = await created();
        stored.desc = "somebody else's";
        stored.roles = ["ORG_READ_ONLY", "ORG_BILLING_ADMIN"];

        const { props, inputs } = await keys().read(id, outs);

        expect(props).to.include({ description: "somebody else's" });
        expect(props["roles"]).to.deep.equal(["ORG_MEMBER", "ORG_BILLING_ADMIN", "ORG_READ_ONLY"]);
        expect(inputs).to.include({ description: "somebody else's" });
        expect(await keys().diff(id, props, inputsOf())).to.include({ changes: true });
    });

    it("sees a role that the key has lost, down to the last", async () => {
        const { id, outs } = await keys().create(inputsOf({ roles: ["ORG_OWNER"] }));
        fixture().atlas.apiKey(String(outs["apiKeyId"])).roles = ["ORG_MEMBER"];

        const { props } = await keys().read(id, outs);

        expect(props["roles"]).to.deep.equal(["ORG_MEMBER"]);
        expect((await keys().diff(id, props, inputsOf({ roles: ["ORG_OWNER"] }))).changes).to.be.true;
    });

    it("takes no notice of the order of roles, of the implied ORG_MEMBER, and of roles in projects", async () => {
        const roles = ["ORG_READ_ONLY", "ORG_BILLING_ADMIN", "ORG_GROUP_CREATOR"];
        const { id, outs } = await keys().create(inputsOf({ roles }));
        const stored = fixture().atlas.apiKey(String(outs["apiKeyId"]));
        stored.projectRoles = [{ groupId: stored.id, roleName: "GROUP_OWNER" }];

        for (let round = 0; round < 4; round += 1) {
            expect((await keys().read(id, outs)).props).to.deep.equal(outs);
        }
    });

    for (const status of [404, 400] as const) {
        it(`finds a key gone by ${status} API_KEY_NOT_FOUND`, async () => {
            const { id, outs } = await created();
            fixture().atlas.faults.add({ method: "GET", status, errorCode: "API_KEY_NOT_FOUND" });

            expect(await keys().read(id, outs)).to.deep.include({ id: "" });
        });
    }

    for (const [status, errorCode] of [
        [400, "VALIDATION_ERROR"],
        [401, "NOT_ORG_OWNER"],
        [403, "IP_ADDRESS_NOT_ON_ACCESS_LIST"],
        [500, "UNEXPECTED_ERROR"],
    ] as const) {
        it(`does not take ${status} ${errorCode} for gone`, async () => {
            const { id, outs } = await created();
            fixture().atlas.faults.add({ method: "GET", status, errorCode });

            expect(await failureOf(keys().read(id, outs))).to.match(
                new RegExp(`^OrgApiKey \\S+: GET /orgs/\\w+/apiKeys/\\w+: ${status} ${errorCode}`),
            );
        });
    }

    it("looks up a key that state does not hold, with all that Atlas tells", async () => {
        const { id, stored } = await created();
        stored.roles = ["ORG_READ_ONLY"];

        const { props } = await keys().read(id);

        expect(props).to.deep.equal({
            orgId: stored.orgId,
            description: "CI runner",
            roles: ["ORG_MEMBER", "ORG_READ_ONLY"],
            apiKeyId: stored.id,
            publicKey: stored.publicKey,
            schemaVersion: 1,
        });
    });

    it("keeps the private key that the program gives to a lookup", async () => {
        const { id, stored } = await created();

        const { props } = await keys().read(id, { privateKey: stored.privateKey });

        expect(props["privateKey"]).to.equal(stored.privateKey);
    });

    it("fails a lookup of a key that does not exist", async () => {
        const id = `${fixture().orgId}-${"0".repeat(24)}`;

        expect(await failureOf(keys().read(id))).to.equal(
            `OrgApiKey ${id}: it does not exist in Atlas, or the id is wrong.`,
        );
    });

    it("explains the id that a lookup wants, without a call", async () => {
        expect(await failureOf(keys().read(fixture().orgId))).to.match(
            /^OrgApiKey \S+: "\w+" is not the id of an OrgApiKey, which is "<orgId>-<apiKeyId>"/,
        );
        expect(fixture().calls()).to.be.empty;
    });
});
