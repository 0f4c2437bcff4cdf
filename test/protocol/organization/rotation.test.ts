import { expect } from "chai";
import { failureOf, recordedBy } from "../../support/hostFailure";
import { useOrganizations } from "./useOrganizations";

const GET = "GET /orgs/{orgId}";
const PATCH = "PATCH /orgs/{orgId}";

describe("giving an Organization other credentials, after a rotation", () => {
    const { fixture, organizations, inputsOf, created, existing, callers } = useOrganizations();

    function rotated(orgId: string) {
        const { atlas } = fixture();
        const { publicKey, privateKey } = atlas.addApiKey({ orgId, desc: "new key" });
        return { publicKey, privateKey };
    }

    it("tries them, puts them in the old ones' place, and uses them from then on", async () => {
        const { id, outs } = await created();
        const credentials = rotated(id);
        fixture().atlas.revokeApiKey(String(outs["apiKeyId"]));

        const state = await organizations().update(id, outs, inputsOf({ name: "renamed", credentials }));
        await organizations().read(id, state);

        expect(fixture().calls()).to.deep.equal([`${GET} 200`, `${PATCH} 200`, `${GET} 200`]);
        expect(callers()).to.deep.equal([credentials.publicKey]);
        expect(state).to.deep.equal({ ...outs, name: "renamed", credentials });
    });

    it("says what to do about the first key's own texts when that key is gone", async () => {
        const { id, outs } = await created();
        const credentials = rotated(id);
        fixture().atlas.revokeApiKey(String(outs["apiKeyId"]));
        const apiKey = { description: "another", roles: ["ORG_OWNER"] };

        const recorded = await recordedBy(
            organizations().update(id, outs, inputsOf({ credentials, apiKey })),
        );

        expect(recorded.reasons[0]).to.contain("remove apiKey from the program");
        expect(recorded.properties).to.deep.equal({ ...outs, credentials });
        // That is the way out: without it there is nothing to do.
        const without = { name: "payments", orgOwnerId: fixture().ownerId, credentials };
        expect((await organizations().diff(id, recorded.properties, without)).changes).to.be.false;
    });

    it("does not say so of a key that Atlas still lists, whatever answers 404 to its change", async () => {
        const { id, outs } = await created();
        fixture().atlas.faults.add({ method: "PATCH", status: 404, errorCode: "RESOURCE_NOT_FOUND" });
        const apiKey = { description: "another", roles: ["ORG_OWNER"] };

        const recorded = await recordedBy(organizations().update(id, outs, inputsOf({ apiKey })));

        expect(recorded.reasons[0])
            .to.match(/does not show that API key \w+ is gone: GET \/orgs\/\w+\/apiKeys lists it\./)
            .and.contain("Check that baseUrl")
            .and.not.contain("remove apiKey");
    });

    it("keeps the old ones when the new ones do not fit", async () => {
        const { id, outs } = await created();
        const credentials = { publicKey: "abcdefgh", privateKey: "11111111-2222-3333-4444-555555555555" };

        const recorded = await recordedBy(organizations().update(id, outs, inputsOf({ credentials })));

        expect(recorded.properties).to.deep.equal(outs);
        expect(recorded.reasons[0])
            .to.match(/^Organization \S+: GET .*: 401 /)
            .and.not.contain(credentials.privateKey);
    });

    it("does not take the key of another organization", async () => {
        const { id, outs } = await created();
        const { credentials } = existing();

        const recorded = await recordedBy(organizations().update(id, outs, inputsOf({ credentials })));

        expect(recorded.properties).to.deep.equal(outs);
    });

    it("keeps them when they are removed from the program", async () => {
        const { id, outs } = await created();
        const credentials = rotated(id);
        const state = await organizations().update(id, outs, inputsOf({ credentials }));

        expect((await organizations().diff(id, state, inputsOf())).changes).to.be.false;
        expect(await organizations().update(id, state, inputsOf({ name: "renamed" }))).to.deep.include({
            credentials,
        });
    });
});

describe("an Organization whose own key was rotated behind its back", () => {
    const { fixture, organizations, inputsOf, created } = useOrganizations();
    const whereItGoes = "put it into `credentials`";
    const whatElse = "use the settings of the last `pulumi up`";

    async function withoutKey() {
        const made = await created();
        fixture().atlas.revokeApiKey(String(made.outs["apiKeyId"]));
        return made;
    }

    it("says on refresh and destroy where the new one goes, and that an up comes first", async () => {
        const { id, outs } = await withoutKey();

        for (const call of [organizations().read(id, outs), organizations().delete(id, outs)]) {
            expect(await failureOf(call))
                .to.contain(whereItGoes)
                .and.contain(whatElse);
        }
    });

    it("says on update where the new one goes", async () => {
        const { id, outs } = await withoutKey();

        const { reasons } = await recordedBy(organizations().update(id, outs, inputsOf({ name: "renamed" })));

        expect(reasons[0]).to.contain(whereItGoes).and.not.contain(whatElse);
    });

    it("does not say so of the provider's key", async () => {
        const { orgId, atlas } = fixture();
        const state = { name: "Paying organization", orgId, schemaVersion: 1 };
        atlas.revokeApiKey(fixture().key.id);

        expect(await failureOf(organizations().read(orgId, state)))
            .to.contain(whatElse)
            .and.not.contain(whereItGoes);
    });

    it("says neither of a key that is good, but lacks a role", async () => {
        const { id, outs } = await created();
        fixture().atlas.faults.add({ method: "GET", status: 401, errorCode: "NOT_ORG_OWNER" });

        expect(await failureOf(organizations().read(id, outs)))
            .to.contain("the role ORG_OWNER")
            .and.not.contain(whereItGoes)
            .and.not.contain(whatElse);
    });
});
