import { expect } from "chai";
import { AtlasConfigError } from "#provider/atlas/errors/errors";
import { proxyFor, proxySecrets } from "#provider/atlas/transport/proxies";

const ATLAS = "https://cloud.mongodb.com";

describe("proxyFor", () => {
    const named: [string, string, boolean][] = [
        ["http://proxy:3128", "proxy:3128", false],
        ["http://proxy.example.com:3128/", "proxy.example.com:3128", false],
        ["http://proxy", "proxy:80", false],
        ["https://proxy", "proxy:443", true],
        ["HTTP://Proxy:3128", "proxy:3128", false],
        ["proxy:3128", "proxy:3128", false],
        ["127.0.0.1:3128", "127.0.0.1:3128", false],
        ["proxy.example.com", "proxy.example.com:80", false],
        ["[2001:db8::1]:3128", "[2001:db8::1]:3128", false],
        ["  http://proxy:3128\n", "proxy:3128", false],
        ["http://proxy:3128/ignored", "proxy:3128", false],
    ];
    for (const [value, address, isTls] of named) {
        it(`understands ${JSON.stringify(value)}`, () => {
            const proxy = proxyFor(ATLAS, { HTTPS_PROXY: value });

            expect(proxy).to.include({ variable: "HTTPS_PROXY", address, isTls, authorization: undefined });
        });
    }

    it("connects to the address of an IPv6 proxy without its brackets", () => {
        expect(proxyFor(ATLAS, { HTTPS_PROXY: "http://[::1]:3128" })).to.include({ host: "::1", port: 3128 });
    });

    const credentials: [string, string][] = [
        ["http://user:password@proxy:3128", "user:password"],
        ["user:password@proxy:3128", "user:password"],
        ["http://us%23er:p%40ss@proxy:3128", "us#er:p@ss"],
        ["us%23er:p%40ss@proxy:3128", "us#er:p@ss"],
        ["http://user:p@ss@proxy:3128", "user:p@ss"],
        ["http://user:100%@proxy:3128", "user:100%"],
        ["http://user:100%%40@proxy:3128", "user:100%@"],
        ["http://user:a%3Ab@proxy:3128", "user:a:b"],
        ["http://user:%C3%BC@proxy:3128", "user:ü"],
        ["http://user:ü@proxy:3128", "user:ü"],
        ["http://token@proxy:3128", "token:"],
        ["http://:password@proxy:3128", ":password"],
    ];
    for (const [value, credential] of credentials) {
        it(`sends ${credential} for ${value}`, () => {
            const { authorization } = proxyFor(ATLAS, { HTTPS_PROXY: value })!;

            expect(authorization).to.equal(`Basic ${Buffer.from(credential).toString("base64")}`);
        });
    }

    it("sends the bytes of a password in another encoding as they are", () => {
        const { authorization } = proxyFor(ATLAS, { HTTPS_PROXY: "http://user:%FC@proxy:3128" })!;

        expect(authorization).to.equal(`Basic ${Buffer.from("user:ü", "latin1").toString("base64")}`);
    });

    const VALUES = { HTTPS_PROXY: "a:1", https_proxy: "b:1", ALL_PROXY: "c:1", all_proxy: "d:1" };
    it("takes HTTPS_PROXY before ALL_PROXY, and capitals first, as Go does", () => {
        const environment: NodeJS.ProcessEnv = { ...VALUES };
        const order = Object.keys(VALUES).map((name) => {
            const proxy = proxyFor(ATLAS, environment);
            Reflect.deleteProperty(environment, name);
            return proxy?.variable;
        });

        expect(order).to.deep.equal(Object.keys(VALUES));
        expect(proxyFor(ATLAS, environment)).to.be.undefined;
    });

    it("takes an empty variable for none, and HTTP_PROXY for other calls than these", () => {
        expect(proxyFor(ATLAS, { HTTPS_PROXY: "", https_proxy: "b:1" })?.address).to.equal("b:1");
        expect(proxyFor(ATLAS, { HTTPS_PROXY: " ", HTTP_PROXY: "a:1", http_proxy: "b:1" })).to.be.undefined;
    });

    it("has no proxy where NO_PROXY or no_proxy says so, whatever the proxy is", () => {
        for (const name of ["NO_PROXY", "no_proxy"]) {
            expect(proxyFor(ATLAS, { HTTPS_PROXY: "socks5://a:1", [name]: "mongodb.com" })).to.be.undefined;
        }
        expect(proxyFor(ATLAS, { HTTPS_PROXY: "a:1", NO_PROXY: "other", no_proxy: "mongodb.com" })).to.exist;
    });

    it("has no proxy to this machine", () => {
        for (const url of ["http://localhost:1", "https://127.0.0.1", "http://[::1]:1"]) {
            expect(proxyFor(url, { HTTPS_PROXY: "socks5://a:1", ALL_PROXY: "b:1" })).to.be.undefined;
        }
    });

    for (const scheme of ["socks", "socks4", "socks4a", "socks5", "socks5h", "SOCKS5", "ftp", "pac+http"]) {
        it(`refuses a ${scheme} proxy by name`, () => {
            const error = refusalOf({ all_proxy: `${scheme}://someone:s3cret-word@proxy:1080` });

            expect(error.message)
                .to.include(`all_proxy names a proxy of the kind "${scheme.toLowerCase()}://"`)
                .and.include("http://host:port")
                .and.include("add cloud.mongodb.com to NO_PROXY")
                .and.not.match(/s3cret|someone/);
        });
    }

    const malformed = [
        "http://",
        "http://:3128",
        "http://s3cret:s3cret@",
        "http://proxy:99999",
        "http://proxy:port",
        "proxy:3128:s3cret",
        "http:/proxy:3128",
        "http//proxy:3128",
        '"http://proxy:3128"',
        "http://${PROXY}",
        "http://<proxy>:3128",
        "http://us#er:s3cret@proxy:3128",
        "http://us/er:s3cret@proxy:3128",
        "http://us?er:s3cret@proxy:3128",
        "http://user:s3cret/word@proxy:3128",
        "http://pro xy:3128",
        "s3cret words",
        "3128",
    ];
    for (const value of malformed) {
        it(`refuses ${JSON.stringify(value)}, and does not show it`, () => {
            const { message } = refusalOf({ HTTPS_PROXY: value });

            expect(message).to.match(/^HTTPS_PROXY is not the address of a proxy .*"http:\/\/host:port"/);
            expect(message).to.not.match(/s3cret|us\Wer|PROXY\}/);
        });
    }
});

