import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import * as fc from "fast-check";
import * as atlas from "pulumi-atlas-org";
import { anyValue } from "../support/arbitraries";
import { RESOURCES } from "../support/arbitraryInputs";
import { useMocks, valueOf } from "../support/hostMocks";
import { Tally, holds } from "../support/propertyRuns";

/** The SDK cannot send objects that cannot become texts, and says so when the constructor has returned. */
function canBeSerialized(args: unknown): boolean {
    return !/"(toString|valueOf)":/.test(JSON.stringify([args]));
}

type Construct = new (name: string, args: never) => pulumi.CustomResource;

describe("arbitrary arguments of a program", () => {
    useMocks();

    for (const { kind, inputs, anyState } of RESOURCES) {
        const Resource = atlas[kind] as Construct;
        const refusal = new RegExp(`^${kind} "it": (.*: .+)+$`, "s");

        it(`make a new ${kind}, or end the program with its name and theirs`, async () => {
            const outcomes = new Tally<"constructed" | "refused">();
            const values = fc.oneof(
                { weight: 6, arbitrary: inputs },
                { weight: 1, arbitrary: anyState },
                { weight: 1, arbitrary: fc.oneof(anyValue, fc.constant(undefined)) },
            );
            const property = fc.asyncProperty(values.filter(canBeSerialized), async (args) => {
                try {
                    await valueOf(new Resource("it", args as never).id);
                    outcomes.add("constructed");
                } catch (error) {
                    expect(pulumi.RunError.isInstance(error), String(error)).to.be.true;
                    expect((error as Error).message).to.match(refusal);
                    outcomes.add("refused");
                }
            });

            await holds(property, 200);

            expect(outcomes.count("constructed")).to.be.above(20);
            expect(outcomes.count("refused")).to.be.above(20);
        });
    }
});
