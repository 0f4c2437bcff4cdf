import { expect } from "chai";
import { failureOf } from "../../support/hostFailure";
import { useKeys } from "./useKeys";

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

describe("an OrgApiKey in the provider host", () => {
    const { fixture, keys, inputsOf, created } = useKeys();

    describe("diff and update", () => {
        it("replaces the key when it moves to another organization", async () => {
            const { id, outs } = await created();
            const { changes, replaces, deleteBeforeReplace } = await keys().diff(
                id,
                outs,
                inputsOf({ orgId: "f".repeat(24) }),
            );
            expect({ changes, replaces, deleteBeforeReplace }).to.deep.equal({
                changes: true,
                replaces: ["orgId"],
                deleteBeforeReplace: false,
            });
        });

        it("sees no change in other words for the same", async () => {
            const roles = ["ORG_READ_ONLY", "ORG_MEMBER"];
            const { id, outs } = await keys().create(inputsOf({ roles }));
            const wanted = inputsOf({ roles: [...roles].reverse() });

            expect(await keys().diff(id, outs, wanted)).to.deep.include({ changes: false, replaces: [] });
        });

        it("calls a value that is not known yet a change, and no replacement", async () => {
            const { id, outs } = await created();
            const wanted = inputsOf({ orgId: UNKNOWN });

            expect(await keys().diff(id, outs, wanted)).to.deep.include({ changes: true, replaces: [] });
        });

        it("patches description and roles, and keeps the secret", async () => {
            const { id, outs, stored } = await created();
            const wanted = inputsOf({ description: "deployer", roles: ["ORG_OWNER", "ORG_READ_ONLY"] });

            expect(await keys().diff(id, outs, wanted)).to.deep.include({ changes: true, replaces: [] });
            const updated = await keys().update(id, outs, wanted);

            expect(fixture().calls()).to.deep.equal(["PATCH /orgs/{orgId}/apiKeys/{apiUserId} 200"]);
            expect(stored).to.deep.include({ desc: "deployer", roles: ["ORG_OWNER", "ORG_READ_ONLY"] });
            expect(updated).to.deep.equal({
                ...outs,
                description: "deployer",
                roles: ["ORG_OWNER", "ORG_READ_ONLY"],
            });
        });

        it("leaves state as it was when an update fails", async () => {
            const { id, outs } = await created();
            fixture().atlas.faults.add({ method: "PATCH", status: 500 });

            expect(await failureOf(keys().update(id, outs, inputsOf({ description: "x" })))).to.match(
                /^OrgApiKey \S+: PATCH .*: 500 /,
            );
        });
    });

    describe("delete", () => {
        it("deletes the key", async () => {
            const { id, outs, stored } = await created();

            await keys().delete(id, outs);

            expect(fixture().calls()).to.deep.equal(["DELETE /orgs/{orgId}/apiKeys/{apiUserId} 204"]);
            expect(fixture().atlas.store.apiKeys.has(stored.id)).to.be.false;
        });

        for (const status of [404, 400] as const) {
            it(`is done when Atlas answers ${status} API_KEY_NOT_FOUND`, async () => {
                const { id, outs } = await created();
                fixture().atlas.faults.add({ method: "DELETE", status, errorCode: "API_KEY_NOT_FOUND" });

                await keys().delete(id, outs);
            });
        }

        it("fails on anything else", async () => {
            const { id, outs, stored } = await created();
            fixture().atlas.faults.add({ method: "DELETE", status: 403, errorCode: "ACCESS_FORBIDDEN" });

            expect(await failureOf(keys().delete(id, outs))).to.match(
                /^OrgApiKey \S+: DELETE .*: 403 ACCESS_FORBIDDEN/,
            );
            expect(fixture().atlas.store.apiKeys.has(stored.id)).to.be.true;
        });
    });
});
