import { expect } from "chai";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Declaration } from "../support/stackDeclarations";
import { StackUnderTest } from "../support/stackUnderTest";
import { MOVED } from "./everyKind";

const STATES = path.join(__dirname, "states");

// What an earlier version has written is read as long as this package lives.
for (const version of readdirSync(STATES, { withFileTypes: true }).filter((each) => each.isDirectory())) {
    describe(`a state of dynamic resources of version ${version.name}`, () => {
        const fileOf = (name: string) => path.join(STATES, version.name, name);
        let stack: StackUnderTest;
        before(async () => {
            stack = await StackUnderTest.open({
                front: "plugin",
                engine: "testkit",
                state: fileOf("state.json"),
            });
        });
        after(() => stack.close());

        it("is taken over unchanged, without a call, and with its secrets", async () => {
            const program = JSON.parse(readFileSync(fileOf("program.json"), "utf8")) as Declaration[];
            const before = await propertiesIn(stack, program);
            const secrets = [
                before["listed"]!.outputs["privateKey"],
                before["next"]!.outputs["clientSecret"],
                before["ops"]!.outputs["linkToken"],
            ] as string[];
            expect(secrets.every((secret) => secret.length > 20)).to.equal(true);
            secrets.forEach((secret) => stack.watchFor(secret));

            const moved = await stack.up(program);

            expect(moved.ops).to.deep.equal(MOVED);
            expect(moved.calls).to.deep.equal([]);
            expect(await propertiesIn(stack, program)).to.deep.equal(withAdoption(before, program));
        });
    });
}

/** Ids, inputs and outputs by the names of resources, secrets in clear, without the loader line of dynamic resources. */
async function propertiesIn(stack: StackUnderTest, program: readonly Declaration[]) {
    const resources = program.filter(({ kind }) => kind !== "Provider");
    const states = resources.map(async ({ name }) => {
        const { id, inputs, outputs } = await stack.state(name);
        return [name, { id, inputs: withoutLoader(inputs), outputs: withoutLoader(outputs) }] as const;
    });
    return Object.fromEntries(await Promise.all(states));
}

function withoutLoader(properties: Readonly<Record<string, unknown>>) {
    return Object.fromEntries(Object.entries(properties).filter(([name]) => name !== "__provider"));
}

/** What the classes give since then to access lists of owners that the program makes, among their inputs alone. */
function withAdoption(states: Awaited<ReturnType<typeof propertiesIn>>, program: readonly Declaration[]) {
    const isOnList = (name: string) =>
        program.some((declared) => declared.name === name && declared.kind.includes("AccessList"));
    return Object.fromEntries(
        Object.entries(states).map(([name, state]) => [
            name,
            isOnList(name) ? { ...state, inputs: { ...state.inputs, onConflict: "adopt" } } : state,
        ]),
    );
}
