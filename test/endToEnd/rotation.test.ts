import { expect } from "chai";
import {
    accessListEntry,
    from,
    linkToken,
    organization,
    orgApiKey,
    provider,
} from "../support/stackDeclarations";
import type { Declaration } from "../support/stackDeclarations";
import { useStack } from "../support/stackUnderTest";

interface KeyPair {
    readonly publicKey: string;
    readonly privateKey: string;
}

/** Resources of every kind that belong into an organization. */
function contents(orgId: unknown, options: { provider?: string } = {}): Declaration[] {
    return [
        orgApiKey("runner", { orgId, description: "CI", roles: ["ORG_MEMBER"] }, options),
        accessListEntry("ci", { orgId, apiKeyId: from("runner", "apiKeyId"), ipAddress: "1.2.3.4" }, options),
        linkToken("ops", { orgId }, options),
    ];
}

const UNTOUCHED = { runner: ["same"], ci: ["same"], ops: ["same"] };

describe("a rotated key", () => {
    const opened = useStack();

    it("of the stack's configuration touches no resource, and refresh says to run up first", async () => {
        const stack = opened();
        const { orgId, apiKeyId } = stack.atlas.payingOrganization;
        const program = contents(orgId);
        await stack.up(program);
        const { publicKey, privateKey } = stack.atlas.addApiKey({ orgId });
        stack.atlas.revokeApiKey(apiKeyId);
        await stack.setConfig("mongodbatlas:publicKey", publicKey);
        await stack.setConfig("mongodbatlas:privateKey", { secret: privateKey });

        const refused = await stack.fail("refresh");
        expect(refused.said).to.contain("401").and.contain("run `pulumi up` first");

        const rotated = await stack.up(program);
        expect(rotated.ops).to.deep.equal(UNTOUCHED);
        expect(rotated.calls).to.deep.equal([]);
        expect((await stack.refresh()).changes).to.deep.equal({ same: 4 });
    });

    it("of an explicit Provider updates the Provider in place and touches no resource", async () => {
        const stack = opened();
        const { id: orgId } = stack.atlas.addOrganization();
        const old = stack.atlas.addApiKey({ orgId });
        const program = ({ publicKey, privateKey }: KeyPair) => [
            provider("inside", { publicKey, privateKey }),
            ...contents(orgId, { provider: "inside" }),
        ];
        await stack.up(program(old));
        const fresh = stack.atlas.addApiKey({ orgId });
        stack.atlas.revokeApiKey(old.id);

        const refused = await stack.fail("refresh", program(fresh));
        expect(refused.said).to.contain("401").and.contain("run `pulumi up` first");

        const preview = await stack.preview(program(fresh));
        expect(preview.ops).to.deep.equal({ inside: ["update"], ...UNTOUCHED });
        const rotated = await stack.up(program(fresh));
        expect(rotated.ops).to.deep.equal({ inside: ["update"], ...UNTOUCHED });
        expect(rotated.calls).to.deep.equal([]);
        expect((await stack.refresh()).changes).to.deep.equal({ same: 5 });
    });

    it("of an organization that the program made goes into its credentials", async () => {
        const stack = opened();
        const { ownerId } = stack.atlas.payingOrganization;
        const program = (credentials?: KeyPair) => [
            organization("payments", {
                name: "payments",
                orgOwnerId: ownerId,
                apiKey: { description: "pulumi", roles: ["ORG_OWNER"] },
                ...(credentials && { credentials }),
            }),
            provider("inside", from("payments", "credentials")),
            ...contents(from("payments", "orgId"), { provider: "inside" }),
        ];
        await stack.up(program());
        const { id: orgId, outputs } = await stack.state("payments");
        const { publicKey, privateKey } = stack.atlas.addApiKey({ orgId: orgId! });
        stack.atlas.revokeApiKey(String(outputs["apiKeyId"]));

        const refused = await stack.fail("refresh");
        expect(refused.said).to.contain("401").and.contain("credentials");

        const wrong = { publicKey, privateKey: "00000000-0000-4000-8000-000000000000" };
        const rejected = await stack.fail("up", program(wrong));
        expect(rejected.said).to.contain("401");
        expect(rejected.writes).to.deep.equal([]);

        const fresh = { publicKey, privateKey };
        const rotated = await stack.up(program(fresh));
        expect(rotated.ops).to.deep.equal({ payments: ["update"], inside: ["update"], ...UNTOUCHED });
        expect(rotated.writes).to.deep.equal([]);
        expect((await stack.state("payments")).outputs["credentials"]).to.deep.equal(fresh);

        await stack.destroy();
        expect(stack.atlas.store.organizations.has(orgId!)).to.equal(false);
    });
});
