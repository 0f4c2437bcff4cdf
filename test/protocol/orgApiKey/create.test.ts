import { expect } from "chai";
import { failureOf } from "../../support/hostFailure";
import { useKeys } from "./useKeys";

describe("creating an OrgApiKey in the provider host", () => {
    const { fixture, keys, inputsOf } = useKeys();

    it("posts description and roles, and returns the private key that Atlas shows once", async () => {
        const { id, outs } = await keys().create(inputsOf());

        expect(fixture().calls()).to.deep.equal(["POST /orgs/{orgId}/apiKeys 200"]);
        const { body } = fixture().request("POST /orgs/{orgId}/apiKeys");
        expect(body).to.deep.equal({ desc: "CI runner", roles: ["ORG_MEMBER"] });
        const stored = fixture().atlas.apiKey(String(outs["apiKeyId"]));
        expect(stored).to.include({ orgId: fixture().orgId, desc: "CI runner" });
        expect(id).to.equal(`${stored.orgId}-${stored.id}`);
        expect(outs).to.deep.equal({
            orgId: stored.orgId,
            description: "CI runner",
            roles: ["ORG_MEMBER"],
            apiKeyId: stored.id,
            publicKey: stored.publicKey,
            privateKey: stored.privateKey,
            schemaVersion: 1,
        });
    });

    it("passes on what Atlas says to a conflict, and records nothing", async () => {
        fixture().atlas.faults.add({ method: "POST", status: 409, errorCode: "SOME_CONFLICT" });

        const message = await failureOf(keys().create(inputsOf()));

        expect(message).to.match(/^OrgApiKey "CI runner": POST \/orgs\/\w+\/apiKeys: 409 SOME_CONFLICT/);
        expect(fixture().calls()).to.deep.equal(["POST /orgs/{orgId}/apiKeys 409"]);
    });

    for (const [what, fault, isMade] of [
        ["its answer is lost", { connection: "lost-after" }, true],
        ["the connection is lost before it took effect", { connection: "lost-before" }, false],
        ["it fails with a 500", { status: 500 }, false],
    ] as const) {
        it(`posts once although ${what}, and says how to find the key`, async () => {
            const { atlas, orgId } = fixture();
            atlas.faults.add({ method: "POST", ...fault });

            const message = await failureOf(keys().create(inputsOf()));

            expect(fixture().calls()).to.have.lengthOf(1);
            expect(atlas.store.apiKeysOf(orgId)).to.have.lengthOf(isMade ? 2 : 1);
            expect(message).to.match(/^OrgApiKey "CI runner": POST /);
            expect(message).to.contain(`may have made the key "CI runner" in organization ${orgId}`);
            expect(message).to.contain(`atlas organizations apiKeys list --orgId ${orgId}`);
            expect(message).to.match(/delete it there, then run `pulumi up` again\.$/);
        });
    }
});
