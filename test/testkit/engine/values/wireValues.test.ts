import { expect } from "chai";
import { ResourceReference, Secret, UNKNOWN } from "#testkit/engine/values/properties";
import type { WireMap } from "#testkit/engine/values/wireValues";
import { fromWire, toWire, UNKNOWN_VALUE } from "#testkit/engine/values/wireValues";

const SIGNATURE = "4dabf18193072939515e22adb298388d";
const secret = { [SIGNATURE]: "1b47061264138c4ac30d75fd1eb44270", value: "x" };
const reference = { [SIGNATURE]: "5cf8f73096256a8f31e491e813e4eb8e", urn: "urn:a", id: "1" };

describe("values on the wire", () => {
    it("come in with their secrets, unknowns and references", () => {
        const wire: WireMap = { a: secret, b: [UNKNOWN_VALUE], c: reference, d: null, e: { f: true } };
        expect(fromWire(wire)).to.deep.equal({
            a: new Secret("x"),
            b: [UNKNOWN],
            c: new ResourceReference("urn:a", "1", ""),
            d: null,
            e: { f: true },
        });
    });

    it("go out marked to those who understand", () => {
        const values = { a: new Secret("x"), b: UNKNOWN, c: new ResourceReference("urn:a", "1", "") };
        const options = { keepSecrets: true, keepUnknowns: true, keepResources: true };
        expect(toWire(values, options)).to.deep.equal({ a: secret, b: UNKNOWN_VALUE, c: reference });
    });

    it("go out bare to a dynamic provider: secrets in clear, references as ids, unknowns left out", () => {
        const component = new ResourceReference("urn:a", undefined, "");
        const values = { a: new Secret(["x", UNKNOWN]), b: UNKNOWN, c: component, d: new Secret(UNKNOWN) };
        expect(toWire(values, {})).to.deep.equal({ a: ["x"], c: "urn:a" });
    });

    it("come in from output values as what these hold", () => {
        const output = (fields: WireMap): WireMap => ({
            [SIGNATURE]: "d0e6a833031e9bbcd3f4e8bde6ca49a4",
            ...fields,
        });
        const wire = {
            known: output({ value: 1 }),
            secret: output({ value: 1, secret: true }),
            later: output({}),
        };
        expect(fromWire(wire)).to.deep.equal({ known: 1, secret: new Secret(1), later: UNKNOWN });
    });

    it("are refused when they are unknown where an update needs them", () => {
        expect(() => fromWire({ a: UNKNOWN_VALUE }, { rejectUnknowns: true })).to.throw(
            'unknown property value for "a"',
        );
    });

    it("are refused by name when they are assets", () => {
        const asset = { [SIGNATURE]: "c44067f5952c0a294b673a41bacd8c17", text: "x" };
        expect(() => fromWire({ file: asset })).to.throw("The testkit's engine does not do assets");
    });
});
