import { expect } from "chai";
import { recordRuns } from "../support/stackUnderTest";
import { LINKS, expectRenewed, linkIn, outcomeOf } from "./linkOutcomes";

describe("a link token in a stack, where Atlas makes a second one", () => {
    const recorded = recordRuns(
        async (stack) => {
            const link = linkIn(stack);
            const { atlas } = stack;
            const { orgId } = atlas.payingOrganization;
            await stack.up([link("ops")]);
            const replaced = await outcomeOf(stack, "ops", stack.up([link("ops")], { replace: ["ops"] }));
            const renamed = await outcomeOf(stack, "manager", stack.up([link("manager")]));

            const projectId = atlas.activateMigration(orgId);
            const refused = await stack.fail("destroy");
            atlas.endMigrations(orgId);
            atlas.removeLink(orgId);
            const destroyed = await stack.destroy();
            return { replaced, renamed, projectId, refused, destroyed };
        },
        { atlas: { secondLinkToken: "created" } },
    );

    it("lives at Atlas after --replace, which deletes the old one first", () => {
        expectRenewed(recorded().replaced, "ops");
    });

    it("lives at Atlas after it was renamed without aliases, beside the old one", () => {
        const { run, tokenInState, tokensAtAtlas } = recorded().renamed;
        expect(run.ops).to.deep.equal({ manager: ["create"], ops: ["delete"] });
        expect(run.writes).to.deep.equal([`POST ${LINKS}`]);
        expect(run.said).to.contain("so that its token lives, and an older link may be left beside it");
        expect(tokensAtAtlas).to.include(tokenInState);
    });

    it("is deleted only after its migrations have ended", () => {
        const { refused, projectId } = recorded();
        expect(refused.said).to.contain(`migrated (${projectId})`).and.contain("cancel the live migrations");
    });

    it("needs not to be there any more when it is deleted", () => {
        expect(recorded().destroyed.ops).to.deep.equal({ manager: ["delete"] });
    });
});
