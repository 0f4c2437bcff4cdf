import { expect } from "chai";
import type { DeclaredTokens } from "./linkStack";
import { POST } from "./useLinks";
import { DELETED, POSTED, ROTATED, TWO, expectDone, round, useStacks } from "./useStacks";

const ORDERS = {
    "the oldest link": "oldest",
    "the newest link": "newest",
    "any link": (count: number) => Math.floor(count / 2),
} as const;

for (const [taken, deletedLink] of Object.entries(ORDERS)) {
    describe(`several LinkTokens of an organization, of which DELETE takes ${taken}`, () => {
        const stacks = useStacks({ deletedLink });
        const { fixture, tokensAtAtlas } = stacks;

        it("rotate together: all old links go before a new one is made", async () => {
            const stack = await stacks.stackWith(TWO);
            const before = stack.tokens();

            expectDone(await stack.up(ROTATED));

            expect(fixture().calls()).to.deep.equal([DELETED, DELETED, POSTED, POSTED]);
            expect(tokensAtAtlas()).to.have.members(stack.tokens()).and.not.include.members(before);
        });

        it("rotate together while one more is made, whichever comes first in the program", async () => {
            const stack = await stacks.stackWith(TWO);

            expectDone(await stack.up({ north: round("2"), ...ROTATED }));

            expect(fixture().calls()).to.deep.equal([DELETED, DELETED, POSTED, POSTED, POSTED]);
            expect(tokensAtAtlas()).to.have.lengthOf(3).and.to.have.members(stack.tokens());
        });

        it("rotate together after a rotation that was killed at any step", async () => {
            for (let killedAfter = 0; killedAfter < 4; killedAfter += 1) {
                const stack = stacks.newStack();
                expectDone(await stack.up(TWO));

                await stack.up(ROTATED, { killedAfter, isOneByOne: true });
                expectDone(await stack.up(ROTATED));

                expect(tokensAtAtlas()).to.have.lengthOf(2).and.to.have.members(stack.tokens());
                expectDone(await stack.destroy());
                expect(tokensAtAtlas()).to.deep.equal([]);
            }
        });

        it("rotate together also if the killed rotation had come to them in another order", async () => {
            const stack = await stacks.stackWith(TWO);

            await stack.up(ROTATED, { killedAfter: 2, isOneByOne: true });
            expectDone(await stack.up({ west: ROTATED["west"]!, east: ROTATED["east"]! }));

            expect(tokensAtAtlas()).to.have.lengthOf(2).and.to.have.members(stack.tokens());
        });

        it("are destroyed with one DELETE for each", async () => {
            const stack = await stacks.stackWith(TWO);

            expectDone(await stack.destroy());

            expect(fixture().calls()).to.deep.equal([DELETED, DELETED]);
            expect(tokensAtAtlas()).to.deep.equal([]);
        });

        it("are removed from the program with one DELETE for each", async () => {
            const stack = await stacks.stackWith(TWO);

            expectDone(await stack.up({}));

            expect(fixture().calls()).to.deep.equal([DELETED, DELETED]);
            expect(tokensAtAtlas()).to.deep.equal([]);
        });

        it("move to another organization together", async () => {
            const stack = await stacks.stackWith(TWO);
            const orgId = "f".repeat(24);

            // The host's key does not belong there.
            const { failures } = await stack.up({ east: { orgId }, west: { orgId } });

            expect(failures.join()).to.contain("401");
            expect(fixture().calls().slice(0, 2)).to.deep.equal([DELETED, DELETED]);
            expect(tokensAtAtlas()).to.deep.equal([]);
        });

        it("live on, all of them, when one is renamed without aliases", async () => {
            const stack = await stacks.stackWith(TWO);
            const renamed = { orient: TWO["east"]!, west: TWO["west"]! };

            const { failures, lines } = await stack.up(renamed);

            expect(failures).to.deep.equal([]);
            expect(lines.join()).to.contain("an older link may be left beside it");
            expect(fixture().calls()).to.deep.equal([POSTED]);
            expect(tokensAtAtlas()).to.include.members(stack.tokens());
        });

        it("live on, all of them, when the token of one was lost", async () => {
            const stack = await stacks.stackWith({ west: {} });
            fixture().atlas.faults.add({ method: "POST", status: 200, body: {}, takesEffect: true });
            const both: DeclaredTokens = { east: {}, west: {} };

            const lost = await stack.up(both);
            stack.record("east", { orgId: fixture().orgId }, both);
            fixture().forget();
            const { failures, lines } = await stack.up(both);

            expect(lost.failures.join()).to.contain("it leaves that link at Atlas");
            expect(failures).to.deep.equal([]);
            expect(lines.join()).to.contain("nothing was deleted, and another link is made");
            expect(fixture().calls()).to.deep.equal([POSTED]);
            expect(tokensAtAtlas()).to.have.lengthOf(3).and.include.members(stack.tokens());
        });
    });
}

describe("a second LinkToken of an organization, where Atlas allows one link only", () => {
    const stacks = useStacks({ secondLinkToken: "conflict" });
    const { fixture, tokensAtAtlas } = stacks;

    it("takes nothing from the first one when this is renamed, and the engine goes on after the failure", async () => {
        const stack = await stacks.stackWith({ east: {} });

        const { failures, lines } = await stack.up({ orient: {} }, { continuesOnError: true });

        expect(failures.join()).to.contain("has a link already");
        expect(lines.join()).to.contain("nothing is deleted, so that its token lives");
        expect(fixture().calls()).to.deep.equal([`${POST} 409`]);
    });

    it("is refused by Atlas, and the first one stays as it is", async () => {
        const stack = stacks.newStack();

        const { failures } = await stack.up({ east: {}, west: {} }, { isOneByOne: true });

        expect(failures.join())
            .to.contain("409")
            .and.contain('the program has LinkToken "east" for the organization as well')
            .and.contain('keep one LinkToken, and give it onAmbiguousDelete: "leave"')
            .and.not.contain("onConflict");
        expect(fixture().calls()).to.deep.equal([POSTED, `${POST} 409`]);
        expect(tokensAtAtlas()).to.deep.equal(stack.tokens());
        fixture().forget();
        // As the error says.
        expectDone(await stack.up({ east: { onAmbiguousDelete: "leave" } }));
        expectDone(await stack.up({ east: {} }));
        expect(fixture().calls()).to.deep.equal([]);
        expect(tokensAtAtlas()).to.deep.equal(stack.tokens());
    });
});
