import { SocketAddress, isIP } from "node:net";
import { expect } from "chai";
import * as fc from "fast-check";
import { canonicalAddress, wireAddress } from "#provider/atlas/address";
import { addressProblem } from "#provider/schema/checks";
import { nearAddresses } from "../support/arbitraries";
import { Tally, holds } from "../support/propertyRuns";

/** What the operating system takes an address for; undefined if for none. */
function systemAddress(text: string): string | undefined {
    const [head = ""] = text.split("/");
    const version = isIP(head);
    return version === 0
        ? undefined
        : new SocketAddress({ address: head, family: version === 4 ? "ipv4" : "ipv6" }).address;
}

describe("arbitrary addresses", () => {
    it("that are accepted are addresses to the operating system, too, and the same ones in every spelling", async () => {
        const outcomes = new Tally<"accepted" | "refused">();
        const crowded = fc.string({
            unit: fc.constantFrom("0", "1", "f", "F", ":", "::", "."),
            maxLength: 12,
        });
        const property = fc.property(fc.oneof(nearAddresses, crowded), (text) => {
            if (addressProblem(text) !== undefined) {
                outcomes.add("refused");
                return;
            }
            outcomes.add("accepted");
            const [canonical, wire] = [canonicalAddress(text), wireAddress(text)];
            expect(systemAddress(text)).to.be.a("string");
            expect(systemAddress(canonical)).to.equal(systemAddress(text));
            expect(systemAddress(wire)).to.equal(systemAddress(text));
            expect(canonicalAddress(wire)).to.equal(canonical);
        });

        await holds(property, 3000);

        expect(outcomes.count("accepted")).to.be.above(300);
        expect(outcomes.count("refused")).to.be.above(300);
    });
});
