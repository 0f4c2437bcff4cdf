import { expect } from "chai";
import { Aliases } from "#testkit/engine/deploy/aliases";
import type { Alias } from "#testkit/engine/deploy/goal";

const ROOT = "urn:pulumi:dev::demo::pulumi:pulumi:Stack::demo-dev";
const NONE: Alias = { urn: "", name: "", type: "", stack: "", project: "", parent: "", noParent: false };

describe("the old URNs of a resource", () => {
    function urns(alias: Partial<Alias>, parent = ROOT): string[] {
        const aliases = new Aliases({ stack: "dev", project: "demo" });
        return aliases.urnsOf({ name: "new", type: "my:R", parent, aliases: [{ ...NONE, ...alias }] });
    }

    it("are what an alias says, and else what it has now", () => {
        expect(urns({ urn: "urn:any" })).to.deep.equal(["urn:any"]);
        expect(urns({ name: "old" })).to.deep.equal(["urn:pulumi:dev::demo::my:R::old"]);
        expect(urns({ type: "my:Old" })).to.deep.equal(["urn:pulumi:dev::demo::my:Old::new"]);
        expect(urns({ project: "other", stack: "prod" })).to.deep.equal([
            "urn:pulumi:prod::other::my:R::new",
        ]);
    });

    it("stand below the parent that it had, or below none", () => {
        const component = "urn:pulumi:dev::demo::my:C::c";
        expect(urns({ parent: component })).to.deep.equal(["urn:pulumi:dev::demo::my:C$my:R::new"]);
        expect(urns({ noParent: true }, component)).to.deep.equal(["urn:pulumi:dev::demo::my:R::new"]);
    });

    it("follow from those of its parent", () => {
        const aliases = new Aliases({ stack: "dev", project: "demo" });
        const parent = "urn:pulumi:dev::demo::my:C::app2";
        aliases.use(parent, "urn:pulumi:dev::demo::my:C::app");
        expect(aliases.urnsOf({ name: "app2-db", type: "my:R", parent, aliases: [] })).to.deep.equal([
            "urn:pulumi:dev::demo::my:C$my:R::app-db",
        ]);
        expect(
            aliases.urnsOf({ name: "db", type: "my:R", parent, aliases: [{ ...NONE, name: "old" }] }),
        ).to.deep.equal(["urn:pulumi:dev::demo::my:C$my:R::old", "urn:pulumi:dev::demo::my:C$my:R::db"]);
    });
});
