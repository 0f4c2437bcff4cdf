import { expect } from "chai";
import { from, linkToken, orgApiKey, provider } from "../support/stackDeclarations";
import { recordRuns } from "../support/stackUnderTest";
import { newOrganizationIn, organizationsIn } from "./newOrganizations";

const ORGANIZATION = "/orgs/{orgId}";

describe("an organization in a stack that is renamed", () => {
    const recorded = recordRuns(async (stack) => {
        const declared = newOrganizationIn(stack);
        const within = [
            provider("in-payments", from("payments", "credentials")),
            orgApiKey(
                "runner",
                { orgId: from("payments", "orgId"), description: "CI", roles: ["ORG_MEMBER"] },
                { provider: "in-payments" },
            ),
            linkToken("ops", {
                orgId: stack.atlas.payingOrganization.orgId,
                // Not known at preview while the organization is updated.
                keepers: { madeFor: from("payments", "apiKeyId") },
            }),
        ];
        await stack.up([declared("payments"), ...within]);
        const made = organizationsIn(stack);

        const renaming = [declared("payments", { name: "pay" }), ...within];
        const preview = await stack.preview(renaming);
        const renamed = await stack.up(renaming);
        return { made, preview, renamed, left: organizationsIn(stack) };
    });

    it("shows no replacement of anything at preview", () => {
        const { preview } = recorded();
        expect(preview.ops).to.include.keys("payments", "in-payments", "runner", "ops");
        expect(Object.values(preview.ops).flat()).to.include("update").and.not.include("replace");
        expect(preview.calls).to.deep.equal([]);
    });

    it("is updated in place, and what is in it is not touched", () => {
        const { made, renamed, left } = recorded();
        expect(renamed.ops).to.deep.equal({
            payments: ["update"],
            "in-payments": ["same"],
            runner: ["same"],
            ops: ["same"],
        });
        expect(renamed.calls).to.deep.equal([`PATCH ${ORGANIZATION}`]);
        expect(made).to.have.lengthOf(1);
        expect(left).to.deep.equal([{ ...made[0], name: "pay" }]);
    });
});
