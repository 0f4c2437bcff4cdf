import { expect } from "chai";
import { failureOf, recordedBy } from "../../support/hostFailure";
import { useOrganizations } from "./useOrganizations";

const POST = "POST /orgs";
const PATCH_SETTINGS = "PATCH /orgs/{orgId}/settings";

describe("creating an Organization in the provider host", () => {
    const { fixture, organizations, inputsOf, callers } = useOrganizations();
    const othersThan = (orgId: string) =>
        [...fixture().atlas.store.organizations.values()].filter(({ payingOrgId }) => payingOrgId === orgId);
    const stored = () => othersThan(fixture().orgId);

    it("posts what is given with the provider's key, and returns the new key", async () => {
        const { id, outs } = await organizations().create(inputsOf({ skipDefaultAlertsSettings: true }));

        expect(fixture().calls()).to.deep.equal([`${POST} 201`]);
        expect(callers()).to.deep.equal([fixture().key.publicKey]);
        expect(fixture().request(POST).body).to.deep.equal({
            name: "payments",
            orgOwnerId: fixture().ownerId,
            skipDefaultAlertsSettings: true,
            apiKey: { desc: "pulumi", roles: ["ORG_OWNER"] },
        });
        expect(stored()).to.have.lengthOf(1);
        expect(stored()[0]).to.include({ id, name: "payments", ownerId: fixture().ownerId });
        const [key] = fixture().atlas.store.apiKeysOf(id);
        expect(outs).to.deep.equal({
            ...inputsOf({ skipDefaultAlertsSettings: true }),
            orgId: id,
            apiKeyId: key?.id,
            credentials: { publicKey: key?.publicKey, privateKey: key?.privateKey },
            schemaVersion: 1,
        });
    });

    it("joins a federation", async () => {
        const federationSettingsId = fixture().atlas.addFederation(fixture().orgId);

        const { id, outs } = await organizations().create(inputsOf({ federationSettingsId }));

        expect(outs).to.include({ federationSettingsId });
        expect(fixture().atlas.organization(id)).to.include({ federationSettingsId });
    });

    it("sets the settings that are given, and no others, with the new key", async () => {
        const settings = { multiFactorAuthRequired: true, securityContact: "security@example.com" };

        const { id, outs } = await organizations().create(inputsOf({ settings }));

        expect(fixture().calls()).to.deep.equal([`${POST} 201`, `${PATCH_SETTINGS} 200`]);
        const { body, publicKey } = fixture().request(PATCH_SETTINGS);
        expect(body).to.deep.equal(settings);
        expect(publicKey).to.equal((outs["credentials"] as { publicKey: string }).publicKey);
        expect(fixture().atlas.organization(id).settings).to.include(settings);
        expect(outs["settings"]).to.deep.equal(settings);
    });

    it("needs an owner, and says so before it calls", async () => {
        expect(await failureOf(organizations().create(inputsOf({ orgOwnerId: null })))).to.equal(
            'Organization "payments": orgOwnerId is required when an API key creates an organization: the id of the user who will own it.',
        );
        expect(fixture().calls()).to.be.empty;
    });

    it("passes on why Atlas refuses, with what to do", async () => {
        expect(await failureOf(organizations().create(inputsOf({ orgOwnerId: "f".repeat(24) })))).to.match(
            /^Organization \S+: POST \/orgs: 404 USER_NOT_FOUND .* orgOwnerId/,
        );
        fixture().atlas.organization(fixture().orgId).isPaying = false;
        expect(await failureOf(organizations().create(inputsOf()))).to.match(
            /^Organization \S+: POST \/orgs: 400 API_KEY_MUST_BE_ASSOCIATED_WITH_PAYING_ORG .* paying organization/,
        );
        fixture().atlas.faults.add({ method: "POST", status: 409, errorCode: "SOME_CONFLICT" });
        expect(await failureOf(organizations().create(inputsOf()))).to.match(
            /^Organization \S+: POST \/orgs: 409 SOME_CONFLICT/,
        );
        expect(stored()).to.be.empty;
    });

    for (const [what, fault, count] of [
        ["its answer is lost", { connection: "lost-after" }, 1],
        ["the connection is lost before it took effect", { connection: "lost-before" }, 0],
        ["it fails with a 500", { status: 500 }, 0],
        ["Atlas answers without an id", { status: 201, takesEffect: true, body: { organization: {} } }, 1],
    ] as const) {
        it(`posts once although ${what}, records nothing, and says what to look for`, async () => {
            fixture().atlas.faults.add({ method: "POST", ...fault });

            const message = await failureOf(organizations().create(inputsOf()));

            expect(fixture().calls()).to.have.lengthOf(1);
            expect(stored()).to.have.lengthOf(count);
            expect(message)
                .to.match(/^Organization \S+: POST \/orgs: /)
                .and.contain('may have made the organization "payments"')
                .and.contain(`user ${fixture().ownerId}`)
                .and.contain("existingOrgId")
                .and.contain("if it is not, just run `pulumi up` again");
        });
    }

    it("records the organization when Atlas answers without its key, and says how to go on", async () => {
        for (const apiKey of [undefined, null, { id: "x", publicKey: "abcdefgh", privateKey: null }]) {
            const body = { organization: { id: "a".repeat(24), name: "payments" }, apiKey };
            fixture().atlas.faults.add({ method: "POST", status: 201, body });

            const { id, properties, reasons } = await recordedBy(organizations().create(inputsOf()));

            expect(id).to.equal("a".repeat(24));
            expect(properties).to.deep.equal({
                name: "payments",
                orgOwnerId: fixture().ownerId,
                orgId: id,
                schemaVersion: 1,
            });
            expect(reasons[0]).to.contain("put that into credentials, remove apiKey from the program");
        }
    });
});

