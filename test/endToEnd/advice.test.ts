import { expect } from "chai";
import { accessList, accessListEntry, linkToken, orgApiKey } from "../support/stackDeclarations";
import type { StackUnderTest } from "../support/stackUnderTest";
import { recordRuns } from "../support/stackUnderTest";

// What test/resources/advice cannot follow in one process: `aliases`, what constructors refuse, and the order in which a
// real engine tells of a resource that stays and of one that goes.

const ADDRESS = "192.0.2.1";
const CONFLICTS = { atlas: { secondLinkToken: "conflict" } } as const;

const LOST_KEY = { method: "POST", path: "/orgs/{orgId}/apiKeys", connection: "lost-before" } as const;

function declarationsFor({ atlas }: StackUnderTest) {
    const { orgId } = atlas.payingOrganization;
    const { id: apiKeyId, accessList: listed } = atlas.addApiKey({ orgId });
    return {
        entry: (name: string, options?: object, args: object = {}) =>
            accessListEntry(name, { orgId, apiKeyId, ipAddress: ADDRESS, ...args }, { ...options }),
        link: (name: string, args: object = {}, options?: object) =>
            linkToken(name, { orgId, ...args }, { ...options }),
        list: accessList("list", { orgId, apiKeyId, entries: [ADDRESS] }),
        failing: (dependsOn: string) =>
            orgApiKey("failing", { orgId, description: "CI", roles: ["ORG_MEMBER"] }, { dependsOn }),
        addresses: () => [...listed.keys()],
    };
}

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
