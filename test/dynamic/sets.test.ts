import { expect } from "chai";
import * as fc from "fast-check";
import { describeSetChange, obscureChanges, withTidySets } from "#provider/schema/sets";
import type { SetInput } from "#provider/schema/sets";
import { UNKNOWN } from "#provider/schema/properties";
import { addressOrNone } from "#provider/atlas/address";
import { manyAddresses } from "../support/addresses";
import { holds } from "../support/propertyRuns";

const ROLES: SetInput = { path: ["roles"] };
const ENTRIES: SetInput = { path: ["entries"], canonical: addressOrNone };

/** The set as state will hold it. */
function tidied(olds: unknown[], news: unknown[], set: SetInput = ROLES): unknown {
    const [name = ""] = set.path;
    return withTidySets({ [name]: news }, [set], { [name]: olds }).inputs[name];
}

/** At how many positions two lists differ: what a preview shows, as Pulumi compares lists by position. */
function linesOf(before: readonly unknown[], after: readonly unknown[]): number {
    const length = Math.max(before.length, after.length);
    return Array.from({ length }, (_, index) => index).filter((index) => before[index] !== after[index])
        .length;
}

describe("a set among inputs", () => {
    it("keeps the old order, with what is new in the places of what goes, and then at the end", () => {
        expect(tidied(["a", "b", "c"], ["c", "x", "a"])).to.deep.equal(["a", "x", "c"]);
        expect(tidied(["a", "b", "c"], ["y", "c", "x", "b", "a"])).to.deep.equal(["a", "b", "c", "y", "x"]);
    });

    it("fills from the end what nothing new fills, so that one that goes does not move all others", () => {
        expect(tidied(["a", "b", "c", "d"], ["d", "c", "a"])).to.deep.equal(["a", "d", "c"]);
        expect(tidied(["a", "b", "c", "d"], ["c", "b", "a"])).to.deep.equal(["a", "b", "c"]);
    });

    it("keeps the old spelling of what stays", () => {
        expect(tidied(["2001:DB8::1", "192.0.2.1/32"], ["192.0.2.1", "2001:db8::1"], ENTRIES)).to.deep.equal([
            "2001:DB8::1",
            "192.0.2.1/32",
        ]);
    });

    it("names each member once, in its first spelling, and tells how many were named before", () => {
        const { inputs, repeats } = withTidySets(
            {
                entries: ["192.0.2.1", "192.0.2.2", "192.0.2.1/32", " 192.0.2.1"],
                apiKey: { roles: ["A", "A"] },
            },
            [ENTRIES, { path: ["apiKey", "roles"] }],
            {},
        );

        expect(inputs).to.deep.equal({ entries: ["192.0.2.1", "192.0.2.2"], apiKey: { roles: ["A"] } });
        expect([...repeats]).to.deep.equal([
            ["entries", 2],
            ["apiKey.roles", 1],
        ]);
    });

    it("takes each member that is not known yet for a new one", () => {
        expect(tidied(["a", "b", "c"], ["c", UNKNOWN, "a", UNKNOWN, "a"])).to.deep.equal([
            ...["a", UNKNOWN, "c", UNKNOWN],
        ]);
    });

    it("is left as it is while nothing of it is known, or when it is no set at all", () => {
        for (const value of [UNKNOWN, "a", [["a"], "b"], undefined]) {
            expect(withTidySets({ roles: value }, [ROLES], { roles: ["a", "b"] }).inputs["roles"]).to.equal(
                value,
            );
        }
    });

    it("of 5,000 in which one is exchanged and the order turned round differs at one position", () => {
        const before = manyAddresses(5_000);
        const after = before.with(2_500, "192.0.2.0/24").reverse();

        const tidy = tidied(before, after, ENTRIES) as string[];

        expect(linesOf(before, tidy)).to.equal(1);
        expect(tidy[2_500]).to.equal("192.0.2.0/24");
    });

    it("holds what is wanted, and differs from the old one no more than it must", async () => {
        const members = fc.array(
            fc.constantFrom(...Array.from({ length: 16 }, (_, index) => String.fromCharCode(97 + index))),
        );
        const property = fc.asyncProperty(members, members, (olds, news) => {
            const before = [...new Set(olds)];
            const wanted = new Set(news);
            const tidy = tidied(before, news) as string[];
            const gone = before.filter((member) => !wanted.has(member)).length;
            const come = [...wanted].filter((member) => !before.includes(member)).length;

            expect([...tidy].sort()).to.deep.equal([...wanted].sort());
            expect(linesOf(before, tidy)).to.be.at.most(Math.max(gone, come) + Math.max(0, gone - come));
            return Promise.resolve();
        });

        await holds(property, 500);
    });
});

describe("a change of a set that a preview does not show well", () => {
    const told = (olds: string[], news: string[]) =>
        obscureChanges([ROLES], { roles: olds }, { roles: news }).map(describeSetChange);

    it("is told in words where members move into the places of others", () => {
        expect(told(["a", "b", "c", "d"], ["d", "c"])).to.deep.equal([
            "of roles, the next `pulumi up`, unless this one does, takes out a, b. What else a preview shows there only moves to another place.",
        ]);
        expect(told(["a", "b", "c", "d"], ["x", "d", "c"])[0]).to.contain("takes out a, b, and brings in x.");
    });

    it("is told in words where the set is long", () => {
        const before = manyAddresses(5_000);

        expect(told(before, before.with(2_500, "192.0.2.0/24"))).to.deep.equal([
            "of roles, the next `pulumi up`, unless this one does, takes out 10.0.9.196, and brings in 192.0.2.0/24.",
        ]);
        expect(told(before.slice(0, 60), before.slice(0, 61))[0]).to.match(/does, brings in 10\.0\.0\.60\.$/);
    });

    it("is no other, and none at all", () => {
        expect(told(["a", "b", "c"], ["a", "b"])).to.be.empty;
        expect(told(["a", "b", "c"], ["a", "x", "c"])).to.be.empty;
        expect(told(["a"], ["a", "b"])).to.be.empty;
        expect(told(manyAddresses(60), manyAddresses(60).reverse())).to.be.empty;
        expect(obscureChanges([ROLES], {}, { roles: ["a"] })).to.be.empty;
    });
});
