import { createHash } from "node:crypto";
import { expect } from "chai";
import { DigestSession } from "#provider/atlas/auth/digest";

const CREDENTIAL = { publicKey: "abcdefgh", privateKey: "1b2c3d4e-0000-4000-8000-123456789abc" };
const CHALLENGE =
    'Digest realm="MMS Public API", domain="", nonce="q9KxZ0lG/3s7wT+8Yv==", algorithm=MD5, qop="auth", stale=false';
const URL = "https://cloud.mongodb.com/api/atlas/v2/orgs/a/apiKeys/b/accessList/192.0.2.0%2F24?pageNum=1";
const URI = "/api/atlas/v2/orgs/a/apiKeys/b/accessList/192.0.2.0%2F24?pageNum=1";

describe("DigestSession", () => {
    it("is cold, and authorizes nothing, until it has learned a nonce", () => {
        const instance = new DigestSession(CREDENTIAL);

        expect(instance.isWarm).to.be.false;
        expect(instance.authorize("GET", URL)).to.be.undefined;
        expect(instance.learn(CHALLENGE)).to.be.true;
        expect(instance.isWarm).to.be.true;
    });

    it("signs method, path and query as they are sent", () => {
        const { username, realm, uri, nonce, nc, cnonce, qop, response } = fields(
            warm(CHALLENGE).authorize("PATCH", URL),
        );

        expect({ username, realm, uri, nonce, qop }).to.deep.equal({
            username: "abcdefgh",
            realm: "MMS Public API",
            uri: URI,
            nonce: "q9KxZ0lG/3s7wT+8Yv==",
            qop: "auth",
        });
        const ha1 = md5(`abcdefgh:MMS Public API:${CREDENTIAL.privateKey}`);
        expect(response).to.equal(md5([ha1, nonce, nc, cnonce, "auth", md5(`PATCH:${URI}`)].join(":")));
    });

    it("counts the uses of a nonce in eight hexadecimal digits from 1", () => {
        const instance = warm(CHALLENGE);

        const counts = Array.from({ length: 1_025 }, () => fields(instance.authorize("GET", URL)).nc);

        expect(counts.slice(0, 2)).to.deep.equal(["00000001", "00000002"]);
        expect(counts[9]).to.equal("0000000a");
        expect(counts[1_024]).to.equal("00000401");
        expect(new Set(counts).size).to.equal(1_025);
    });

    it("starts counting again, with a new client nonce, when it learns a new nonce", () => {
        const instance = warm(CHALLENGE);
        const before = fields(instance.authorize("GET", URL));
        instance.authorize("GET", URL);

        instance.learn(CHALLENGE.replace("q9Kx", "AAAA"));
        const after = fields(instance.authorize("GET", URL));

        expect(after.nonce).to.equal("AAAAZ0lG/3s7wT+8Yv==");
        expect(after.nc).to.equal("00000001");
        expect(after.cnonce)
            .to.match(/^[0-9a-f]{32}$/)
            .and.not.equal(before.cnonce);
    });

    it("leaves out nc, cnonce and qop for a challenge without qop", () => {
        const authorization = warm('Digest realm="r", nonce="n"').authorize("GET", URL);

        expect(fields(authorization)).to.deep.equal({
            username: "abcdefgh",
            realm: "r",
            nonce: "n",
            uri: URI,
            response: md5([md5(`abcdefgh:r:${CREDENTIAL.privateKey}`), "n", md5(`GET:${URI}`)].join(":")),
        });
    });

    it("gives back the opaque value of a challenge", () => {
        expect(fields(warm(`${CHALLENGE}, opaque="xyz"`).authorize("GET", URL)).opaque).to.equal("xyz");
    });

    const LEARNED: [string, string, DigestFields][] = [
        [
            "is the first that can be done, among other schemes and digests",
            'Basic realm="a, b", Digest realm="r", nonce="no", algorithm=SHA-512-256, qop="auth", ' +
                'Digest realm="r", nonce="yes", algorithm="MD5", qop="auth-int,auth", Bearer realm="z"',
            { realm: "r", nonce: "yes", algorithm: "MD5", qop: "auth" },
        ],
        [
            "is SHA-256 where the server puts that first",
            'Digest realm="r", nonce="sha", algorithm=SHA-256, qop="auth", Digest realm="r", nonce="md5", qop="auth"',
            { nonce: "sha", algorithm: "SHA-256" },
        ],
        [
            "stands after a challenge of one text",
            'Negotiate ab+/c==, Digest realm="r",nonce="n"',
            { nonce: "n" },
        ],
        ["stands after a scheme alone", 'NTLM,Digest realm="r",nonce="n"', { nonce: "n" }],
        [
            "has blanks around its signs",
            'Digest   realm = "r" ,\tnonce= "n", qop ="auth" ,algorithm = MD5',
            { realm: "r", nonce: "n", qop: "auth", algorithm: "MD5" },
        ],
        [
            "has its names in capitals and values without quotes",
            "DIGEST Realm=r, NONCE=abc+/==, Algorithm=sha-256, Qop=AUTH",
            { realm: "r", nonce: "abc+/==", algorithm: "sha-256", qop: "auth" },
        ],
        [
            "has commas, signs and escapes in its texts",
            String.raw`Digest realm="a \"b\", Basic c=\\", nonce="n, x=y", qop="auth"`,
            { realm: 'a "b", Basic c=\\', nonce: "n, x=y" },
        ],
        ["has an empty qop", 'Digest realm="r", nonce="n", qop=""', { realm: "r", nonce: "n" }],
        [
            "wants the name hashed, which nobody has to",
            'Digest realm="r", nonce="n", userhash=true',
            { nonce: "n" },
        ],
    ];

    for (const [what, challenge, expected] of LEARNED) {
        it(`finds the digest that ${what}`, () => {
            const instance = new DigestSession(CREDENTIAL);

            expect(instance.learn(challenge)).to.be.true;
            expect(fields(instance.authorize("GET", URL))).to.include(expected);
        });
    }

    it("signs the examples of RFC 7616", () => {
        const mufasa = { publicKey: "Mufasa", privateKey: "Circle of Life" };
        const clientNonce = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";
        const instance = new DigestSession(mufasa, new Set(), () => clientNonce);
        const responses = ["SHA-256", "MD5"].map((algorithm) => {
            instance.learn(
                `Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=${algorithm}, ` +
                    'nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", ' +
                    'opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"',
            );
            return fields(instance.authorize("GET", "http://www.example.org/dir/index.html")).response;
        });

        expect(responses).to.deep.equal([
            "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1",
            "8ca523f5e9506fed4657c9700eebdbec",
        ]);
    });

    it("signs the bytes of a realm, whatever their encoding", () => {
        const realm = Buffer.from("Zürich").toString("latin1");

        const { response } = fields(warm(`Digest realm="${realm}", nonce="n"`).authorize("GET", URL));

        const ha1 = md5(`abcdefgh:Zürich:${CREDENTIAL.privateKey}`);
        expect(response).to.equal(md5([ha1, "n", md5(`GET:${URI}`)].join(":")));
    });

    it("keeps its nonce when a 401 brings no digest that it can do", () => {
        const instance = warm(CHALLENGE);

        for (const header of [
            undefined,
            "",
            'Bearer realm="x"',
            "Digest",
            'Digest realm="r"',
            'realm="r", nonce="n"',
            'Digest realm="r", nonce="n", algorithm=SHA-256-sess',
            'Digest realm="r", nonce="n", algorithm=SHA-512-256',
            'Digest realm="r", nonce="n", qop="auth-int"',
        ]) {
            expect(instance.learn(header), header).to.be.false;
        }
        expect(fields(instance.authorize("GET", URL)).nonce).to.equal("q9KxZ0lG/3s7wT+8Yv==");
    });

    it("shows its latest signature to whoever keeps secrets, and no older one", () => {
        const secrets = new Set<string>();
        const instance = new DigestSession(CREDENTIAL, secrets);
        instance.learn(CHALLENGE);

        const [, latest] = [1, 2].map(() => fields(instance.authorize("GET", URL)).response!);

        expect([...secrets]).to.deep.equal([latest]);
    });
});

function warm(challenge: string): DigestSession {
    const instance = new DigestSession(CREDENTIAL);
    instance.learn(challenge);
    return instance;
}

interface DigestFields {
    username?: string;
    realm?: string;
    uri?: string;
    nonce?: string;
    nc?: string;
    cnonce?: string;
    qop?: string;
    opaque?: string;
    algorithm?: string;
    response?: string;
}

function fields(authorization: string | undefined): DigestFields {
    expect(authorization).to.match(/^Digest /);
    const pairs = authorization!.slice("Digest ".length).matchAll(/(\w+)=(?:"((?:[^"\\]|\\.)*)"|([^,]*))/g);
    return Object.fromEntries(
        [...pairs].map(([, name, quoted, bare]) => [name!, quoted?.replace(/\\(.)/g, "$1") ?? bare!]),
    );
}

function md5(text: string): string {
    return createHash("md5").update(text).digest("hex");
}