describe("an Organization whose settings call fails", () => {
    const { fixture, organizations, inputsOf } = useOrganizations();
    const settings = { multiFactorAuthRequired: true };

    async function halfMade(fault: object = { status: 500 }) {
        fixture().atlas.faults.add({ method: "PATCH", ...fault });
        const recorded = await recordedBy(organizations().create(inputsOf({ settings })));
        fixture().forget();
        return recorded;
    }

    it("is recorded with its credential and without the settings", async () => {
        const { id, properties, reasons } = await halfMade();

        const [key] = fixture().atlas.store.apiKeysOf(id);
        expect(properties).to.deep.equal({
            ...inputsOf(),
            orgId: id,
            apiKeyId: key?.id,
            credentials: { publicKey: key?.publicKey, privateKey: key?.privateKey },
            schemaVersion: 1,
        });
        expect(reasons).to.have.lengthOf(1);
        expect(reasons[0]).to.match(
            /^Organization \S+: PATCH \/orgs\/\w+\/settings: 500 .* What was done before is recorded: mend this, then run `pulumi up` again\.$/,
        );
    });

    for (const hasRefresh of [false, true]) {
        it(`is finished by the next up${hasRefresh ? " after a refresh" : ""}, and stays one organization`, async () => {
            const { id, properties } = await halfMade();
            const state = hasRefresh ? (await organizations().read(id, properties)).props : properties;
            const wanted = inputsOf({ settings });

            expect(await organizations().diff(id, state, wanted)).to.deep.include({
                changes: true,
                replaces: [],
            });
            fixture().forget();
            const outs = await organizations().update(id, state, wanted);

            expect(fixture().calls()).to.deep.equal([`${PATCH_SETTINGS} 200`]);
            expect(outs).to.deep.equal({ ...properties, settings });
            expect(fixture().atlas.organization(id).settings.multiFactorAuthRequired).to.be.true;
            expect((await organizations().diff(id, outs, wanted)).changes).to.be.false;
        });
    }

    it("can be destroyed right after, with the credential that was recorded", async () => {
        const { id, properties } = await halfMade({ connection: "lost-after" });

        await organizations().delete(id, properties);

        expect(fixture().calls()).to.deep.equal(["DELETE /orgs/{orgId} 204"]);
        expect(fixture().atlas.store.organizations.has(id)).to.be.false;
    });

    it("is recorded, too, when the setting would lock its own key out", async () => {
        const inputs = inputsOf({ settings: { apiAccessListRequired: true } });

        const { id, reasons } = await recordedBy(organizations().create(inputs));

        expect(reasons[0])
            .to.match(/^Organization \S+: settings\.apiAccessListRequired would lock this run out/)
            .and.contain("allowLockout: true");
        expect(fixture().atlas.organization(id).settings.apiAccessListRequired).to.be.false;
    });
});

describe("an Organization that Atlas makes with an access list required", () => {
    const { organizations, inputsOf } = useOrganizations({ newOrganizationsRequireAccessList: true });

    it("is recorded, and the failure says whose list lacks which address", async () => {
        const inputs = inputsOf({ settings: { multiFactorAuthRequired: true } });

        const { properties, reasons } = await recordedBy(organizations().create(inputs));

        expect(properties).to.have.property("credentials");
        expect(reasons[0]).to.match(/403 ORG_REQUIRES_ACCESS_LIST .* put the address 203\.0\.113\.7 on/);
    });
});
