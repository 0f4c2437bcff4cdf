import { expect } from "chai";
import type { DeclaredTokens, LinkStack } from "./linkStack";
import { DELETED, POSTED, ROTATED, TWO, expectDone, round, useStacks } from "./useStacks";

const THREE: DeclaredTokens = { ...TWO, north: round("1") };

describe("a LinkToken whose organization is known later than that of the others", () => {
    const stacks = useStacks();
    const { fixture, tokensAtAtlas } = stacks;

    /** The same stack, with a program in which the organization of some is known late. */
    function whereLate(stack: LinkStack, ...late: string[]): LinkStack {
        const changed = stacks.newStack({ late });
        changed.resources = stack.resources;
        return changed;
    }

    it("is not taken for removed, by a preview or by an up", async () => {
        const stack = whereLate(await stacks.stackWith(TWO), "east");
        const before = stack.tokens();

        for (const declared of [TWO, { west: TWO["west"]!, east: TWO["east"]! }]) {
            expectDone(await stack.preview(declared));
            expectDone(await stack.up(declared));
            expectDone(await stack.up(declared, { isOneByOne: true }));
        }

        expect(fixture().calls()).to.deep.equal([]);
        expect(stack.tokens()).to.deep.equal(before);
    });

    for (const isOneByOne of [false, true]) {
        it(`keeps its link when another one rotates alone${isOneByOne ? ", one resource at a time" : ""}`, async () => {
            const stack = whereLate(await stacks.stackWith(TWO), "east");
            const before = stack.tokens();

            const { failures } = await stack.up(
                { west: ROTATED["west"]!, east: TWO["east"]! },
                { isOneByOne },
            );

            expect(failures.join()).to.contain("Nothing was sent").and.contain('LinkToken "east"');
            expect(fixture().calls()).to.deep.equal([]);
            expect(stack.tokens()).to.deep.equal(before);
        });
    }

    it("rotates together with the others", async () => {
        const stack = whereLate(await stacks.stackWith(TWO), "east");

        expectDone(await stack.preview(ROTATED));
        expectDone(await stack.up({ west: ROTATED["west"]!, east: ROTATED["east"]! }));

        expect(fixture().calls()).to.deep.equal([DELETED, DELETED, POSTED, POSTED]);
        expect(tokensAtAtlas()).to.have.members(stack.tokens());
    });

    it("does not hide that another one is removed", async () => {
        const stack = whereLate(await stacks.stackWith(THREE), "north");

        const { failures } = await stack.preview({ west: THREE["west"]!, north: THREE["north"]! });

        expect(failures.join()).to.contain('LinkToken "east" of this program would be deleted');
    });

    it("may have an alias for its old name", async () => {
        const stack = whereLate(await stacks.stackWith(TWO), "orient");
        stack.rename("east", "orient");

        expectDone(await stack.preview({ west: TWO["west"]!, orient: TWO["east"]! }));
    });

    it("is made beside one that an earlier version has made, which told nothing of others", async () => {
        const older = stacks.newStack({ steering: () => ({}) });
        expectDone(await older.up({ west: round("1") }));
        const stack = whereLate(older, "east");
        fixture().forget();

        expectDone(await stack.preview(TWO));
        expectDone(await stack.up({ west: TWO["west"]!, east: TWO["east"]! }));

        expect(fixture().calls()).to.deep.equal([POSTED]);
    });
});
