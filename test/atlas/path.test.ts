import { expect } from "chai";
import { AtlasConfigError } from "#provider/atlas/errors/errors";
import { path } from "#provider/atlas/endpoints/path";

describe("path", () => {
    it("encodes a slash in a value once, and leaves the template alone", () => {
        expect(path`/orgs/${"a"}/accessList/${"192.0.2.0/24"}`).to.equal("/orgs/a/accessList/192.0.2.0%2F24");
        expect(path`/orgs`).to.equal("/orgs");
    });

    it("leaves the colons of an IPv6 address as Atlas's pattern has them", () => {
        expect(path`/x/${"2001:db8:0:0:0:0:0:0/32"}`).to.equal("/x/2001:db8:0:0:0:0:0:0%2F32");
    });

    it("lets no value change which path it is", () => {
        expect(path`/orgs/${"a?b#c/../d"}`).to.equal("/orgs/a%3Fb%23c%2F..%2Fd");
        for (const value of ["", ".", ".."]) {
            expect(() => path`/orgs/${value}/apiKeys`).to.throw(AtlasConfigError, JSON.stringify(value));
        }
    });
});
