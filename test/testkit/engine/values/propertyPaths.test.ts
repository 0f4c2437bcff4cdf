import { expect } from "chai";
import { Secret } from "#testkit/engine/values/properties";
import { containsPath, parsePropertyPath, resetPaths } from "#testkit/engine/values/propertyPaths";

describe("a property path", () => {
    const cases: [string, (string | number)[]][] = [
        ["a", ["a"]],
        ["a.b-c", ["a", "b-c"]],
        ["a[0][1].b", ["a", 0, 1, "b"]],
        ['a["x.y"].z', ["a", "x.y", "z"]],
        ['a["with \\"quotes\\""]', ["a", 'with "quotes"']],
        ["a[*].b", ["a", "*", "b"]],
        ["*", ["*"]],
    ];
    for (const [text, path] of cases) {
        it(`is read from ${text}`, () => expect(parsePropertyPath(text)).to.deep.equal(path));
    }

    for (const text of [".a", "a[", 'a["x', "a."]) {
        it(`is not read from ${text}`, () =>
            expect(() => parsePropertyPath(text)).to.throw("not a property path"));
    }

    it("contains what stands below it, and everything if it is a star", () => {
        expect(containsPath(["a"], ["a", 0, "b"])).to.be.true;
        expect(containsPath(["a", "b"], ["a"])).to.be.false;
        expect(containsPath(["*"], ["#initerror"])).to.be.true;
    });
});

describe("ignoreChanges", () => {
    function reset(news: object, olds: object, ...paths: string[]): unknown {
        const { inputs, failed } = resetPaths(news as never, olds as never, paths);
        return failed.length > 0 ? failed : inputs;
    }

    it("sets a property back, adds it again and takes it away again", () => {
        expect(reset({ a: 2 }, { a: 1 }, "a")).to.deep.equal({ a: 1 });
        expect(reset({}, { a: 1 }, "a")).to.deep.equal({ a: 1 });
        expect(reset({ a: 2 }, {}, "a")).to.deep.equal({});
    });

    it("reaches into maps and lists", () => {
        expect(reset({ a: { b: [1, { c: 2 }] } }, { a: { b: [5, { c: 6 }] } }, "a.b[1].c")).to.deep.equal({
            a: { b: [1, { c: 6 }] },
        });
        expect(reset({ a: [1, 2] }, { a: [3, 4] }, "a[0]")).to.deep.equal({ a: [3, 2] });
    });

    it("takes everything below a star", () => {
        expect(reset({ a: { x: 1, y: 2 } }, { a: { x: 3, z: 4 } }, "a.*")).to.deep.equal({
            a: { x: 3, z: 4 },
        });
        expect(reset({ a: [1, 2] }, { a: [3, 4] }, "a[*]")).to.deep.equal({ a: [3, 4] });
        expect(reset({ a: [{ b: 1 }] }, { a: [{ b: 2 }] }, "a[*].b")).to.deep.equal({ a: [{ b: 2 }] });
    });

    it("names the paths that lead nowhere", () => {
        expect(reset({ a: [1] }, { a: [1, 2] }, "a[1]")).to.deep.equal(["a[1]"]);
        expect(reset({ a: [1] }, { a: [1, 2] }, "a[*]")).to.deep.equal(["a[*]"]);
        expect(reset({ a: 1 }, { a: { b: 2 } }, "a.b")).to.deep.equal(["a.b"]);
        expect(reset({}, { a: { b: { c: 1 } } }, "a.b.c")).to.deep.equal(["a.b.c"]);
    });

    it("leaves alone what stands in neither", () => {
        expect(reset({ a: 1 }, { a: 1 }, "b.c", "a.b", "a[0]")).to.deep.equal({ a: 1 });
    });

    it("keeps secret what was secret", () => {
        expect(reset({ a: { b: 2 } }, { a: new Secret({ b: 1 }) }, "a.b")).to.deep.equal({
            a: { b: new Secret(1) },
        });
    });

    it("does not touch the inputs that it was given", () => {
        const news = { a: { b: 2 } };
        reset(news, { a: { b: 1 } }, "a.b");
        expect(news).to.deep.equal({ a: { b: 2 } });
    });
});
