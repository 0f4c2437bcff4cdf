import { expect } from "chai";
import { renameReferences } from "#testkit/engine/state/renamedReferences";
import { makeResourceState } from "#testkit/engine/state/resourceState";

describe("a resource that has another name than before", () => {
    const PREFIX = "urn:pulumi:dev::demo::";

    it("is known by the new one to all who refer to it", () => {
        const renamed = makeResourceState({
            urn: `${PREFIX}my:R::new`,
            type: "my:R",
            custom: true,
            aliases: [`${PREFIX}my:R::old`],
        });
        const old = `${PREFIX}my:R::old`;
        const dependent = makeResourceState({
            urn: `${PREFIX}my:R::dependent`,
            type: "my:R",
            custom: true,
            provider: `${old}::id`,
            dependencies: [old, "urn:other"],
            propertyDependencies: { a: [old] },
            deletedWith: old,
            replaceWith: [old],
        });
        const [first, second] = renameReferences([renamed, dependent]);
        const { urn } = renamed;
        expect(first).to.deep.equal({ ...renamed, aliases: [] });
        expect(second).to.deep.equal({
            ...dependent,
            provider: `${urn}::id`,
            dependencies: [urn, "urn:other"],
            propertyDependencies: { a: [urn] },
            deletedWith: urn,
            replaceWith: [urn],
        });
        expect(dependent.deletedWith).to.equal(old);
    });

    it("changes the URNs of its children with its type", () => {
        const parent = makeResourceState({
            urn: `${PREFIX}my:New::c`,
            type: "my:New",
            custom: false,
            aliases: [`${PREFIX}my:Old::c`],
        });
        const child = makeResourceState({
            urn: `${PREFIX}my:Old$my:R::r`,
            type: "my:R",
            custom: true,
            parent: `${PREFIX}my:Old::c`,
        });
        const urns = renameReferences([parent, child]).map((state) => [state.urn, state.parent]);
        expect(urns).to.deep.equal([
            [`${PREFIX}my:New::c`, ""],
            [`${PREFIX}my:New$my:R::r`, `${PREFIX}my:New::c`],
        ]);
    });
});
