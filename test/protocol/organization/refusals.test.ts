import { expect } from "chai";
import { failureOf } from "../../support/hostFailure";
import { useOrganizations } from "./useOrganizations";

describe("changes of an Organization that are refused at preview", () => {
    const { fixture, organizations, inputsOf, created, existing } = useOrganizations();

    const OTHER = "f".repeat(24);

    for (const [what, change, expected] of [
        [
            "another owner",
            { orgOwnerId: OTHER },
            /^Organization \S+: orgOwnerId: Atlas sets it when .* Put the old value back\.$/,
        ],
        [
            "a federation",
            { federationSettingsId: OTHER },
            /^Organization \S+: federationSettingsId: Atlas sets it when /,
        ],
        [
            "another organization",
            { existingOrgId: OTHER, apiKey: null, orgOwnerId: null },
            /^Organization \S+: existingOrgId: this resource manages another organization/,
        ],
    ] as const) {
        it(what, async () => {
            const { id, outs } = await created();

            expect(await failureOf(organizations().diff(id, outs, inputsOf(change)))).to.match(expected);
            expect(fixture().calls()).to.be.empty;
        });
    }

    it("two of them, both named", async () => {
        const { id, outs } = await created();

        const wanted = inputsOf({ orgOwnerId: OTHER, federationSettingsId: OTHER });
        expect(await failureOf(organizations().diff(id, outs, wanted)))
            .to.contain("orgOwnerId: ")
            .and.contain("federationSettingsId: ");
    });

    it("an apiKey for an organization that was made or taken over without", async () => {
        const { orgId, credentials } = existing();
        const inputs = { name: "existing", existingOrgId: orgId, credentials };
        const { id, outs } = await organizations().create(inputs);

        const wanted = inputsOf({ name: "existing", credentials, orgOwnerId: null });
        expect(await failureOf(organizations().diff(id, outs, wanted))).to.match(
            /^Organization \S+: apiKey: an organization gets this key only when it is created\. Remove apiKey from the program\..* give its values as credentials/,
        );
    });

    it("but not what a creation-only input is when it goes", async () => {
        const { id, outs } = await created();

        const wanted = inputsOf({ orgOwnerId: null, apiKey: null, existingOrgId: id });
        expect((await organizations().diff(id, outs, wanted)).changes).to.be.false;
    });
});
