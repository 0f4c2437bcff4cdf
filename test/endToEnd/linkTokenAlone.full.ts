import { expect } from "chai";
import { linkToken, output } from "../support/stackDeclarations";
import type { StackUnderTest } from "../support/stackUnderTest";
import { recordRuns } from "../support/stackUnderTest";
import {
    LINKS,
    RENEWED,
    REPLACED_OLD_FIRST,
    expectOnlyItsTokenLives,
    expectRenewed,
    linkIn,
    outcomeOf,
} from "./linkOutcomes";

const AS_MADE = { accessListIps: ["203.0.113.10", "203.0.113.0/28"], keepers: { round: "1" } };
const REORDERED = { ...AS_MADE, accessListIps: ["203.0.113.0/28", "203.0.113.10/32"] };
const REPLACED_AFTER_CONFLICT = [`POST ${LINKS}`, ...RENEWED];
const MOVED = { ...AS_MADE, accessListIps: ["203.0.113.11"] };

describe("a link token in a stack, where Atlas refuses a second one", () => {
    const recorded = recordRuns(tellOfOneLink, { atlas: { secondLinkToken: "conflict" } });

    it("whose creation was answered by a broken connection is made anew, once onConflict allows that", () => {
        const { lost, refused, healed } = recorded();
        expect(lost.run.said).to.contain('set onConflict: "replace" if the next `pulumi up` says 409');
        expect(lost.tokensAtAtlas).to.have.lengthOf(1);
        expect(lost.tokenInState).to.equal(undefined);
        expect(refused.run.writes).to.deep.equal([`POST ${LINKS}`]);
        expect(refused.tokensAtAtlas).to.deep.equal(lost.tokensAtAtlas);
        expect(healed.run.writes).to.deep.equal(REPLACED_AFTER_CONFLICT);
        expectOnlyItsTokenLives(healed);
    });

    it("whose replacement was answered so is made anew with a refresh in between, too", () => {
        const { rotated, healedAfterRefresh } = recorded();
        expect(rotated.tokensAtAtlas).to.have.lengthOf(1);
        // Of a replacement that ended between its two steps, Pulumi keeps the old one in mind.
        expect(rotated.tokensAtAtlas).to.not.include(rotated.tokenInState);
        expect(healedAfterRefresh.run.writes).to.deep.equal(RENEWED);
        expectOnlyItsTokenLives(healedAfterRefresh);
    });

    it("whose replacement was answered so is not in state, and a destroy deletes no link for it", () => {
        const { lostAtLast, destroyed, leftAtAtlas } = recorded();
        expect(lostAtLast.tokensAtAtlas).to.have.lengthOf(1);
        // Of a replacement that ended between its two steps, Pulumi keeps the old one in mind.
        expect(lostAtLast.tokensAtAtlas).to.not.include(lostAtLast.tokenInState);
        expect(destroyed.writes).to.deep.equal([]);
        expect(leftAtAtlas).to.have.lengthOf(1);
    });

    it("lives at Atlas after --replace, which deletes the old one first", () => {
        const { healed, replaced } = recorded();
        expectRenewed(replaced, "ops");
        expect(replaced.tokenInState).to.not.equal(healed.tokenInState);
    });

    it("is left alone when its addresses are reordered and respelled, and when it is renamed with aliases", () => {
        const { besideRefused } = recorded();
        expect(besideRefused.run.ops["main"]).to.deep.equal(["same"]);
        expect(besideRefused.run.calls).to.deep.equal([`POST ${LINKS}`]);
    });

    it("stays as it is when Atlas refuses another one of the organization", () => {
        const { besideRefused } = recorded();
        expect(besideRefused.run.said).to.contain("409").and.contain('the program has LinkToken "main"');
        expectOnlyItsTokenLives(besideRefused);
    });

    it("is updated without a call when what steers changes, as the error of the refusal said", () => {
        const { steered } = recorded();
        expect(steered.run.ops).to.deep.equal({ main: ["update"] });
        expect(steered.run.calls).to.deep.equal([]);
        expectOnlyItsTokenLives(steered);
    });

    it("is replaced, the old one first, when its addresses change", () => {
        const { steered, moved } = recorded();
        expectRenewed(moved, "main");
        expect(moved.tokenInState).to.not.equal(steered.tokenInState);
    });

    it("is replaced, the old one first, when its keepers change", () => {
        const { rotated, healedAfterRefresh, renewed } = recorded();
        expect(rotated.run.ops).to.deep.equal({ manager: REPLACED_OLD_FIRST });
        expect(rotated.run.writes).to.deep.equal(RENEWED);
        expect(rotated.tokensAtAtlas).to.not.include(renewed.tokenInState);
        expect(healedAfterRefresh.tokenInState).to.not.equal(renewed.tokenInState);
    });

    it("lives on when a rename without aliases is refused", () => {
        const { moved, renamed } = recorded();
        expect(renamed.run.said).to.contain("aliases").and.contain('onConflict: "replace"');
        expect(renamed.run.writes).to.deep.equal([`POST ${LINKS}`]);
        expectOnlyItsTokenLives(renamed);
        expect(renamed.tokenInState).to.equal(moved.tokenInState);
    });

    it("lives at Atlas after a rename without aliases that onConflict allows", () => {
        const { renewed } = recorded();
        expect(renewed.run.ops).to.deep.equal({ manager: ["create"], main: ["delete"] });
        expectOnlyItsTokenLives(renewed);
    });
});

