import { expect } from "chai";
import { InvalidAddressError, canonicalAddress, wireAddress } from "#provider/atlas/address";

describe("addresses", () => {
    for (const [text, canonical, wire] of [
        ["1.2.3.4", "1.2.3.4", "1.2.3.4"],
        ["1.2.3.4/32", "1.2.3.4", "1.2.3.4"],
        ["203.0.113.0/24", "203.0.113.0/24", "203.0.113.0/24"],
        ["0.0.0.0/0", "0.0.0.0/0", "0.0.0.0/0"],
        ["2001:DB8::1", "2001:db8::1", "2001:db8:0:0:0:0:0:1"],
        ["2001:db8:0:0:0:0:0:1/128", "2001:db8::1", "2001:db8:0:0:0:0:0:1"],
        ["2001:0db8::/32", "2001:db8::/32", "2001:db8:0:0:0:0:0:0/32"],
        ["::/0", "::/0", "0:0:0:0:0:0:0:0/0"],
        ["::ffff:1.2.3.4", "::ffff:102:304", "0:0:0:0:0:ffff:102:304"],
        ["23.32.0.0/11\t", "23.32.0.0/11", "23.32.0.0/11"],
        [" \r\n1.2.3.4 \n", "1.2.3.4", "1.2.3.4"],
        ["\ufeff2001:db8::1\u00a0", "2001:db8::1", "2001:db8:0:0:0:0:0:1"],
    ] as const) {
        it(`spell ${JSON.stringify(text)} as ${canonical} in ids and as ${wire} to Atlas`, () => {
            expect(canonicalAddress(text)).to.equal(canonical);
            expect(wireAddress(text)).to.equal(wire);
            expect(canonicalAddress(wire), "the wire form means the same").to.equal(canonical);
        });
    }

    for (const text of [
        "",
        "1.2.3",
        "01.2.3.4",
        "0x7f.1",
        "1.2.3.4/",
        "1.2.3.4/032",
        "1.2.3.4/24/8",
        "fe80::1%eth0",
        // ipaddr.js would take it for ::ffff:1.2.3.4, another address.
        "::1.2.3.4",
        // ipaddr.js reads the tail in decimal and hexadecimal, where others see octal or nothing.
        "::ffff:010.1.1.1",
        "::ffff:0x1.2.3.4",
        "host",
    ]) {
        it(`refuse ${JSON.stringify(text)}`, () => {
            expect(() => canonicalAddress(text)).to.throw(InvalidAddressError);
        });
    }

    it("refuse a prefix longer than the address", () => {
        expect(() => canonicalAddress("1.2.3.4/33")).to.throw("from 0 to 32");
        expect(() => canonicalAddress("2001:db8::/129")).to.throw("from 0 to 128");
    });

    it("refuse host bits and name the network address", () => {
        expect(() => canonicalAddress("203.0.113.7/24")).to.throw('"203.0.113.0/24"');
        expect(() => canonicalAddress("2001:db8::1/64")).to.throw('"2001:db8::/64"');
    });
});
