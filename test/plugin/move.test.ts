import { expect } from "chai";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { EmulatedOpsManager } from "pulumi-atlas-org/testkit";
import type { Declaration } from "../support/stackDeclarations";
import { StackUnderTest } from "../support/stackUnderTest";
import { everyKind } from "./everyKind";

const STATES = path.join(__dirname, "states");

/** What happens to the resources of everyKind when the plugin takes over. */
const MOVED = Object.fromEntries([
    ...["payments", "listed", "list", "single", "entry", "listed-account", "next", "account-list"].map(same),
    ...["single-account", "account-entry", "ops", "east"].map(same),
    // A provider instance is of the one front or of the other.
    ...["in-payments", "ops-manager"].map((name) => [name, ["create", "delete"]]),
]) as Record<string, string[]>;

function same(name: string): [string, string[]] {
    return [name, ["same"]];
}

// What an earlier version has written is read as long as this package lives.
for (const version of readdirSync(STATES, { withFileTypes: true }).filter((each) => each.isDirectory())) {
    describe(`a state of dynamic resources of version ${version.name}`, () => {
        const fileOf = (name: string) => path.join(STATES, version.name, name);
        let stack: StackUnderTest;
        before(async () => {
            stack = await StackUnderTest.open({ front: "plugin", state: fileOf("state.json") });
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
            expect(await propertiesIn(stack, program)).to.deep.equal(before);
        });
    });
}

describe("a stack of dynamic resources that moves to the plugin", () => {
    let stack: StackUnderTest;
    let opsManager: EmulatedOpsManager;
    before(async () => {
        stack = await StackUnderTest.open({ front: "dynamic" });
        opsManager = await EmulatedOpsManager.start({ atlas: stack.atlas });
        await stack.up(everyKind(stack.atlas, opsManager));
        await stack.moveToPlugin();
    });
    after(async () => {
        await stack.close();
        await opsManager.close();
    });

    it("changes nothing, and calls nobody", async () => {
        opsManager.clearRequests();
        const moved = await stack.up();

        expect(moved.ops).to.deep.equal(MOVED);
        expect([...moved.calls, ...opsManager.calls()]).to.deep.equal([]);
        expect(moved.said).to.equal("");
    });

    it("has no drift after it", async () => {
        const refreshed = await stack.refresh();
        expect(refreshed.changes).to.have.all.keys("same");
        expect((await stack.up()).changes).to.have.all.keys("same");
    });

    it("is changed by the plugin, and taken down by it", async () => {
        const program = everyKind(stack.atlas, opsManager);
        const renamed = program.map((each) =>
            each.name === "listed" ? { ...each, args: { ...each.args, description: "renamed" } } : each,
        );
        const changed = await stack.up(renamed);
        expect(changed.writes).to.deep.equal(["PATCH /orgs/{orgId}/apiKeys/{apiUserId}"]);

        await stack.destroy();
        const { store, payingOrganization } = stack.atlas;
        expect([...store.organizations.keys()]).to.deep.equal([payingOrganization.orgId]);
        expect(opsManager.statusOf(opsManager.source.orgId)).to.equal("NOT_SYNCED");
    });
});

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