/** All that may happen to the one link of an organization. */
async function tellOfOneLink(stack: StackUnderTest) {
    const link = linkIn(stack);
    const { orgId } = stack.atlas.payingOrganization;
    const loseAnswer = () =>
        stack.atlas.faults.add({ method: "POST", path: LINKS, connection: "lost-after" });
    // No constructor sees that it is of the same organization.
    const second = linkToken("cloud", { orgId: output(orgId) }, { dependsOn: "main" });

    loseAnswer();
    const lost = await outcomeOf(stack, "ops", stack.fail("up", [link("ops", AS_MADE)]));
    const refused = await outcomeOf(stack, "ops", stack.fail("up"));
    const healed = await outcomeOf(
        stack,
        "ops",
        stack.up([link("ops", { ...AS_MADE, onConflict: "replace" })]),
    );
    const replaced = await outcomeOf(stack, "ops", stack.up(undefined, { replace: ["ops"] }));

    await stack.up([link("ops", AS_MADE)]);
    const unchanged = link("main", REORDERED, { aliases: [{ name: "ops" }] });
    const besideRefused = await outcomeOf(stack, "main", stack.fail("up", [unchanged, second]));
    const steered = await outcomeOf(
        stack,
        "main",
        stack.up([link("main", { ...AS_MADE, onConflict: "replace", onAmbiguousDelete: "leave" })]),
    );
    const moved = await outcomeOf(stack, "main", stack.up([link("main", MOVED)]));

    const renamed = await outcomeOf(stack, "main", stack.fail("up", [link("manager", MOVED)]));
    const renewed = await outcomeOf(
        stack,
        "manager",
        stack.up([link("manager", { ...MOVED, onConflict: "replace" })]),
    );

    const inRound = (round: string) => [
        link("manager", { ...MOVED, onConflict: "replace", keepers: { round } }),
    ];
    loseAnswer();
    const rotated = await outcomeOf(stack, "manager", stack.fail("up", inRound("2")));
    await stack.refresh();
    const healedAfterRefresh = await outcomeOf(stack, "manager", stack.up());

    loseAnswer();
    const lostAtLast = await outcomeOf(stack, "manager", stack.fail("up", inRound("3")));
    const destroyed = await stack.destroy();
    const leftAtAtlas = [...stack.atlas.store.linkTokens];

    return {
        lost,
        refused,
        healed,
        replaced,
        besideRefused,
        steered,
        moved,
        renamed,
        renewed,
        rotated,
        healedAfterRefresh,
        lostAtLast,
        destroyed,
        leftAtAtlas,
    };
}
