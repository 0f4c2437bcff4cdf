import { expect } from "chai";
import { useOrganizations } from "./useOrganizations";

const PATCH_SETTINGS = "PATCH /orgs/{orgId}/settings";

describe("settings of an Organization that clear something", () => {
    const { fixture, organizations, inputsOf } = useOrganizations();

    /** Takes an organization over in which somebody has set everything before. */
    async function takenOver(settings: object) {
        const organization = fixture().atlas.organization(fixture().orgId);
        organization.settings = {
            ...organization.settings,
            securityContact: "before@example.com",
            operationsContact: "before@example.com",
            customSessionTimeouts: {
                absoluteSessionTimeoutInSeconds: 3600,
                idleSessionTimeoutInSeconds: 600,
            },
        };
        const inputs = { name: organization.name, existingOrgId: organization.id, settings };
        const made = await organizations().create(inputs);
        return { ...made, inputs };
    }

    for (const [settings, body] of [
        [{ operationsContact: "" }, { operationsContact: null }],
        [{ operationsContact: null }, { operationsContact: null }],
        [{ securityContact: "" }, { securityContact: "" }],
        [{ securityContact: null }, { securityContact: "" }],
        [
            { customSessionTimeouts: { idleSessionTimeoutInSeconds: null } },
            { customSessionTimeouts: { idleSessionTimeoutInSeconds: null } },
        ],
        [
            { customSessionTimeouts: { absoluteSessionTimeoutInSeconds: null } },
            { customSessionTimeouts: { absoluteSessionTimeoutInSeconds: null } },
        ],
    ] as const) {
        it(`sends ${JSON.stringify(body)} for ${JSON.stringify(settings)}, once`, async () => {
            const { id, outs, inputs } = await takenOver(settings);

            expect(fixture().request(PATCH_SETTINGS).body).to.deep.equal(body);
            expect((await organizations().diff(id, outs, inputs)).changes, "right after").to.be.false;
            const { props } = await organizations().read(id, outs);
            expect((await organizations().diff(id, props, inputs)).changes, "after a refresh").to.be.false;
        });
    }

    it("settle also in an organization that is new and has nothing to clear", async () => {
        const inputs = inputsOf({ settings: { operationsContact: "", securityContact: "" } });

        const { id, outs } = await organizations().create(inputs);

        expect((await organizations().diff(id, outs, inputs)).changes).to.be.false;
    });

    it("are sent when they are added to the program later", async () => {
        const { id, outs, inputs } = await takenOver({
            customSessionTimeouts: { absoluteSessionTimeoutInSeconds: 7200 },
        });
        const wanted = {
            ...inputs,
            settings: {
                customSessionTimeouts: {
                    absoluteSessionTimeoutInSeconds: 7200,
                    idleSessionTimeoutInSeconds: null,
                },
            },
        };

        expect((await organizations().diff(id, outs, wanted)).changes).to.be.true;
        await organizations().update(id, outs, wanted);

        expect(fixture().atlas.organization(id).settings.customSessionTimeouts).to.deep.equal({
            absoluteSessionTimeoutInSeconds: 7200,
        });
    });
});
