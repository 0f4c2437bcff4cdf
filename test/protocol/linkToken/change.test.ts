import { expect } from "chai";
import { useLinks } from "./useLinks";

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

describe("changing a LinkToken in the provider host", () => {
    const { fixture, links, inputsOf, created } = useLinks();

    const addresses = ["203.0.113.10", "2001:db8::1", "198.51.100.0/24"];

    for (const [what, change, replaces] of [
        ["another organization", { orgId: "f".repeat(24) }, ["orgId"]],
        ["other addresses", { accessListIps: ["203.0.113.11"] }, ["accessListIps"]],
        ["no addresses", { accessListIps: null }, ["accessListIps"]],
        ["another keeper", { keepers: { year: "2" } }, ["keepers"]],
        ["no keepers", { keepers: null }, ["keepers"]],
    ] as const) {
        it(`replaces the token for ${what}, the old one first`, async () => {
            const { id, outs } = await created({ accessListIps: addresses, keepers: { year: "1" } });
            const wanted = inputsOf({ accessListIps: addresses, keepers: { year: "1" }, ...change });

            expect(await links().diff(id, outs, wanted)).to.deep.equal({
                changes: true,
                replaces,
                deleteBeforeReplace: true,
            });
        });
    }

    for (const [what, change] of [
        [
            "the same addresses in another order and spelling",
            {
                accessListIps: ["2001:DB8:0::1/128", "198.51.100.0/24", "203.0.113.10/32"],
            },
        ],
        ["nothing else", {}],
    ] as const) {
        it(`sees no change in ${what}`, async () => {
            const { id, outs } = await created({ accessListIps: addresses });
            const wanted = inputsOf({ accessListIps: addresses, ...change });

            expect(await links().diff(id, outs, wanted)).to.deep.include({
                changes: false,
                replaces: [],
            });
        });
    }

    it("sees no change in what the program has beside it", async () => {
        const { id, outs } = await created();
        const all = { east: {}, west: {} };
        const wanted = inputsOf({ __linkTokens: { own: "east", all, undetermined: ["north"] } });

        expect(await links().diff(id, outs, wanted)).to.deep.include({ changes: false, replaces: [] });
    });

    it("calls addresses that are not known yet a change, and no replacement", async () => {
        const { id, outs } = await created({ accessListIps: addresses });
        const wanted = inputsOf({ accessListIps: [...addresses, UNKNOWN] });

        expect(await links().diff(id, outs, wanted)).to.deep.include({ changes: true, replaces: [] });
    });

    it("sees no change in onConflict, and an update keeps the token", async () => {
        const { id, outs } = await created();
        const wanted = inputsOf({ onConflict: "replace" });

        expect(await links().diff(id, outs, wanted)).to.deep.include({ changes: false, replaces: [] });
        expect(await links().update(id, outs, wanted)).to.deep.equal({ ...outs, onConflict: "replace" });
        expect(fixture().calls()).to.be.empty;
    });

    it("invents no token in an update of a link that has none", async () => {
        const updated = await links().update(fixture().orgId, inputsOf(), inputsOf());

        expect(updated).to.not.have.property("linkToken");
    });
});
