import { expect } from "chai";
import * as fc from "fast-check";
import { toResourceProvider } from "#provider/runtime/dynamicAdapter";
import { createProviderInstance } from "#provider/runtime/createProviderInstance";
import type { SetInput } from "#provider/schema/sets";
import { addressOrNone } from "#provider/atlas/address";
import { SECRET, holdsUnknown } from "../support/arbitraries";
import type { Values } from "../support/arbitraries";
import { RESOURCES } from "../support/arbitraryInputs";
import { Tally, holds } from "../support/propertyRuns";

// What `check` and `diff` must never ask for.
const instance = createProviderInstance(() => expect.fail("Atlas was called."));

/** What the adapter leaves out: Pulumi's own property is not among the names here. */
function withoutNull(inputs: Values): Values {
    return Object.fromEntries(Object.entries(inputs).filter(([, value]) => value !== null));
}

/** The inputs in one text, with what a set names in one order, and once. */
function textOf(inputs: Values, sets: readonly SetInput[]): string {
    const isSet = (name: string, members: unknown): members is string[] =>
        sets.some(({ path }) => path.at(-1) === name) && Array.isArray(members);
    return JSON.stringify(inputs, (name, value: unknown) =>
        isSet(name, value) ? [...new Set(value.map(spelledOnce))].sort() : value,
    );
}

/** An address in its one spelling; anything else as it is. */
function spelledOnce(member: unknown): string {
    return addressOrNone(member) ?? JSON.stringify(member);
}

/** The sentences for people that `diff` may end a preview with. */
const REFUSAL =
    /^\w+ id: (((orgOwnerId|federationSettingsId|existingOrgId|apiKey|serviceAccount): .+\. ?)+|.* (is neither an IP address|has host bits set).*|.*: the prefix length must be .*|an address must be a text.*)$/s;

for (const { kind, lifecycle, inputs, anyState } of RESOURCES) {
    const provider = toResourceProvider(lifecycle, instance);

    describe(`arbitrary inputs of ${kind}`, () => {
        it("are checked without a crash, come back as they are but for the order of sets, and no secret is shown", async () => {
            const outcomes = new Tally<"accepted" | "refused">();
            const property = fc.asyncProperty(
                fc.oneof({ weight: 4, arbitrary: inputs }, { weight: 1, arbitrary: anyState }),
                fc.oneof(fc.constant({}), anyState),
                async (news, olds) => {
                    const { sets = [] } = lifecycle.definition;
                    const given = textOf(withoutNull(news), sets);

                    const { inputs: returned, failures = [] } = await provider.check(olds, news);

                    expect(textOf(returned ?? {}, sets)).to.equal(given);
                    for (const { property, reason } of failures) {
                        expect(property).to.be.a("string");
                        expect(reason).to.be.a("string").that.does.not.match(SECRET);
                    }
                    outcomes.add(failures.length === 0 ? "accepted" : "refused");
                },
            );

            await holds(property, 700);

            expect(outcomes.count("accepted")).to.be.above(60);
            expect(outcomes.count("refused")).to.be.above(60);
        });

        it("are compared without a crash, and replace nothing for what is not known yet", async () => {
            const outcomes = new Tally<"same" | "changed" | "replaced" | "unknown" | "refused">();
            const property = fc.asyncProperty(
                fc.oneof(
                    fc.tuple(inputs, inputs),
                    inputs.map((same) => [same, same] as const),
                    fc.tuple(anyState, fc.oneof(inputs, anyState)),
                ),
                async ([olds, news]) => {
                    const diff = await provider.diff("id", olds, news).catch((error: unknown) => {
                        expect((error as Error).message).to.match(REFUSAL);
                        return undefined;
                    });
                    const { changes, replaces = [] } = diff ?? {};
                    for (const name of replaces.filter((input) =>
                        lifecycle.definition.inputs.includes(input),
                    )) {
                        expect(holdsUnknown(news[name]), name).to.be.false;
                    }
                    if (holdsUnknown(news)) outcomes.add("unknown");
                    if (replaces.length > 0) outcomes.add("replaced");
                    outcomes.add(diff === undefined ? "refused" : changes === true ? "changed" : "same");
                },
            );

            await holds(property, 600);

            expect(outcomes.count("changed")).to.be.above(60);
            expect(outcomes.count("unknown")).to.be.above(15);
            const harsh = kind === "Organization" ? "refused" : "replaced";
            expect(outcomes.count(harsh)).to.be.above(15);
        });
    });
}
