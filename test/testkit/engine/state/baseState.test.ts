import { expect } from "chai";
import { BaseState } from "#testkit/engine/state/baseState";
import { DependencyGraph } from "#testkit/engine/state/dependencyGraph";
import type { ResourceState } from "#testkit/engine/state/resourceState";
import { makeResourceState } from "#testkit/engine/state/resourceState";

function resource(name: string, fields: Partial<ResourceState> = {}): ResourceState {
    return makeResourceState({ urn: urn(name), type: "my:R", custom: true, id: name, ...fields });
}

function urn(name: string): string {
    return `urn:pulumi:dev::demo::my:R::${name}`;
}

function names(states: Iterable<ResourceState>): string[] {
    return [...states].map(({ id }) => id).sort();
}

describe("the state that a run starts from", () => {
    it("does not offer for update what waits for its deletion", () => {
        const old = resource("old", { urn: urn("a"), delete: true });
        const state = new BaseState([resource("a"), old]);
        expect(state.get(urn("a"))?.id).to.equal("a");
        expect(new BaseState([old]).get(urn("a"))).to.be.undefined;
        expect(state.resources).to.have.lengthOf(2);
    });

    it("loses dependencies on what a refresh did not find", () => {
        const gone = resource("gone");
        const left = resource("left", {
            dependencies: [urn("gone"), urn("stays")],
            propertyDependencies: { a: [urn("gone")], b: [urn("stays")] },
            deletedWith: urn("gone"),
        });
        const state = new BaseState([gone, resource("stays"), left]);
        state.replace(new Map([[gone, undefined]]));
        expect(names(state.resources)).to.deep.equal(["left", "stays"]);
        expect(left.dependencies).to.deep.equal([urn("stays")]);
        expect(left.propertyDependencies).to.deep.equal({ b: [urn("stays")] });
        expect(left.deletedWith).to.equal("");
    });

    it("hands the children of what is gone to the next parent that is there", () => {
        const [top, middle, below] = [
            resource("top"),
            resource("middle", { parent: urn("top") }),
            resource("below", { parent: urn("middle") }),
        ];
        new BaseState([top, middle, below]).replace(new Map([[middle, undefined]]));
        expect(below.parent).to.equal(urn("top"));
    });
});

describe("the dependencies of the state", () => {
    const provider = resource("provider", { urn: "urn:pulumi:dev::demo::pulumi:providers:x::p" });
    const component = resource("component", { custom: false });
    const child = resource("child", { parent: urn("component") });
    const direct = resource("direct", {
        dependencies: [urn("component")],
        provider: `${provider.urn}::provider`,
    });
    const indirect = resource("indirect", { propertyDependencies: { a: [urn("direct")] } });
    const graph = new DependencyGraph([provider, component, child, direct, indirect]);

    it("include provider, parent, and what stands below a component", () => {
        expect(names(graph.dependenciesOf(direct))).to.deep.equal(["child", "component", "provider"]);
        expect(names(graph.dependenciesOf(child))).to.deep.equal(["component"]);
    });

    it("are followed to their end, in both directions", () => {
        const all = ["child", "component", "direct", "provider"];
        expect(names(graph.transitiveDependenciesOf(indirect))).to.deep.equal(all);
        expect(names(graph.dependingOn(provider, new Set()))).to.deep.equal(["direct", "indirect"]);
        expect(names(graph.dependingOn(component, new Set([direct.urn])))).to.deep.equal([]);
    });
});
