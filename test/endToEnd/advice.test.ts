import { expect } from "chai";
import { recordRuns } from "../support/stackUnderTest";
import { ADDRESS, CONFLICTS, declarationsFor } from "./adviceProgram";

// What test/resources/advice cannot follow in one process: `aliases`, what constructors refuse, and the order in which a
// real engine tells of a resource that stays and of one that goes.

describe("the advice to give a renamed resource the option aliases", () => {
    const recorded = recordRuns(async (stack) => {
        const { entry, link, addresses } = declarationsFor(stack);
        await stack.up([entry("ci"), link("ops")]);
        const refusedEntry = await stack.fail("up", [entry("office"), link("ops")]);
        const refusedLink = await stack.fail("up", [entry("ci"), link("migration")]);
        const renamed = await stack.up([
            entry("office", { aliases: [{ name: "ci" }] }),
            link("migration", {}, { aliases: [{ name: "ops" }] }),
        ]);
        const { linkToken: inState } = (await stack.state("migration")).outputs;
        const atAtlas = stack.atlas.store.linkTokens.map((each) => each.linkToken);
        return { refusedEntry, refusedLink, renamed, inState, atAtlas, addresses: addresses() };
    }, CONFLICTS);

    it("stands in the errors of the runs that were refused", () => {
        const { refusedEntry, refusedLink } = recorded();
        expect(refusedEntry.said).to.contain('aliases: [{ name: "the old name" }]');
        expect(refusedLink.said).to.contain('aliases: [{ name: "the old name" }]');
    });

    it("works after them, without a call", () => {
        const { renamed, inState, atAtlas, addresses } = recorded();
        expect(renamed.ops).to.deep.equal({ office: ["same"], migration: ["same"] });
        expect(renamed.calls).to.deep.equal([]);
        expect(atAtlas).to.deep.equal([inState]);
        expect(addresses).to.deep.equal([ADDRESS]);
    });
});
