import { expect } from "chai";
import type { ResourceOptions } from "../support/stackDeclarations";
import { linkToken, output } from "../support/stackDeclarations";
import type { StackUnderTest } from "../support/stackUnderTest";
import { useStack } from "../support/stackUnderTest";

const LINKS = "/orgs/{orgId}/liveMigrations/linkTokens";
const REPLACED_OLD_FIRST = ["delete-replaced", "replace", "create-replacement"];
const RENEWED = [`DELETE ${LINKS}`, `POST ${LINKS}`];

/** Declares link tokens of the paying organization. */
function linkIn({ atlas }: StackUnderTest) {
    return (name: string, args: object = {}, options?: ResourceOptions) =>
        linkToken(name, { orgId: atlas.payingOrganization.orgId, ...args }, options);
}

/** The token that the state holds must be one that lives at Atlas. */
async function expectLiveToken(stack: StackUnderTest, name: string): Promise<void> {
    const living = stack.atlas.store.linkTokens.map((link) => link.linkToken);
    expect(living).to.include((await stack.state(name)).outputs["linkToken"]);
}

describe("a link token in a stack", () => {
    const opened = useStack();

    it("is replaced, the old one first, when its addresses or keepers change, and by nothing else", async () => {
        const stack = opened();
        const link = linkIn(stack);
        const addresses = ["203.0.113.10", "203.0.113.0/28"];
        await stack.up([link("ops", { accessListIps: addresses, keepers: { round: "1" } })]);
        const [first] = stack.atlas.store.linkTokens;

        const reordered = await stack.up([
            link("ops", { accessListIps: ["203.0.113.0/28", "203.0.113.10/32"], keepers: { round: "1" } }),
        ]);
        expect(reordered.ops).to.deep.equal({ ops: ["same"] });

        const steered = await stack.up([
            link("ops", { accessListIps: addresses, keepers: { round: "1" }, onConflict: "replace" }),
        ]);
        expect(steered.ops).to.deep.equal({ ops: ["update"] });
        expect([...reordered.calls, ...steered.calls]).to.deep.equal([]);

        const changed = await stack.up([
            link("ops", { accessListIps: ["203.0.113.11"], keepers: { round: "1" } }),
        ]);
        expect(changed.ops).to.deep.equal({ ops: REPLACED_OLD_FIRST });
        expect(changed.writes).to.deep.equal(RENEWED);

        const rotated = await stack.up([
            link("ops", { accessListIps: ["203.0.113.11"], keepers: { round: "2" } }),
        ]);
        expect(rotated.ops).to.deep.equal({ ops: REPLACED_OLD_FIRST });
        expect(rotated.writes).to.deep.equal(RENEWED);
        expect(stack.atlas.store.linkTokens).to.have.lengthOf(1).and.not.include(first);
        await expectLiveToken(stack, "ops");
    });

    it("whose creation was answered by a broken connection is made anew by the next up", async () => {
        const stack = opened();
        const round = (number: string) => [linkIn(stack)("ops", { keepers: { round: number } })];
        const loseAnswer = () =>
            stack.atlas.faults.add({ method: "POST", path: LINKS, connection: "lost-after" });

        loseAnswer();
        const failed = await stack.fail("up", round("1"));
        expect(failed.said).to.contain("Run `pulumi up` again");
        expect(stack.atlas.store.linkTokens).to.have.lengthOf(1);
        expect((await stack.state("ops")).outputs).to.not.have.property("linkToken");
        const healed = await stack.up();
        expect(healed.ops).to.deep.equal({ ops: REPLACED_OLD_FIRST });
        expect(healed.writes).to.deep.equal(RENEWED);
        await expectLiveToken(stack, "ops");

        loseAnswer();
        await stack.fail("up", round("2"));
        await stack.refresh();
        expect((await stack.up()).writes).to.deep.equal(RENEWED);
        expect(stack.atlas.store.linkTokens).to.have.lengthOf(1);
        await expectLiveToken(stack, "ops");

        loseAnswer();
        await stack.fail("up", round("3"));
        await stack.destroy();
        expect(stack.atlas.store.linkTokens).to.deep.equal([]);
    });

    it("is refused beside another one of the organization, also when that one is unchanged", async () => {
        const stack = opened();
        const link = linkIn(stack);
        const { orgId } = stack.atlas.payingOrganization;
        const both = [link("ops"), linkToken("cloud", { orgId: output(orgId) })];

        const atOnce = await stack.fail("preview", both);
        await stack.up([link("ops")]);
        const oneByOne = await stack.fail("up", both);

        const refusal =
            /LinkToken "(ops|cloud)": the LinkToken "(cloud|ops)" of this program is for organization/;
        expect(atOnce.said).to.match(refusal);
        expect(oneByOne.said).to.match(refusal);
        expect(stack.atlas.store.linkTokens).to.have.lengthOf(1);
        await expectLiveToken(stack, "ops");
    });

    it("is deleted only after its migrations have ended, and needs not to be there any more", async () => {
        const stack = opened();
        const { orgId } = stack.atlas.payingOrganization;
        await stack.up([linkIn(stack)("ops")]);
        const projectId = stack.atlas.activateMigration(orgId);

        const refused = await stack.fail("destroy");
        expect(refused.said).to.contain(`migrated (${projectId})`).and.contain("cancel the live migrations");
        stack.atlas.endMigrations(orgId);
        stack.atlas.removeLink(orgId);
        expect((await stack.destroy()).ops).to.deep.equal({ ops: ["delete"] });
    });
});

