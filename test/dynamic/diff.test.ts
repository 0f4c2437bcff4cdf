import { expect } from "chai";
import type { DiffRow } from "#provider/schema/diff";
import { compare, covers } from "#provider/schema/diff";
import { UNKNOWN, containsUnknown } from "#provider/schema/properties";

describe("a diff table", () => {
    const table: DiffRow[] = [
        { inputs: ["home"], onChange: "replace" },
        {
            inputs: ["first", "second"],
            onChange: "replace",
            value: ({ first, second }) => String(first ?? second).toLowerCase(),
        },
        { inputs: ["color"], onChange: "update" },
        { inputs: ["options"], onChange: "updateIfDeclared" },
        { inputs: ["origin"], onChange: "refuse", refusal: "is for ever." },
        { inputs: ["birthday"], onChange: "refuse" },
    ];
    const old = {
        home: "a",
        first: "x",
        color: "red",
        options: { big: true },
        origin: "o",
        birthday: 1,
        mood: "m",
    };

    it("sees no change in the same", () => {
        expect(compare(table, old, { ...old })).to.deep.equal({
            hasChanges: false,
            changed: [],
            replaces: [],
            refusals: [],
        });
    });

    it("names each input that forces a replacement, of a row of several only those that differ", () => {
        expect(compare(table, old, { ...old, home: "b" }).replaces).to.deep.equal(["home"]);
        expect(compare(table, old, { ...old, first: "y" }).replaces).to.deep.equal(["first"]);
        const moved = { ...old, first: undefined, second: "z" };
        expect(compare(table, old, moved).replaces).to.deep.equal(["first", "second"]);
    });

    it("compares canonical values", () => {
        expect(compare(table, old, { ...old, first: "X" }).hasChanges).to.be.false;
        expect(compare(table, old, { ...old, first: undefined, second: "X" }).hasChanges).to.be.false;
    });

    it("updates in place, also back to nothing", () => {
        const expected = { hasChanges: true, changed: ["color"], replaces: [], refusals: [] };
        expect(compare(table, old, { ...old, color: "blue" })).to.deep.equal(expected);
        expect(compare(table, old, { ...old, color: undefined })).to.deep.equal(expected);
        expect(compare(table, { ...old, color: undefined }, { ...old, color: undefined }).hasChanges).to.be
            .false;
    });

    it("leaves alone what is no longer declared", () => {
        for (const options of [undefined, {}, { big: true }]) {
            expect(compare(table, old, { ...old, options }).hasChanges, JSON.stringify(options)).to.be.false;
        }
        for (const options of [{ big: false }, { big: true, small: true }]) {
            expect(compare(table, old, { ...old, options }).hasChanges, JSON.stringify(options)).to.be.true;
        }
    });

    it("refuses with a sentence for each, unless the input goes", () => {
        const { refusals } = compare(table, old, { ...old, origin: "p", birthday: 2 });

        expect(refusals).to.deep.equal(["origin: is for ever.", "birthday: cannot be changed."]);
        expect(compare(table, old, { ...old, origin: undefined }).refusals).to.be.empty;
        expect(compare(table, { ...old, origin: undefined }, old).refusals).to.have.lengthOf(1);
    });

    it("ignores what does not matter", () => {
        expect(compare(table, old, { ...old, mood: "n" }).hasChanges).to.be.false;
        expect(compare(table, old, { ...old, mood: UNKNOWN }).hasChanges).to.be.false;
    });

    it("calls what is not known yet a change, and nothing worse", () => {
        for (const name of ["home", "first", "color", "options", "origin"]) {
            for (const value of [UNKNOWN, [UNKNOWN], { deep: { inside: UNKNOWN } }]) {
                expect(compare(table, old, { ...old, [name]: value }), name).to.deep.equal({
                    hasChanges: true,
                    changed: [name],
                    replaces: [],
                    refusals: [],
                });
            }
        }
    });
});

describe("covers", () => {
    for (const [actual, declared, expected] of [
        [undefined, undefined, true],
        ["a", undefined, true],
        ["a", "a", true],
        ["a", "b", false],
        [undefined, "a", false],
        [undefined, null, false],
        [null, null, true],
        [null, { a: 1 }, false],
        [{ a: 1, b: 2 }, { a: 1 }, true],
        [{ a: 1 }, { a: 1, b: undefined }, true],
        [{ a: { b: [1, 2] } }, { a: { b: [1, 2] } }, true],
        [{ a: { b: [1, 2] } }, { a: { b: [2, 1] } }, false],
    ] as const) {
        it(`${JSON.stringify(declared)} is ${expected ? "" : "not "}covered by ${JSON.stringify(actual)}`, () => {
            expect(covers(actual, declared)).to.equal(expected);
        });
    }
});

describe("containsUnknown", () => {
    for (const value of [UNKNOWN, [1, UNKNOWN], { a: { b: UNKNOWN } }]) {
        it(`finds it in ${JSON.stringify(value)}`, () => expect(containsUnknown(value)).to.be.true);
    }

    for (const value of [null, undefined, 1, "a", [], {}, `${UNKNOWN}x`]) {
        it(`does not find it in ${JSON.stringify(value)}`, () => expect(containsUnknown(value)).to.be.false);
    }
});
