import { expect } from "chai";
import { redactDeep, redactor } from "#provider/atlas/redaction";

const redact = redactor(["1b2c3d4e-0000-4000-8000-123456789abc", ""]);

describe("redactor", () => {
    it("takes every occurrence of a secret out of a text", () => {
        expect(
            redact("a 1b2c3d4e-0000-4000-8000-123456789abc b 1b2c3d4e-0000-4000-8000-123456789abc."),
        ).to.equal("a [secret] b [secret].");
    });

    it("takes the values of Authorization headers out, and nothing of ordinary sentences", () => {
        expect(redact('Authorization: Digest username="u",response="1f",cnonce="2"\nHost: h')).to.equal(
            "Authorization: [secret]\nHost: h",
        );
        expect(redact("authorization: Bearer eyJhbGciOiJIUzI1NiJ9.e30.x")).to.equal(
            "authorization: [secret]",
        );
        expect(redact("Basic authentication is off; use Digest authentication.")).to.equal(
            "Basic authentication is off; use Digest authentication.",
        );
    });

    it("leaves texts readable when a secret is a letter or two", () => {
        expect(redactor(["a"])("a banana")).to.equal("a banana");
    });
});

describe("redactDeep", () => {
    it("redacts every text in a value from JSON, and keeps the rest", () => {
        expect(redactDeep({ a: ["1b2c3d4e-0000-4000-8000-123456789abc", 1, null] }, redact)).to.deep.equal({
            a: ["[secret]", 1, null],
        });
        expect(redactDeep(undefined, redact)).to.be.undefined;
    });
});
