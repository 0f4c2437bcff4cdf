import { expect } from "chai";
import type { Declaration } from "../support/stackDeclarations";
import { from, getOrganization, getOrgApiKeys, organization } from "../support/stackDeclarations";
import { recordRuns } from "../support/stackUnderTest";

describe("look-ups in a program", () => {
    const recorded = recordRuns(async (stack) => {
        const { orgId, ownerId } = stack.atlas.payingOrganization;
        const program: Declaration[] = [
            getOrganization("paying", { orgId }),
            organization("payments", {
                name: "payments",
                orgOwnerId: ownerId,
                apiKey: { description: "pulumi", roles: ["ORG_OWNER"] },
            }),
            // Its credential is made by the same run.
            { kind: "Provider", name: "inside", args: from("payments", "credentials") },
            getOrgApiKeys("keys", { orgId: from("payments", "orgId") }, { provider: "inside" }),
        ];
        const preview = await stack.preview(program);
        const made = { run: await stack.up(), outputs: await stack.outputs() };
        const again = await stack.up();
        return { orgId, preview, made, again };
    });

    it("ask at preview what can be asked, and leave the rest unknown", () => {
        expect(recorded().preview.calls).to.deep.equal(["GET /orgs/{orgId}"]);
    });

    it("ask with the credential of their provider as soon as there is one", () => {
        const { made, orgId } = recorded();
        expect(made.outputs["paying"]).to.deep.equal({ orgId, name: "Paying organization" });
        expect(made.outputs["keys"]).to.have.nested.property("apiKeys[0].description", "pulumi");
        expect(made.run.calls.filter((call) => call.startsWith("GET"))).to.have.members([
            "GET /orgs/{orgId}",
            "GET /orgs/{orgId}/apiKeys",
        ]);
    });

    it("ask again in the next run, and change nothing", () => {
        const { again } = recorded();
        expect(Object.keys(again.changes)).to.deep.equal(["same"]);
        expect(again.writes).to.deep.equal([]);
    });
});
