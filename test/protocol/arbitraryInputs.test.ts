import { expect } from "chai";
import * as fc from "fast-check";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { toResourceProvider } from "#provider/runtime/dynamicAdapter";
import { createProviderInstance } from "#provider/runtime/createProviderInstance";
import { recordOf } from "#provider/configuration/configuration";
import type { Values } from "../support/arbitraries";
import { RESOURCES } from "../support/arbitraryInputs";
import { useHost } from "../support/hostFixture";
import { Tally, holds } from "../support/propertyRuns";

const instance = createProviderInstance(() => expect.fail("Atlas was called."));
const credential: Record<string, string> = {
    "mongodbatlas:publicKey": "abcdefgh",
    "mongodbatlas:privateKey": "11111111-2222-3333-4444-555555555555",
};
instance.configure(recordOf(credential));

/** What becomes of values on their way: halves of surrogate pairs, for one, are replaced. */
function asSent(values: Values): Values {
    const bytes = Struct.fromJavaScript(
        values as Parameters<typeof Struct.fromJavaScript>[0],
    ).serializeBinary();
    return Struct.deserializeBinary(bytes).toJavaScript();
}

describe("arbitrary inputs that reach the host", () => {
    const fixture = useHost({ isProcess: true });

    for (const { kind, lifecycle, inputs } of RESOURCES) {
        it(`are answered for ${kind} as the checks answer, and call nobody`, async () => {
            const provider = toResourceProvider(lifecycle, instance);
            const hosted = fixture().resource(kind);
            const outcomes = new Tally<"accepted" | "refused">();
            const property = fc.asyncProperty(inputs, async (news) => {
                const { inputs: expected = {}, failures = [] } = await provider.check({}, asSent(news));

                const reply = await hosted.check(news);

                expect(JSON.stringify(reply.inputs)).to.equal(JSON.stringify(asSent(expected)));
                expect(reply.failures).to.deep.equal(
                    failures.map(({ property: name, reason }) => `${name}: ${reason}`),
                );
                outcomes.add(failures.length === 0 ? "accepted" : "refused");
            });

            await holds(property, 30);

            expect(outcomes.count("accepted")).to.be.above(3);
            expect(outcomes.count("refused")).to.be.above(3);
            expect(fixture().calls()).to.be.empty;
        });
    }
});
