import { expect } from "chai";
import { isExempt } from "#provider/atlas/transport/proxies";

const ATLAS = "https://cloud.mongodb.com";

const CASES: [string, string, boolean][] = [
    ["", ATLAS, false],
    [" , ,", ATLAS, false],
    ["*", ATLAS, true],
    ["localhost,*", ATLAS, true],
    ["cloud.mongodb.com", ATLAS, true],
    ["mongodb.com", ATLAS, true],
    [".mongodb.com", ATLAS, true],
    ["*.mongodb.com", ATLAS, true],
    ["com", ATLAS, true],
    ["MongoDB.COM", ATLAS, true],
    ["mongodb.com.", ATLAS, true],
    ["mongodb.com", "https://cloud.mongodb.com.", true],
    [".mongodb.com", "https://mongodb.com", true],
    ["localhost, mongodb.com", ATLAS, true],
    ["localhost mongodb.com", ATLAS, true],
    ["db.com", ATLAS, false],
    ["cloud.mongodb.com.evil.example", ATLAS, false],
    ["eu.cloud.mongodb.com", ATLAS, false],
    ["mongodb.com:443", ATLAS, true],
    [".mongodb.com:443", ATLAS, true],
    ["mongodb.com:8443", ATLAS, false],
    ["mongodb.com:8443", "https://cloud.mongodb.com:8443", true],
    ["mongodb.com:443", "https://cloud.mongodb.com:8443", false],
    ["mongodb.com:", ATLAS, true],
    ["bücher.example", "https://api.bücher.example", true],
    ["10.1.2.3", "https://10.1.2.3", true],
    ["10.1.2.3:443", "https://10.1.2.3", true],
    ["10.1.2.3:80", "https://10.1.2.3", false],
    ["2.3", "https://10.1.2.3", false],
    ["10.0.0.0/8", "https://10.1.2.3", true],
    ["10.0.0.0/16", "https://10.1.2.3", false],
    ["10.0.0.0/8", ATLAS, false],
    ["0.0.0.0/0", "https://10.1.2.3", true],
    ["10.0.0.0/33", "https://10.1.2.3", false],
    ["10.9.9.9/8", "https://10.1.2.3", true],
    ["10.0.0.0/", "https://10.1.2.3", false],
    ["10.0.0.0/1e1", "https://10.1.2.3", false],
    ["10.0.0.0/8:443", "https://10.1.2.3", false],
    ["10.0.0.0/x", "https://10.1.2.3", false],
    ["10/8", "https://10.1.2.3", false],
    ["2001:db8::1", "https://[2001:db8:0:0::1]", true],
    ["[2001:db8::1]", "https://[2001:db8::1]", true],
    ["[2001:db8::1]:443", "https://[2001:db8::1]", true],
    ["[2001:db8::1]:8443", "https://[2001:db8::1]", false],
    ["2001:db8::/32", "https://[2001:db8::1]", true],
    ["2001:db8::/32", "https://10.1.2.3", false],
    ["10.0.0.0/8", "https://[::ffff:10.1.2.3]", true],
];

describe("NO_PROXY", () => {
    for (const [noProxy, url, isWithout] of CASES) {
        it(`"${noProxy}" has ${url} called ${isWithout ? "directly" : "through the proxy"}`, () => {
            expect(isExempt(new URL(url), noProxy)).to.equal(isWithout);
        });
    }
});
