import { expect } from "chai";
import { AtlasClient } from "#provider/atlas/client";
import { isLoopbackUrl, parseBaseUrl } from "#provider/atlas/transport/baseUrl";
import { AtlasConfigError } from "#provider/atlas/errors/errors";

describe("parseBaseUrl", () => {
    const accepted: [given: string, used: string][] = [
        ["https://cloud.mongodb.com", "https://cloud.mongodb.com"],
        ["https://cloud.mongodbgov.com/", "https://cloud.mongodbgov.com"],
        ["HTTPS://Cloud.MongoDB.com:443/", "https://cloud.mongodb.com"],
        ["https://gateway.example:8443", "https://gateway.example:8443"],
        ["https://atlas", "https://atlas"],
        ["http://localhost:8080/", "http://localhost:8080"],
        ["http://127.0.0.1:1", "http://127.0.0.1:1"],
        ["http://127.8.9.10", "http://127.8.9.10"],
        ["http://127.1:80", "http://127.0.0.1"],
        ["http://[::1]:3000", "http://[::1]:3000"],
    ];
    for (const [given, used] of accepted) {
        it(`takes ${given}`, () => {
            expect(parseBaseUrl(given)).to.equal(used);
        });
    }

    const refused: [given: string, because: string | RegExp][] = [
        ["cloud.mongodb.com", "is not a URL"],
        ["", "is not a URL"],
        ["cloud.mongodb.com:443", "is not a URL"],
        [
            "http://cloud.mongodb.com",
            'is not https. Credentials go over https only (loopback addresses excepted): use "https://cloud.mongodb.com".',
        ],
        ["http://example.com", "is not https"],
        ["http://127.0.0.1.example.com", "is not https"],
        ["http://128.0.0.1", "is not https"],
        ["http://localhost.example.com", "is not https"],
        ["http://[::2]", "is not https"],
        ["ftp://localhost", "is not a URL"],
    ];
    for (const [given, because] of refused) {
        it(`refuses ${JSON.stringify(given)}`, () => {
            expect(() => parseBaseUrl(given)).to.throw(AtlasConfigError, because);
        });
    }

    for (const rest of [
        ...[
            "/v2",
            "/api/atlas/v2",
            "/api/public/v1.0",
            "/atlas/",
            "//",
            "/./",
            "/%2e",
            "/;",
            "?",
            "?pretty=true",
        ],
        ...["#", "#x", "/?x", ".", "./", ":", "\u200b", "/\u200b", " ", "/v2?x=y#z", "\\v2", "/v2/../"],
    ]) {
        it(`refuses a host and ${JSON.stringify(rest)}, and says what to use`, () => {
            for (const origin of ["https://gov.mongodb.com", "https://gateway", "http://127.0.0.1"]) {
                expect(() => parseBaseUrl(origin + rest, "ATLAS_URL")).to.throw(
                    AtlasConfigError,
                    /^ATLAS_URL ".*" holds more than a scheme, a host and a port: /,
                );
                expect(() => parseBaseUrl(origin + rest)).to.throw(`use "${origin}".`);
            }
        });
    }

    for (const given of [
        ...["gov.mongodb.com", "gov.mongodb.com:443", "gov.mongodb.com/api/atlas/v2", "//gov.mongodb.com"],
        ...[
            "https:gov.mongodb.com",
            "https:/gov.mongodb.com",
            "https:\\\\gov.mongodb.com",
            "http://gov.mongodb.com/v2",
        ],
        ...[
            '"https://gov.mongodb.com"',
            "'gov.mongodb.com'",
            "https://gov%2Emongodb.com",
            "https://@gov.mongodb.com",
        ],
        ...["https://me:pass@gov.mongodb.com/v2", "https://gov.mong\todb.com"],
    ]) {
        it(`says what to use instead of ${JSON.stringify(given)}`, () => {
            expect(() => parseBaseUrl(given)).to.throw(
                AtlasConfigError,
                /[Uu]se (one such as )?"https:\/\/gov\.mongodb\.com"\./,
            );
        });
    }

    it("does not pass off a host of strange letters as the one that it looks like", () => {
        expect(() => parseBaseUrl("https://\u0441loud.mongodb.com")).to.throw(
            'use "https://xn--loud-k6d.mongodb.com"',
        );
    });

    it("repeats neither query nor fragment, which may hold a secret", () => {
        for (const given of ["https://a.b?token=hush", "https://a.b/v2#hush", "a.b?x=hush"]) {
            expect(() => parseBaseUrl(given))
                .to.throw()
                .with.property("message")
                .that.does.not.include("hush");
        }
    });

    it("refuses a user name and password, and repeats neither", () => {
        for (const given of [
            "https://someone:pass-word@cloud.mongodb.com",
            "https://someone:pass-word@:x",
            "someone:pass-word@host",
        ]) {
            expect(() => parseBaseUrl(given))
                .to.throw(AtlasConfigError)
                .with.property("message")
                .that.does.not.include("pass-word");
        }
    });
});

describe("a secret in the place of a base URL", () => {
    it("is refused without being printed", () => {
        for (const secret of [
            "mdb_sa_sk_aBcDeFgH",
            "11111111-2222-3333-4444-555555555555",
            "eyJhbGci.e30.c2ln",
        ]) {
            expect(() => parseBaseUrl(secret))
                .to.throw(AtlasConfigError, 'baseUrl "[what looks like a secret]" is not a URL')
                .with.property("message")
                .that.does.not.include(secret);
        }
    });
});

describe("isLoopbackUrl", () => {
    it("knows this machine whatever the scheme, port and path", () => {
        expect(isLoopbackUrl("https://localhost:1/a?b")).to.be.true;
        expect(isLoopbackUrl("https://cloud.mongodb.com/localhost")).to.be.false;
    });
});

describe("a client that may use plain http", () => {
    const permitted = { baseUrl: "http://ops.internal:8080", allowHttp: true };

    it("signs as an API key there, and sends nothing that is a secret as it is", () => {
        const privateKey = "11111111-2222-3333-4444-555555555555";
        const client = new AtlasClient({ credential: { publicKey: "abcdefgh", privateKey }, ...permitted });
        expect(client.baseUrl).to.equal(permitted.baseUrl);
        client.close();

        for (const credential of [{ clientId: "id", clientSecret: "secret" }, { accessToken: "a.b.c" }]) {
            expect(() => new AtlasClient({ credential, ...permitted })).to.throw(
                AtlasConfigError,
                "would go in clear",
            );
        }
    });
});
