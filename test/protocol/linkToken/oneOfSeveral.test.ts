import { expect } from "chai";
import type { DeclaredTokens } from "./linkStack";
import { DELETED, POSTED, ROTATED, TWO, expectDone, round, useStacks } from "./useStacks";

describe("one of several LinkTokens of an organization", () => {
    const stacks = useStacks();
    const { fixture, tokensAtAtlas } = stacks;

    const changes: Record<string, DeclaredTokens> = {
        removed: { west: TWO["west"]! },
        rotated: { east: round("2"), west: TWO["west"]! },
        "rotated after one that stays": { west: TWO["west"]!, east: round("2") },
        replaced: { east: { ...TWO["east"], accessListIps: ["203.0.113.10"] }, west: TWO["west"]! },
        "moved to another organization": {
            east: { ...TWO["east"], orgId: "f".repeat(24) },
            west: TWO["west"]!,
        },
        "removed while another is made": { west: TWO["west"]!, north: round("9") },
    };

    for (const [what, declared] of Object.entries(changes)) {
        it(`is not ${what} while another stays: the preview says so, and an up sends nothing`, async () => {
            const stack = await stacks.stackWith(TWO);
            const before = stack.tokens();

            for (const run of [await stack.preview(declared), await stack.up(declared)]) {
                expect(run.failures.join())
                    .to.contain(
                        'LinkToken "east" of this program would be deleted while LinkToken "west" stays',
                    )
                    .and.contain("`keepers`")
                    .and.contain("onAmbiguousDelete");
            }
            expect(fixture().calls()).to.deep.equal([]);
            expect(stack.tokens()).to.deep.equal(before);
        });
    }

    it("is not removed either after a refresh", async () => {
        const stack = await stacks.stackWith(TWO);
        expectDone(await stack.refresh());

        expect((await stack.preview({ west: TWO["west"]! })).failures.join()).to.contain('LinkToken "east"');
    });

    for (const [which, replace] of [
        ["", ["east"]],
        [" together with the other", ["east", "west"]],
    ] as const) {
        it(`is not replaced by force${which}: nothing is sent`, async () => {
            const stack = await stacks.stackWith(TWO);

            const { failures } = await stack.up(TWO, { replace });

            expect(failures.join())
                .to.contain("Pulumi does not tell the provider which of them are replaced")
                .and.contain("`keepers`")
                .and.contain("untaint");
            expect(fixture().calls()).to.deep.equal([]);
            expect(tokensAtAtlas()).to.have.members(stack.tokens());
        });
    }

    for (const [choice, sent] of [
        ["leave", []],
        ["deleteAny", [DELETED]],
    ] as const) {
        const decided = { ...TWO, east: { ...TWO["east"], onAmbiguousDelete: choice } };

        it(`is removed with onAmbiguousDelete "${choice}" once that stands in state`, async () => {
            const stack = await stacks.stackWith(TWO);

            expectDone(await stack.up(decided));
            expect(fixture().calls()).to.deep.equal([]);
            expectDone(await stack.preview({ west: TWO["west"]! }));
            const { failures, lines } = await stack.up({ west: TWO["west"]! });

            expect(failures).to.deep.equal([]);
            expect(fixture().calls()).to.deep.equal(sent);
            expect(lines.join()).to.contain(choice === "leave" ? "its API key stay at Atlas" : "");
            expect(stack.tokens()).to.have.lengthOf(1);
        });

        it(`is rotated with onAmbiguousDelete "${choice}", which the program may say in the same up`, async () => {
            const stack = await stacks.stackWith(TWO);

            expectDone(await stack.up({ ...decided, east: { ...decided.east, ...round("2") } }));

            expect(fixture().calls()).to.deep.equal([...sent, POSTED]);
            expect(tokensAtAtlas()).to.include(stack.tokens().at(-1));
        });

        it(`is replaced by force with onAmbiguousDelete "${choice}"`, async () => {
            const stack = await stacks.stackWith(decided);

            expectDone(await stack.up(decided, { replace: ["east"] }));

            expect(fixture().calls()).to.deep.equal([...sent, POSTED]);
        });
    }

    it("goes without a DELETE where state has lost it, once one that stays says so", async () => {
        const stack = await stacks.stackWith(TWO);
        stack.resources = stack.resources.filter(({ name }) => name !== "east");
        const west = { west: TWO["west"]! };

        expect((await stack.up(west)).failures.join()).to.contain("after `pulumi state delete`");
        expectDone(await stack.up({ west: { ...TWO["west"], onAmbiguousDelete: "leave" } }));
        expectDone(await stack.up(west));

        expect(fixture().calls()).to.deep.equal([]);
    });

    it('refuses onConflict "replace" beside others, before a call', async () => {
        const stack = stacks.newStack();

        const { failures } = await stack.up({ east: {}, west: { onConflict: "replace" } });

        expect(failures.join()).to.contain('could take that of LinkToken "east"');
        expect(fixture().calls()).to.not.include(DELETED);
    });

    it("is added beside one that an earlier version has made, and both rotate together", async () => {
        const stack = stacks.newStack({ steering: () => ({}) });
        expectDone(await stack.up({ east: round("1") }));
        const newer = stacks.newStack();
        newer.resources = stack.resources;

        expectDone(await newer.up(TWO));
        fixture().forget();
        expectDone(await newer.up(ROTATED));

        expect(fixture().calls()).to.deep.equal([DELETED, DELETED, POSTED, POSTED]);
        expect(tokensAtAtlas()).to.have.members(newer.tokens());
    });

    it("goes on as it was where an earlier version has made it: unchanged, refreshed, rotated and destroyed", async () => {
        const older = stacks.newStack({ steering: () => ({}) });
        expectDone(await older.up({ east: round("1") }));
        const newer = stacks.newStack();
        newer.resources = older.resources;
        const before = newer.tokens();
        fixture().forget();

        expectDone(await newer.up({ east: round("1") }));
        expect([fixture().calls(), newer.tokens()]).to.deep.equal([[], before]);
        expectDone(await newer.refresh());
        expectDone(await newer.up({ east: round("2") }));
        expectDone(await newer.up({ east: round("2") }, { replace: ["east"] }));
        expectDone(await newer.destroy());

        const [refreshed, ...writes] = fixture().calls();
        expect(refreshed).to.equal("GET /orgs/{orgId} 200");
        expect(writes).to.deep.equal([DELETED, POSTED, DELETED, POSTED, DELETED]);
    });

    it("is refreshed, rotated and destroyed right after an upgrade as well", async () => {
        for (const change of ["refresh", "rotate", "destroy"] as const) {
            const older = stacks.newStack({ steering: () => ({}) });
            expectDone(await older.up({ east: round("1") }));
            const newer = stacks.newStack();
            newer.resources = older.resources;
            fixture().forget();

            const run = {
                refresh: () => newer.refresh(),
                rotate: () => newer.up({ east: round("2") }),
                destroy: () => newer.destroy(),
            };
            expectDone(await run[change]());

            const calls = {
                refresh: ["GET /orgs/{orgId} 200"],
                rotate: [DELETED, POSTED],
                destroy: [DELETED],
            };
            expect(fixture().calls()).to.deep.equal(calls[change]);
            expectDone(await newer.destroy());
        }
    });

    describe("in a component, whose state calls them without the component", () => {
        const EAST = "links/east";
        const WEST = "links/west";
        const both = { [EAST]: round("1"), [WEST]: round("of its own") };

        async function stackBefore() {
            const stack = await stacks.stackWith({ east: both[EAST], west: both[WEST] });
            stack.rename("east", EAST);
            stack.rename("west", WEST);
            return stack;
        }

        it("go on as they were", async () => {
            const stack = await stackBefore();
            const before = stack.tokens();

            expectDone(await stack.preview(both));
            expectDone(await stack.up(both));
            expectDone(await stack.up({ [WEST]: both[WEST], [EAST]: both[EAST] }));

            expect(fixture().calls()).to.deep.equal([]);
            expect(stack.tokens()).to.deep.equal(before);
        });

        it("rotate together", async () => {
            const stack = await stackBefore();

            expectDone(await stack.up({ [EAST]: round("2"), [WEST]: round("2") }));

            expect(fixture().calls()).to.deep.equal([DELETED, DELETED, POSTED, POSTED]);
        });

        it("are not removed one by one", async () => {
            const stack = await stackBefore();

            const { failures } = await stack.up({ [WEST]: both[WEST] });

            expect(failures.join()).to.contain('LinkToken "east" of this program would be deleted');
            expect(fixture().calls()).to.deep.equal([]);
        });
    });

    it("may have an alias for its old name", async () => {
        const stack = await stacks.stackWith(TWO);
        stack.rename("east", "orient");
        const renamed = { orient: TWO["east"]!, west: TWO["west"]! };

        for (const declared of [renamed, { west: renamed.west, orient: renamed.orient }]) {
            expectDone(await stack.up(declared));
        }
        expect(fixture().calls()).to.deep.equal([]);
    });

    it("may have an alias for its old name while all rotate", async () => {
        const stack = await stacks.stackWith(TWO);
        stack.rename("east", "orient");

        expectDone(await stack.up({ west: ROTATED["west"]!, orient: ROTATED["east"]! }));

        expect(fixture().calls()).to.deep.equal([DELETED, DELETED, POSTED, POSTED]);
    });
});
