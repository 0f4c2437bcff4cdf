import { expect } from "chai";
import { scheduleDeletes } from "#testkit/engine/deploy/scheduleDeletes";
import type { ResourceState } from "#testkit/engine/state/resourceState";
import { makeResourceState } from "#testkit/engine/state/resourceState";
import type { Step } from "#testkit/engine/steps/step";

describe("the order of deletes", () => {
    function resource(name: string, ...dependencies: string[]): ResourceState {
        const urn = (of: string): string => `urn:pulumi:dev::demo::my:R::${of}`;
        return makeResourceState({
            urn: urn(name),
            type: "my:R",
            custom: true,
            id: name,
            dependencies: dependencies.map(urn),
        });
    }

    function schedule(all: ResourceState[], condemned: ResourceState[]): string[][] {
        const steps = condemned.map((old) => ({ old }) as Step & { old: ResourceState });
        return scheduleDeletes(all, steps).map((list) => list.map(({ old }) => old.id).sort());
    }

    it("takes dependents first, and side by side what has nothing to do with each other", () => {
        const [a, b, c, d] = [
            resource("a"),
            resource("b", "a"),
            resource("c", "a"),
            resource("d", "b"),
        ] as const;
        expect(schedule([a, b, c, d], [a, b, c, d])).to.deep.equal([["d"], ["b", "c"], ["a"]]);
    });

    it("does not wait for what stays", () => {
        const [a, b, c] = [resource("a"), resource("b", "a"), resource("c", "b")] as const;
        expect(schedule([a, b, c], [a, c])).to.deep.equal([["a", "c"]]);
    });
});