describe("a link token in a stack, where Atlas makes a second one", () => {
    const opened = useStack({ atlas: { secondLinkToken: "created" } });

    it("lives at Atlas after --replace, and after it was renamed with aliases or without", async () => {
        const stack = opened();
        const link = linkIn(stack);
        await stack.up([link("ops")]);
        const replaced = await stack.up([link("ops")], { replace: ["ops"] });
        expect(replaced.ops).to.deep.equal({ ops: REPLACED_OLD_FIRST });
        expect(replaced.writes).to.deep.equal(RENEWED);
        await expectLiveToken(stack, "ops");

        const aliased = await stack.up([link("cloud", {}, { aliases: [{ name: "ops" }] })]);
        expect(aliased.ops).to.deep.equal({ cloud: ["same"] });
        expect(aliased.calls).to.deep.equal([]);
        await expectLiveToken(stack, "cloud");

        const renamed = await stack.up([link("manager")]);
        expect(renamed.ops).to.deep.equal({ manager: ["create"], cloud: ["delete"] });
        expect(renamed.writes).to.deep.equal([`POST ${LINKS}`]);
        expect(renamed.said).to.contain("the old one is left, so that the new one lives");
        await expectLiveToken(stack, "manager");

        await stack.destroy();
        expect(stack.atlas.store.linkTokens).to.deep.equal([]);
    });
});

describe("a link token in a stack, where Atlas refuses a second one", () => {
    const opened = useStack({ atlas: { secondLinkToken: "conflict" } });

    it("lives at Atlas after --replace, and whether a rename without aliases is refused or not", async () => {
        const stack = opened();
        const link = linkIn(stack);
        await stack.up([link("ops")]);
        await stack.up([link("ops")], { replace: ["ops"] });
        expect(stack.atlas.store.linkTokens).to.have.lengthOf(1);
        await expectLiveToken(stack, "ops");

        const refused = await stack.fail("up", [link("manager")]);
        expect(refused.said).to.contain("aliases").and.contain('onConflict: "replace"');
        expect(refused.writes).to.deep.equal([`POST ${LINKS}`]);
        await expectLiveToken(stack, "ops");

        const renewed = await stack.up([link("manager", { onConflict: "replace" })]);
        expect(renewed.ops).to.deep.equal({ manager: ["create"], ops: ["delete"] });
        expect(stack.atlas.store.linkTokens).to.have.lengthOf(1);
        await expectLiveToken(stack, "manager");
    });
});
