import { expect } from "chai";
import { EmulatedOpsManager } from "pulumi-atlas-org/testkit";
import { isOnPath } from "../support/commands";
import { StackUnderTest } from "../support/stackUnderTest";
import { everyKind, MOVED } from "./everyKind";

const ENGINES = ["testkit", ...(isOnPath("pulumi") ? (["pulumi"] as const) : [])] as const;

for (const engine of ENGINES) {
    describe(`a stack of dynamic resources that moves to the plugin, by the engine ${engine}`, () => {
        let stack: StackUnderTest;
        let opsManager: EmulatedOpsManager;
        before(async () => {
            stack = await StackUnderTest.open({ front: "dynamic", engine });
            opsManager = await EmulatedOpsManager.start({ atlas: stack.atlas });
            await stack.up(everyKind(stack.atlas, opsManager));
            await stack.serveBy("plugin");
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

        it("does not come back by itself: a preview shows what would be lost, and fails where that is protected", async () => {
            await stack.serveBy("dynamic");
            const preview = await stack.preview();
            expect(preview.ops).to.deep.include({
                payments: ["create", "delete"],
                ops: ["create", "delete"],
            });

            await stack.serveBy("plugin");
            const [payments, ...others] = everyKind(stack.atlas, opsManager);
            const program = [{ ...payments!, options: { protect: true } }, ...others];
            expect((await stack.up(program)).calls).to.deep.equal([]);
            await stack.serveBy("dynamic");
            const refused = await stack.fail("preview", program);
            expect(refused.said).to.contain("protect");
            expect(refused.calls).to.deep.equal([]);
            await stack.serveBy("plugin");
            await stack.up([payments!, ...others]);
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
}
