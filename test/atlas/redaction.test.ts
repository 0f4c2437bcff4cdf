import { expect } from "chai";
import { redactDeep, redactor } from "#provider/atlas/secrets";

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

    for (const [where, spell] of [
        ["an address", encodeURIComponent],
        ["an address with small letters", (text: string) => encodeURIComponent(text).toLowerCase()],
        ["a form", (text: string) => String(new URLSearchParams({ it: text }))],
        ["JSON", (text: string) => JSON.stringify(text)],
        ["JSON that is safe in HTML", (text: string) => JSON.stringify(text).replaceAll("<", "\\u003c")],
        [
            "HTML",
            (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;"),
        ],
        ["base64", (text: string) => Buffer.from(text).toString("base64")],
        ["base64 in an address", (text: string) => encodeURIComponent(Buffer.from(text).toString("base64"))],
        ["base64 for addresses", (text: string) => Buffer.from(text).toString("base64url")],
    ] as const) {
        it(`knows a secret by its spelling in ${where}`, () => {
            // All that any encoding changes but `<`, which the next line puts in where it is tried.
            const secret = where.includes("HTML") ? 'öne < "two" & three' : "öne / two+three = {4}\\?~~~>>>";
            const lower = where.includes("small") ? secret.toLowerCase() : secret;

            const shown = redactor([lower])(`[${spell(lower)}]`);

            expect(shown).to.match(/^\[(it=|")?\[secret\](=|%3D)*"?\]$/);
        });
    }

    it("leaves nothing of a secret that holds another one", () => {
        expect(redactor(["abcdef", "123abcdef456"])("123abcdef456")).to.equal("[secret]");
    });

    it("takes out secrets that have just been made, by the names of their fields", () => {
        for (const text of ['{"linkToken":"bmV3","a":1', '"body":"{\\"linkToken\\": \\"bmV3\\"}"']) {
            expect(redact(text)).to.equal(text.replace("bmV3", "[secret]"));
        }
    });

    it("learns of secrets on the way", () => {
        const secrets = new Set<string>();
        const redactLater = redactor(secrets);
        secrets.add("abcdef");

        expect(redactLater("abcdef")).to.equal("[secret]");
    });

    it("leaves texts readable when a secret is a letter or two", () => {
        expect(redactor(["a"])("a banana")).to.equal("a banana");
    });
});

describe("redactDeep", () => {
    it("redacts names of members, too", () => {
        const value = { "1b2c3d4e-0000-4000-8000-123456789abc": 1 };
        expect(redactDeep(value, redact)).to.deep.equal({ "[secret]": 1 });
    });

    it("redacts every text in a value from JSON, and keeps the rest", () => {
        expect(redactDeep({ a: ["1b2c3d4e-0000-4000-8000-123456789abc", 1, null] }, redact)).to.deep.equal({
            a: ["[secret]", 1, null],
        });
        expect(redactDeep(undefined, redact)).to.be.undefined;
    });
});
