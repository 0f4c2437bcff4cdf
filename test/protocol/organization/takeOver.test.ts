import { expect } from "chai";
import { failureOf, recordedBy } from "../../support/hostFailure";
import { useOrganizations } from "./useOrganizations";

const GET = "GET /orgs/{orgId}";
const PATCH = "PATCH /orgs/{orgId}";
const PATCH_SETTINGS = "PATCH /orgs/{orgId}/settings";

describe("taking over an Organization in the provider host", () => {
    const { fixture, organizations, existing, callers } = useOrganizations();

    it("creates nothing, and manages the provider's own organization with the provider's key", async () => {
        const { orgId } = fixture();
        const inputs = { name: "Paying organization", existingOrgId: orgId };

        const { id, outs } = await organizations().create(inputs);

        expect(fixture().calls()).to.deep.equal([`${GET} 200`]);
        expect(id).to.equal(orgId);
        expect(outs).to.deep.equal({ ...inputs, orgId, isAdopted: true, schemaVersion: 1 });
        expect((await organizations().diff(id, outs, inputs)).changes).to.be.false;
    });

    it("gives it the name, alerts and settings of the program", async () => {
        const { orgId, atlas } = fixture();
        const settings = { restrictEmployeeAccess: true };
        const inputs = { name: "renamed", existingOrgId: orgId, skipDefaultAlertsSettings: true, settings };

        const { outs } = await organizations().create(inputs);

        expect(fixture().calls()).to.deep.equal([`${GET} 200`, `${PATCH} 200`, `${PATCH_SETTINGS} 200`]);
        expect(atlas.organization(orgId)).to.include({ name: "renamed", skipDefaultAlertsSettings: true });
        expect(atlas.organization(orgId).settings).to.include(settings);
        expect(outs).to.deep.equal({ ...inputs, orgId, isAdopted: true, schemaVersion: 1 });
    });

    it("uses the credentials that are given for another organization, for every call", async () => {
        const { orgId, credentials } = existing();
        const inputs = { name: "renamed", existingOrgId: orgId, credentials };

        const { id, outs } = await organizations().create(inputs);
        await organizations().read(id, outs);
        await fixture().inNextRun((host) =>
            host.resource("Organization").delete(id, { ...outs, deleteAdopted: true }),
        );

        expect(callers()).to.deep.equal([credentials.publicKey]);
        expect(outs).to.deep.equal({ ...inputs, orgId, isAdopted: true, schemaVersion: 1 });
        expect(fixture().atlas.store.organizations.has(orgId)).to.be.false;
    });

    it("is not deleted under its old name in the run that took it over under a new one", async () => {
        const { orgId, credentials } = existing();
        const inputs = { name: "existing", existingOrgId: orgId, credentials, deleteAdopted: true };
        // As when the resource is renamed in the program without an alias, or replaced.
        const { id, outs } = await organizations().create(inputs);
        await fixture().host.takeLines();

        await organizations().delete(id, outs);

        expect(fixture().atlas.store.organizations.has(orgId)).to.be.true;
        expect((await fixture().host.takeLines()).join()).to.contain("it is not deleted");
        await fixture().inNextRun((host) => host.resource("Organization").delete(id, outs));
        expect(fixture().atlas.store.organizations.has(orgId)).to.be.false;
    });

    it("is not deleted under its old name either when it could not be taken over, and the run goes on all the same", async () => {
        const { orgId, credentials } = existing();
        const inputs = { name: "existing", existingOrgId: orgId, credentials, deleteAdopted: true };
        const outs = { ...inputs, orgId, isAdopted: true, schemaVersion: 1 };
        fixture().atlas.faults.add({ method: "GET", status: 403 });

        await organizations().check(inputs);
        await failureOf(organizations().create(inputs));
        await organizations().delete(orgId, outs);

        expect(fixture().atlas.store.organizations.has(orgId)).to.be.true;
        expect((await fixture().host.takeLines()).join("\n")).to.contain("it is not deleted");
    });

    it("is not deleted on the way to a replacement by itself", async () => {
        const { orgId, credentials } = existing();
        const inputs = { name: "existing", existingOrgId: orgId, credentials, deleteAdopted: true };
        const outs = { ...inputs, orgId, isAdopted: true, schemaVersion: 1 };

        // `--replace` with deleteBeforeReplace
        await organizations().check(inputs);
        await organizations().delete(orgId, outs);
        const { id } = await organizations().create(inputs);

        expect(id).to.equal(orgId);
    });

    it("is refused while Atlas is deleting the organization", async () => {
        const { orgId } = fixture();
        const body = { id: orgId, name: "Paying organization", isDeleted: true };
        fixture().atlas.faults.add({ method: "GET", status: 200, body });

        const inputs = { name: "Paying organization", existingOrgId: orgId };
        expect(await failureOf(organizations().create(inputs))).to.contain("is being deleted");
    });

    it("records nothing when the key does not fit", async () => {
        const { orgId, credentials } = existing();
        const wrong = { ...credentials, privateKey: "11111111-2222-3333-4444-555555555555" };

        const withWrongKey = { name: "existing", existingOrgId: orgId, credentials: wrong };
        expect(await failureOf(organizations().create(withWrongKey))).to.match(
            /^Organization \S+: GET .*: 401 /,
        );
        const withProvidersKey = { name: "existing", existingOrgId: orgId };
        expect(await failureOf(organizations().create(withProvidersKey))).to.match(
            /^Organization \S+: GET .*: 401 /,
        );
    });

    it("records it when a later step fails, to be let go of or finished", async () => {
        const { orgId } = fixture();
        fixture().atlas.faults.add({
            path: "/orgs/{orgId}/settings",
            status: 403,
            errorCode: "ACCESS_FORBIDDEN",
        });
        const inputs = { name: "renamed", existingOrgId: orgId, settings: { genAIFeaturesEnabled: false } };

        const { id, properties } = await recordedBy(organizations().create(inputs));

        expect(properties).to.deep.equal({
            name: "renamed",
            existingOrgId: orgId,
            orgId,
            isAdopted: true,
            schemaVersion: 1,
        });
        await organizations().delete(id, properties);
        expect(fixture().atlas.store.organizations.has(orgId)).to.be.true;
    });

    describe("with the setting that API keys need an access list", () => {
        const settings = { apiAccessListRequired: true };

        it("refuses to lock its own key out, and says how to go about it", async () => {
            const { orgId, keyId, credentials } = existing();
            const inputs = { name: "existing", existingOrgId: orgId, credentials, settings };

            const { reasons } = await recordedBy(organizations().create(inputs));

            expect(reasons[0])
                .to.match(/^Organization \S+: settings\.apiAccessListRequired would lock this run out/)
                .and.contain(credentials.publicKey)
                .and.contain(`allowLockout: true on key ${keyId}`);
            expect(fixture().calls().join()).to.not.contain(PATCH_SETTINGS);
            expect(fixture().atlas.organization(orgId).settings.apiAccessListRequired).to.be.false;
        });

        it("turns it on when the key has a list", async () => {
            const { orgId, keyId, credentials } = existing();
            fixture().atlas.addAccessListEntry(keyId, "203.0.113.7");

            const inputs = { name: "existing", existingOrgId: orgId, credentials, settings };
            const { outs } = await organizations().create(inputs);

            expect(outs["settings"]).to.deep.equal(settings);
            expect(fixture().atlas.organization(orgId).settings.apiAccessListRequired).to.be.true;
        });

        it("turns it on when the organization's keys do not tell, as nothing speaks against it", async () => {
            const { orgId, credentials } = existing();
            fixture().atlas.faults.add({ path: "/orgs/{orgId}/apiKeys", status: 200, body: { results: [] } });

            const inputs = { name: "existing", existingOrgId: orgId, credentials, settings };
            await organizations().create(inputs);

            expect(fixture().atlas.organization(orgId).settings.apiAccessListRequired).to.be.true;
        });

        it("may turn it off without further ado", async () => {
            const { orgId, credentials } = existing();
            const off = { apiAccessListRequired: false };

            await organizations().create({
                name: "existing",
                existingOrgId: orgId,
                credentials,
                settings: off,
            });

            expect(fixture().calls()).to.deep.equal([`${GET} 200`, `${PATCH_SETTINGS} 200`]);
        });
    });
});
