import { expect } from "chai";
import { recordRuns } from "../support/stackUnderTest";
import { ADDRESS, CONFLICTS, declarationsFor } from "./adviceProgram";

const LOST_KEY = { method: "POST", path: "/orgs/{orgId}/apiKeys", connection: "lost-before" } as const;

describe("the advice to declare all entries of a key in one list", () => {
    const recorded = recordRuns(async (stack) => {
        const { entry, list, addresses } = declarationsFor(stack);
        await stack.up([entry("ci")]);
        const refused = await stack.fail("preview", [entry("ci"), list]);
        const followed = await stack.up([list]);
        const after = await stack.up([list]);
        return { refused, followed, after, addresses: addresses() };
    });

    it("works, and the entry never leaves the list", () => {
        const { refused, followed, after, addresses } = recorded();
        expect(refused.said).to.contain("declare all entries of the key in one OrgApiKeyAccessList");
        expect(followed.writes.filter((call) => call.startsWith("DELETE"))).to.deep.equal([]);
        expect(after.ops).to.deep.equal({ list: ["same"] });
        expect(addresses).to.deep.equal([ADDRESS]);
    });
});

describe("the advice to run again, with the old name of a resource still in state", () => {
    const recorded = recordRuns(async (stack) => {
        const { link, failing } = declarationsFor(stack);
        const program = [link("new", { onConflict: "replace" }), failing("new")];
        await stack.up([link("old")]);
        stack.atlas.faults.add(LOST_KEY);
        const stopped = await stack.fail("up", program);
        const again = await stack.up(program);
        const { linkToken: inState } = (await stack.state("new")).outputs;
        const atAtlas = stack.atlas.store.linkTokens.map((each) => each.linkToken);

        const replaced = await stack.up(program, { replace: ["new"] });
        const { linkToken: inStateThen } = (await stack.state("new")).outputs;
        const atAtlasThen = stack.atlas.store.linkTokens.map((each) => each.linkToken);
        return { stopped, again, inState, atAtlas, replaced, inStateThen, atAtlasThen };
    }, CONFLICTS);

    it("spares the new token", () => {
        const { stopped, again, inState, atAtlas } = recorded();
        expect(stopped.said).to.contain("run `pulumi up` again");
        expect(again.ops).to.deep.include({ new: ["same"], old: ["delete"] });
        expect(atAtlas).to.deep.equal([inState]);
    });

    it("leaves a token that --replace can rotate", () => {
        const { replaced, inState, inStateThen, atAtlasThen } = recorded();
        expect(replaced.ops["new"]).to.include("create-replacement");
        expect(inStateThen).to.not.equal(inState);
        expect(atAtlasThen).to.deep.equal([inStateThen]);
    });
});

describe("the advice to run again, with a replaced entry still to be deleted", () => {
    const recorded = recordRuns(async (stack) => {
        const { entry, failing, addresses } = declarationsFor(stack);
        const program = [entry("ci", {}, { onConflict: "adopt" }), failing("ci")];
        await stack.up(program.slice(0, 1));
        stack.atlas.faults.add(LOST_KEY);
        const stopped = await stack.fail("up", program, { replace: ["ci"] });
        const again = await stack.up(program);
        return { stopped, again, addresses: addresses() };
    });

    it("leaves the entry on the list", () => {
        const { stopped, again, addresses } = recorded();
        expect(stopped.said).to.contain("run `pulumi up` again");
        expect(again.ops["ci"]).to.deep.equal(["same", "delete-replaced"]);
        expect(addresses).to.deep.equal([ADDRESS]);
    });
});