describe("proxySecrets", () => {
    const secretsOf = (value: string): string[] => proxySecrets({ https_proxy: value });

    it("knows the password as it is written, as it is meant, and as it is sent", () => {
        for (const scheme of ["http://", "", "socks5://"]) {
            expect(secretsOf(`${scheme}me:p%40ss-word@proxy:1`)).to.include.members([
                "p%40ss-word",
                "p@ss-word",
                Buffer.from("me:p@ss-word").toString("base64"),
            ]);
        }
    });

    it("takes a user without a password for a token", () => {
        expect(secretsOf("http://t0k3n@proxy:1")).to.include("t0k3n");
    });

    it("finds none where there is none", () => {
        const environment = { HTTPS_PROXY: "nonsense", all_proxy: "http://proxy:1", ALL_PROXY: "http://" };

        expect(proxySecrets(environment)).to.be.empty;
    });

    it("looks into every variable", () => {
        for (const name of [
            "HTTP_PROXY",
            "http_proxy",
            "HTTPS_PROXY",
            "https_proxy",
            "ALL_PROXY",
            "all_proxy",
        ]) {
            expect(proxySecrets({ [name]: "http://me:100%@proxy:1" })).to.include("100%");
        }
    });
});

function refusalOf(environment: NodeJS.ProcessEnv): Error {
    try {
        proxyFor(ATLAS, environment);
    } catch (error) {
        expect(error).to.be.instanceOf(AtlasConfigError);
        return error as Error;
    }
    throw new Error("Nothing was refused.");
}
