import { expect } from "chai";
import { organization } from "../support/stackDeclarations";
import type { Declaration } from "../support/stackDeclarations";
import type { StackUnderTest } from "../support/stackUnderTest";
import { useStack } from "../support/stackUnderTest";

const SETTINGS = "/orgs/{orgId}/settings";

function program({ atlas }: StackUnderTest): Declaration[] {
    return [
        organization("payments", {
            name: "payments",
            orgOwnerId: atlas.payingOrganization.ownerId,
            apiKey: { description: "pulumi", roles: ["ORG_OWNER"] },
            settings: { multiFactorAuthRequired: true },
        }),
    ];
}

function organizationsIn({ atlas }: StackUnderTest) {
    return [...atlas.store.organizations.values()].filter(({ isPaying }) => !isPaying);
}

/** The organization is made, the call for its settings fails. */
async function failAtSettings(stack: StackUnderTest): Promise<void> {
    stack.atlas.faults.add({ method: "PATCH", path: SETTINGS });
    const failed = await stack.fail("up", program(stack));
    expect(failed.said).to.contain("UNEXPECTED_ERROR").and.contain("run `pulumi up` again");
    expect(failed.writes).to.deep.equal(["POST /orgs", `PATCH ${SETTINGS}`]);
}

describe("an organization whose settings could not be made", () => {
    const opened = useStack();

    it("is kept in the state with its credential, and repaired by the next up", async () => {
        const stack = opened();
        await failAtSettings(stack);
        const [made] = organizationsIn(stack);
        const [key] = stack.atlas.store.apiKeysOf(made!.id);
        const state = await stack.state("payments");
        expect(state.id).to.equal(made!.id);
        expect(state.initErrors).to.have.lengthOf(1);
        expect(state.outputs["credentials"]).to.deep.equal({
            publicKey: key!.publicKey,
            privateKey: key!.privateKey,
        });

        const repaired = await stack.up();
        expect(repaired.ops).to.deep.equal({ payments: ["update"] });
        expect(repaired.calls).to.deep.equal([`PATCH ${SETTINGS}`]);
        expect(organizationsIn(stack)).to.deep.equal([made]);
        expect(organizationsIn(stack)[0]!.settings.multiFactorAuthRequired).to.equal(true);
        expect((await stack.state("payments")).initErrors).to.deep.equal([]);
        expect((await stack.up()).ops).to.deep.equal({ payments: ["same"] });
    });

    it("is repaired by the next up with a refresh in between, too", async () => {
        const stack = opened();
        await failAtSettings(stack);
        await stack.refresh();
        const repaired = await stack.up();
        expect(repaired.calls).to.deep.equal([`PATCH ${SETTINGS}`]);
        expect(organizationsIn(stack)).to.have.lengthOf(1);
        expect(organizationsIn(stack)[0]!.settings.multiFactorAuthRequired).to.equal(true);
    });

    it("is destroyed right after, and nothing is left", async () => {
        const stack = opened();
        await failAtSettings(stack);
        await stack.destroy();
        expect(organizationsIn(stack)).to.deep.equal([]);
        expect(stack.atlas.store.apiKeys).to.have.lengthOf(1);
    });
});

describe("an organization whose creation was answered by a broken connection", () => {
    const opened = useStack();

    it("is reported with its name and how to go on, and not sent twice in the run", async () => {
        const stack = opened();
        stack.atlas.faults.add({ method: "POST", path: "/orgs", connection: "lost-after" });
        const failed = await stack.fail("up", program(stack));
        expect(failed.writes).to.deep.equal(["POST /orgs"]);
        expect(failed.said).to.contain('"payments"').and.contain("existingOrgId");

        // As the error says: a key made by hand, and the organization taken over.
        const [lost] = organizationsIn(stack);
        const { publicKey, privateKey } = stack.atlas.addApiKey({ orgId: lost!.id });
        await stack.up([
            organization("payments", {
                name: "payments",
                existingOrgId: lost!.id,
                credentials: { publicKey, privateKey },
                settings: { multiFactorAuthRequired: true },
            }),
        ]);
        expect(organizationsIn(stack)).to.deep.equal([lost]);
        expect(lost!.settings.multiFactorAuthRequired).to.equal(true);
    });
});

describe("an organization that exists", () => {
    const opened = useStack();

    it("is taken over with existingOrgId, and let go of or deleted as deleteAdopted says", async () => {
        const stack = opened();
        const { id: existingOrgId } = stack.atlas.addOrganization({ name: "legacy" });
        const { publicKey, privateKey } = stack.atlas.addApiKey({ orgId: existingOrgId });
        const args = { name: "payments", existingOrgId, credentials: { publicKey, privateKey } };

        const taken = await stack.up([organization("payments", args)]);
        expect(taken.ops).to.deep.equal({ payments: ["create"] });
        expect(taken.calls).to.deep.equal(["GET /orgs/{orgId}", "PATCH /orgs/{orgId}"]);
        expect(stack.atlas.organization(existingOrgId).name).to.equal("payments");

        const left = await stack.destroy();
        expect(left.said).to.contain("was taken over, not created, and is left as it is");
        expect(left.calls).to.deep.equal([]);

        await stack.up([organization("payments", args)]);
        const steered = await stack.up([organization("payments", { ...args, deleteAdopted: true })]);
        expect(steered.ops).to.deep.equal({ payments: ["update"] });
        expect(steered.calls).to.deep.equal([]);
        await stack.destroy();
        expect(organizationsIn(stack)).to.deep.equal([]);
    });

    it("may be the provider's own, which needs no credentials", async () => {
        const stack = opened();
        const { orgId } = stack.atlas.payingOrganization;
        await stack.up([organization("paying", { name: "Paying organization", existingOrgId: orgId })]);
        await stack.destroy();
        expect(stack.atlas.organization(orgId).name).to.equal("Paying organization");
    });
});
