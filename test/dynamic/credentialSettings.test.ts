import { expect } from "chai";
import type { CredentialParts } from "#provider/dynamic/credentialSettings";
import { OWN_NAMES, readCredential } from "#provider/dynamic/credentialSettings";

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
        ["two words as a token", { accessToken: "Bearer a.b.c" }, "accessToken does not hold an access"],
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

    it("that is nothing, null or blank is none", () => {
        expect(readCredential({}, OWN_NAMES)).to.be.undefined;
        expect(readCredential({ publicKey: null, clientSecret: " ", accessToken: "" }, OWN_NAMES)).to.be
            .undefined;
    });
});
