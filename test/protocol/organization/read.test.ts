import { expect } from "chai";
import { failureOf } from "../../support/hostFailure";
import { useOrganizations } from "./useOrganizations";

const GET = "GET /orgs/{orgId}";
const GET_SETTINGS = "GET /orgs/{orgId}/settings";

describe("reading an Organization in the provider host", () => {
    const { fixture, organizations, inputsOf, created, existing, callers } = useOrganizations();
    const lines = async () => (await fixture().host.takeLines()).join("\n");

    it("asks with its own key, for the settings only if some are declared", async () => {
        const { id, outs } = await created();

        const { props, inputs } = await organizations().read(id, outs);

        expect(fixture().calls()).to.deep.equal([`${GET} 200`]);
        expect(callers()).to.deep.equal([(outs["credentials"] as { publicKey: string }).publicKey]);
        expect(props).to.deep.equal(outs);
        expect(inputs).to.deep.equal(inputsOf());
    });

    it("reads no settings for an empty declaration", async () => {
        const { id, outs } = await created();

        await organizations().read(id, { ...outs, settings: {} });

        expect(fixture().calls()).to.deep.equal([`${GET} 200`]);
    });

    it("shows a name, alerts and settings that were changed at Atlas", async () => {
        const settings = {
            multiFactorAuthRequired: true,
            securityContact: "security@example.com",
            customSessionTimeouts: { absoluteSessionTimeoutInSeconds: 7200 },
        };
        const { id, outs } = await created({ skipDefaultAlertsSettings: true, settings });
        const organization = fixture().atlas.organization(id);
        Object.assign(organization, { name: "changed", skipDefaultAlertsSettings: false });
        organization.settings = {
            ...organization.settings,
            multiFactorAuthRequired: false,
            restrictEmployeeAccess: true,
            customSessionTimeouts: { absoluteSessionTimeoutInSeconds: 3600 },
        };
        delete organization.settings.securityContact;

        const { props, inputs } = await organizations().read(id, outs);

        expect(fixture().calls()).to.deep.equal([`${GET} 200`, `${GET_SETTINGS} 200`]);
        const found = {
            name: "changed",
            skipDefaultAlertsSettings: false,
            settings: {
                multiFactorAuthRequired: false,
                securityContact: null,
                customSessionTimeouts: { absoluteSessionTimeoutInSeconds: 3600 },
            },
        };
        expect(props).to.deep.equal({ ...outs, ...found });
        expect(inputs).to.deep.equal(inputsOf(found));
        const wanted = inputsOf({ skipDefaultAlertsSettings: true, settings });
        expect((await organizations().diff(id, props, wanted)).changes).to.be.true;
        await organizations().update(id, props, wanted);
        expect(organization.name).to.equal("payments");
        expect(fixture().atlas.organization(id).settings).to.deep.include(settings);
    });

    it("takes no notice of alerts that the program does not declare", async () => {
        const { id, outs } = await created();

        expect((await organizations().read(id, outs)).props).to.not.have.property(
            "skipDefaultAlertsSettings",
        );
    });

    it("never puts credentials among the inputs, where nothing would encrypt them", async () => {
        const { orgId, credentials } = existing();
        const inputs = { name: "existing", existingOrgId: orgId, credentials };
        const { id, outs } = await organizations().create(inputs);

        const read = await organizations().read(id, outs);

        expect(read.props).to.deep.include({ credentials });
        expect(read.inputs).to.deep.equal({ name: "existing", existingOrgId: orgId });
    });

    const isDeleted = { name: "payments", isDeleted: true };
    const departures: Record<string, (orgId: string) => unknown> = {
        "404, and Atlas lists it no more": (orgId) => fixture().loseOrganization(orgId),
        isDeleted: (id) =>
            fixture().atlas.faults.add({ method: "GET", status: 200, body: { id, ...isDeleted } }),
    };
    for (const [what, depart] of Object.entries(departures)) {
        it(`finds it gone by ${what}, and warns of what the next up does`, async () => {
            const { id, outs } = await created();
            depart(id);

            expect((await organizations().read(id, outs)).id).to.equal("");

            expect(await lines()).to.equal(
                `warning: Organization ${id}: it is gone from Atlas. The next \`pulumi up\` creates a new one under the same name, without what was in it.`,
            );
        });
    }

    it("announces no new one in the place of one that was taken over", async () => {
        const { orgId } = fixture();
        const inputs = { name: "Paying organization", existingOrgId: orgId };
        const { outs } = await organizations().create(inputs);
        fixture().loseOrganization(orgId);

        expect((await organizations().read(orgId, outs)).id).to.equal("");

        expect(await lines()).to.equal(
            `warning: Organization ${orgId}: it was taken over, and is gone from Atlas. Remove it from the program.`,
        );
    });

    it("does not take a 404 for gone while Atlas lists the organization", async () => {
        const { id, outs } = await created();
        fixture().atlas.faults.add({ method: "GET", status: 404, errorCode: "ORG_NOT_FOUND" });

        expect(await failureOf(organizations().read(id, outs))).to.match(
            /That does not show that organization \w+ is gone: GET \/orgs lists it\. So it counts as still there\. .* If it is gone for good, .*`pulumi state delete <URN>`/,
        );
    });

    it("does not take a refused key for gone, and says that an up comes first", async () => {
        const { id, outs } = await created();
        fixture().atlas.revokeApiKey(String(outs["apiKeyId"]));

        expect(await failureOf(organizations().read(id, outs)))
            .to.match(/^Organization \S+: GET .*: 401 /)
            .and.contain("if they have changed since, run `pulumi up` first, or add `--run-program`.");
    });

    it("does not speak of a rotation to a lookup", async () => {
        const { atlas, key, orgId } = fixture();
        atlas.revokeApiKey(key.id);

        expect(await failureOf(organizations().read(orgId)))
            .to.match(/^Organization \S+: GET .*: 401 /)
            .and.not.contain("rotated");
    });

    for (const status of [401, 403, 500]) {
        it(`does not take ${status} for gone`, async () => {
            const { id, outs } = await created();
            fixture().atlas.faults.add({ method: "GET", status });

            const message = await failureOf(organizations().read(id, outs));

            expect(message).to.match(new RegExp(`^Organization \\S+: GET .*: ${status} `));
            expect(message).to.not.contain("rotated");
        });
    }

    it("fails when the settings cannot be read", async () => {
        const { id, outs } = await created({ settings: { multiFactorAuthRequired: true } });
        fixture().atlas.faults.add({ path: "/orgs/{orgId}/settings", status: 500 });

        expect(await failureOf(organizations().read(id, outs))).to.match(/\/settings: 500 /);
    });

    it("looks one up by its id, with the provider's key or with the one that is given", async () => {
        const { orgId } = fixture();
        expect((await organizations().read(orgId)).props).to.deep.equal({
            orgId,
            name: "Paying organization",
            schemaVersion: 1,
        });

        const other = existing();
        const settings = { genAIFeaturesEnabled: false };
        const { props } = await organizations().read(other.orgId, {
            credentials: other.credentials,
            settings,
        });
        expect(props).to.deep.equal({
            orgId: other.orgId,
            name: "existing",
            credentials: other.credentials,
            settings: { genAIFeaturesEnabled: true },
            schemaVersion: 1,
        });
    });

    it("fails a lookup of one that is gone, and speaks of no new one", async () => {
        const { orgId } = fixture();
        fixture().loseOrganization(orgId);

        expect(await failureOf(organizations().read(orgId))).to.equal(
            `Organization ${orgId}: it does not exist in Atlas, or the id is wrong.`,
        );
        expect(await lines()).not.to.include("creates a new one");
    });
});
