import { expect } from "chai";
import type { PropertyMap } from "#testkit/engine/values/properties";
import {
    annotateSecrets,
    containsInstance,
    displayValue,
    isEqual,
    ResourceReference,
    revealSecrets,
    Secret,
    Unknown,
    UNKNOWN,
} from "#testkit/engine/values/properties";

describe("property values", () => {
    it("are equal by content, at any depth", () => {
        expect(isEqual({ a: [1, { b: "x" }] }, { a: [1, { b: "x" }] })).to.be.true;
        expect(isEqual({ a: [1, { b: "x" }] }, { a: [1, { b: "y" }] })).to.be.false;
        expect(isEqual([1], [1, 2])).to.be.false;
    });

    it("take a null for a property that is not there", () => {
        expect(isEqual({ a: null }, {})).to.be.true;
        expect(isEqual({ a: null }, { a: 1 })).to.be.false;
    });

    it("tell a secret from the same value in clear", () => {
        expect(isEqual(new Secret("x"), new Secret("x"))).to.be.true;
        expect(isEqual(new Secret("x"), "x")).to.be.false;
        expect(isEqual(revealSecrets({ a: [new Secret("x")] }), { a: ["x"] })).to.be.true;
    });

    it("compare references by URN and id", () => {
        const reference = new ResourceReference("urn:a", "1", "");
        expect(isEqual(reference, new ResourceReference("urn:a", "1", "2.0"))).to.be.true;
        expect(isEqual(reference, new ResourceReference("urn:a", "2", ""))).to.be.false;
        expect(isEqual(new ResourceReference("urn:a", UNKNOWN, ""), reference)).to.be.false;
    });

    it("find secrets and unknowns at any depth", () => {
        expect(containsInstance({ a: [{ b: new Secret(UNKNOWN) }] }, Secret)).to.be.true;
        expect(containsInstance({ a: [{ b: new Secret(UNKNOWN) }] }, Unknown)).to.be.true;
        expect(containsInstance({ a: [{ b: "x" }] }, Secret)).to.be.false;
    });

    it("show people neither secrets nor markers", () => {
        const value = { plain: 1, secret: new Secret({ inner: "x" }), later: UNKNOWN };
        expect(displayValue(value)).to.deep.equal({ plain: 1, secret: "[secret]", later: "[unknown]" });
        expect(displayValue(value, true)).to.deep.equal({
            plain: 1,
            secret: { inner: "x" },
            later: "[unknown]",
        });
    });
});

describe("secrets of inputs", () => {
    it("make the output of the same name secret", () => {
        const outputs: PropertyMap = { password: "x", other: "y" };
        annotateSecrets(outputs, { password: new Secret("x"), absent: new Secret("z") });
        expect(outputs).to.deep.equal({ password: new Secret("x"), other: "y" });
    });

    it("make secret only the part of a map that was", () => {
        const outputs: PropertyMap = { login: { name: "me", password: "x" } };
        annotateSecrets(outputs, { login: { name: "me", password: new Secret("x") } });
        expect(outputs).to.deep.equal({ login: { name: "me", password: new Secret("x") } });
    });

    it("make secret the whole of a list", () => {
        const outputs: PropertyMap = { list: ["b", "a"] };
        annotateSecrets(outputs, { list: ["a", new Secret("b")] });
        expect(outputs).to.deep.equal({ list: new Secret(["b", "a"]) });
    });
});
