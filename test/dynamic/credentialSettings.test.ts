import { expect } from "chai";
import type { CredentialParts } from "#provider/configuration/credential";
import { heldCredential, OWN_NAMES, readCredential } from "#provider/configuration/credential";
import { UNKNOWN } from "#provider/schema/properties";

const PUBLIC = "abcdefgh";
const PRIVATE = "11111111-2222-3333-4444-555555555555";
const ID = "mdb_sa_id_0123456789abcdef01234567";
const SECRET = "mdb_sa_sk_0123456789abcdefghijABCDEFGHIJ";

describe("a credential", () => {
    const refused: [string, CredentialParts, string][] = [
        ["no private key", { publicKey: PUBLIC }, "privateKey is not set although publicKey is: give both"],
        ["no public key", { privateKey: PRIVATE }, "publicKey is not set although privateKey is: give both"],
        [
            "swapped halves",
            { publicKey: PRIVATE, privateKey: PUBLIC },
            "publicKey holds a private key: swap it with privateKey",
        ],
        ["a private key alone, in the wrong place", { publicKey: PRIVATE }, "publicKey holds a private key"],
        [
            "a service account's id as a public key",
            { publicKey: ID, privateKey: PRIVATE },
            'publicKey holds a part of a service account ("mdb_sa_…"): give it as clientId and clientSecret',
        ],
        [
            "a service account's secret as a private key",
            { publicKey: PUBLIC, privateKey: SECRET },
            'privateKey holds a part of a service account ("mdb_sa_…")',
        ],
        ["no secret", { clientId: ID }, "clientSecret is not set although clientId is: give the service"],
        ["no id", { clientSecret: SECRET }, "clientId is not set although clientSecret is: give the service"],
        ["a secret as an id", { clientId: SECRET, clientSecret: ID }, "clientId holds the secret"],
        ["another id", { clientId: PUBLIC, clientSecret: SECRET }, "clientId is not the id of a service"],
        ["a secret as a token", { accessToken: SECRET }, "accessToken does not hold an access token"],
        ["a private key as a token", { accessToken: PRIVATE }, "accessToken does not hold an access token"],
        ["an id as a token", { accessToken: ID }, "accessToken does not hold an access token"],
        [
            "a token with its scheme",
            { accessToken: "Bearer a.b.c" },
            "accessToken begins with the name of an HTTP scheme",
        ],
        ["a key in one piece", { publicKey: `${PUBLIC}:x`, privateKey: PRIVATE }, "publicKey has characters"],
        ["two words as a token", { accessToken: "a.b.c d" }, "accessToken has characters that are in no"],
        ["an id as a secret", { clientId: ID, clientSecret: ID }, "clientSecret holds the id of a service"],
        [
            "a private key as a secret",
            { clientId: ID, clientSecret: PRIVATE },
            "clientSecret is not a part of a service account, but of an API key: give it as publicKey and",
        ],
        [
            "a token as a private key",
            { publicKey: PUBLIC, privateKey: "eyJhbGci.e30.c2ln" },
            "privateKey holds an access token: give it as accessToken.",
        ],
        ["no text", { publicKey: 5, privateKey: 6 }, "publicKey must be a text."],
        [
            "an object as a secret",
            { clientId: ID, clientSecret: { a: SECRET } },
            "clientSecret must be a text.",
        ],
        ["the public key twice", { publicKey: PUBLIC, privateKey: PUBLIC }, "privateKey holds a public key"],
    ];

    for (const [what, parts, message] of refused) {
        it(`that is ${what} is refused, without a secret being printed`, () => {
            expect(() => readCredential(parts, OWN_NAMES))
                .to.throw()
                .that.satisfies(
                    (error: Error) =>
                        error.name === "AtlasConfigError" &&
                        error.message.startsWith(message) &&
                        !error.message.includes(PRIVATE) &&
                        !error.message.includes(SECRET),
                );
        });
    }

    for (const credential of [
        { publicKey: PUBLIC, privateKey: PRIVATE },
        { clientId: ID, clientSecret: SECRET },
        { accessToken: "eyJ.eyJ.sig" },
    ]) {
        it(`of ${Object.keys(credential).join(" and ")} is taken as it is`, () => {
            expect(readCredential(credential, OWN_NAMES)).to.deep.equal(credential);
        });
    }

    const malformed: [string, string | RegExp][] = [
        ["'abc'", "quotation marks"],
        ['"abc"', "quotation marks"],
        ["“abc”", "quotation marks"],
        ["abc'", "quotation marks"],
        ["${ATLAS_KEY}", "placeholder"],
        ["$ATLAS_KEY", "placeholder"],
        ["$(cat key)", "placeholder"],
        ["{{ atlas_key }}", "placeholder"],
        ["%ATLAS_KEY%", "placeholder"],
        ["<PUBLIC_KEY>", "placeholder"],
        ["[secret]", "placeholder"],
        ["YOUR_PUBLIC_KEY", "placeholder"],
        ["PRIVATE_KEY", "placeholder"],
        ["REPLACE_ME", "placeholder"],
        ["insert-key-here", "placeholder"],
        ["TODO", "placeholder"],
        ["op://vault/atlas/key", "where a secret is"],
        ["arn:aws:secretsmanager:eu-west-1:1:secret:atlas", "where a secret is"],
        ["v1:YWJjZGVm:Z2hpamtsbW4=", "encrypted"],
        ["xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx", "placeholder"],
        ["********-****-****-555555555555", "masked"],
        ["mdb_sa_sk_...", "masked"],
        ["undefined", "missing"],
        ["null", "missing"],
        ["[object Object]", "missing"],
        ["Calling [toString] on an [Output<T>] is not supported.", "Pulumi Output"],
        ["abc\u200bdef", "U+200B"],
        ["abcdef\u200b", "U+200B"],
        ["abc\u00a0def", "U+00A0"],
        ["abc\ufeffdef", "U+FEFF"],
        ["abc\tdef", "U+0009"],
        ["abc\ndef", "line break"],
        ["abc\r\ndef", "line break"],
        ["abc def", "characters"],
        ["àbcdef", "characters"],
        ["ATLAS_KEY=abcdef", "environment file"],
        ["export ATLAS_KEY=abcdef", "environment file"],
        ["Bearer abcdef", "HTTP scheme"],
        [Buffer.from(PRIVATE).toString("base64"), "base64"],
        [Buffer.from(`${PRIVATE}\n`).toString("base64"), "base64"],
        [Buffer.from(`${ID}:${SECRET}`).toString("base64"), "base64"],
        [Buffer.from(SECRET).toString("base64"), "base64"],
    ];

    for (const [text, problem] of malformed) {
        it(`part that is ${JSON.stringify(text)} is refused by name, whichever it is, and not shown`, () => {
            for (const field of Object.keys(OWN_NAMES)) {
                const whole = { publicKey: PUBLIC, privateKey: PRIVATE, clientId: ID, clientSecret: SECRET };

                expect(() => readCredential({ ...whole, [field]: text }, OWN_NAMES))
                    .to.throw()
                    .with.property("message")
                    .that.satisfies((message: string) => message.startsWith(`${field} `))
                    .and.contains(problem)
                    .and.not.contains(text);
            }
        });
    }

    it("of an organization is taken as it is held, as Atlas may have made it, but whole", () => {
        const held = { clientId: "sa-1", clientSecret: "a new form" };

        expect(heldCredential(held)).to.deep.equal(held);
        expect(() => heldCredential({ clientId: "sa-1" })).to.throw("clientSecret is not set although");
        expect(() => heldCredential({})).to.throw("There is no credential");
    });

    it("part that is not known yet counts as given, and as good", () => {
        for (const parts of [
            { publicKey: UNKNOWN, privateKey: PRIVATE },
            { publicKey: UNKNOWN },
            { clientId: ID, clientSecret: UNKNOWN },
            { accessToken: UNKNOWN },
        ]) {
            expect(readCredential(parts, OWN_NAMES)).to.not.be.undefined;
        }
        expect(() => readCredential({ publicKey: UNKNOWN, privateKey: "<x>" }, OWN_NAMES)).to.throw(
            "privateKey is a placeholder",
        );
    });

    it("that is nothing, null or blank is none", () => {
        expect(readCredential({}, OWN_NAMES)).to.be.undefined;
        expect(readCredential({ publicKey: null, clientSecret: " ", accessToken: "" }, OWN_NAMES)).to.be
            .undefined;
    });
});
