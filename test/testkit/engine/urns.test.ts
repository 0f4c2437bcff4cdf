import { expect } from "chai";
import { makeUrn, nameOf, parseProviderReference, providerReference, typeOf } from "#testkit/engine/urns";

const stack = { stack: "dev", project: "demo" };
const root = "urn:pulumi:dev::demo::pulumi:pulumi:Stack::demo-dev";

describe("a URN", () => {
    it("names the types of all parents but the stack", () => {
        const component = makeUrn({ ...stack, parent: root, type: "my:C", name: "c" });
        const child = makeUrn({ ...stack, parent: component, type: "my:R", name: "r" });
        expect(component).to.equal("urn:pulumi:dev::demo::my:C::c");
        expect(child).to.equal("urn:pulumi:dev::demo::my:C$my:R::r");
        expect(typeOf(child)).to.equal("my:R");
    });

    it("may end in a name that holds its delimiter", () => {
        const urn = makeUrn({ ...stack, parent: "", type: "my:R", name: "a::b" });
        expect(nameOf(urn)).to.equal("a::b");
        expect(parseProviderReference(providerReference(urn, "id"))).to.deep.equal({ urn, id: "id" });
    });

    it("is missed in what is no provider reference", () => {
        expect(() => parseProviderReference("id")).to.throw("could not parse provider reference id");
    });
});
