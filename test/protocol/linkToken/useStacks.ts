import { expect } from "chai";
import type { EmulatedAtlasOptions } from "pulumi-atlas-org/testkit";
import type { DeclaredTokens, LinkStackOptions, RunOfLinks } from "./linkStack";
import { LinkStack } from "./linkStack";
import { DELETE, POST, useLinks } from "./useLinks";

export const POSTED = `${POST} 201`;
export const DELETED = `${DELETE} 204`;

export const round = (keeper: string) => ({ keepers: { round: keeper } });
export const TWO: DeclaredTokens = { east: round("1"), west: round("1") };
export const ROTATED: DeclaredTokens = { east: round("2"), west: round("2") };

/** What tests of several link tokens share. */
export function useStacks(options: EmulatedAtlasOptions = {}) {
    const { fixture, stored } = useLinks(options);
    return {
        fixture,
        tokensAtAtlas: () => stored().map(({ linkToken }) => linkToken),
        newStack: (more: Partial<LinkStackOptions> = {}) =>
            new LinkStack({
                orgId: fixture().orgId,
                inNextRun: (run) => fixture().inNextRun(run),
                ...more,
            }),
        /** A stack after its first `up`, whose calls are forgotten. */
        async stackWith(declared: DeclaredTokens) {
            const stack = this.newStack();
            expectDone(await stack.up(declared));
            fixture().forget();
            return stack;
        },
    };
}

export function expectDone({ failures }: RunOfLinks): void {
    expect(failures).to.deep.equal([]);
}
