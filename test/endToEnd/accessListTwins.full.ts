import { expect } from "chai";
import { from, accessListEntry, orgApiKey } from "../support/stackDeclarations";
import { recordRuns } from "../support/stackUnderTest";

const LIST = "/orgs/{orgId}/apiKeys/{apiUserId}/accessList";
const ONE = { ipAddress: "1.2.3.4" };

describe("two access-list entries of a program for one address", () => {
    const recorded = recordRuns(async (stack) => {
        const { orgId, apiKeyId } = {
            orgId: stack.atlas.payingOrganization.orgId,
            apiKeyId: from("runner", "apiKeyId"),
        };
        const runner = orgApiKey("runner", { orgId, description: "CI", roles: ["ORG_MEMBER"] });
        const first = accessListEntry("first", { orgId, apiKeyId, ...ONE, onConflict: "adopt" });
        const second = accessListEntry("second", {
            orgId,
            apiKeyId,
            cidrBlock: "1.2.3.4/32",
            onConflict: "adopt",
        });

        const knownLate = await stack.fail("up", [runner, first, second]);
        await stack.up([runner, first]);
        const previewed = await stack.fail("preview", [runner, first, second]);
        const key = String((await stack.state("runner")).outputs["apiKeyId"]);
        return { knownLate, previewed, key, listed: [...stack.atlas.apiKey(key).accessList.keys()] };
    });

    it("are refused by name in a preview, and by up where their key is made in the same run", () => {
        const { knownLate, previewed } = recorded();
        for (const { said } of [knownLate, previewed]) {
            expect(said).to.contain('"first"').and.contain('"second"').and.contain("declare it once");
        }
        expect(previewed.writes).to.deep.equal([]);
    });

    it("leave the one that stays at Atlas", () => {
        expect(recorded().listed).to.deep.equal(["1.2.3.4"]);
    });
});

describe("an access-list entry that is replaced by itself", () => {
    const recorded = recordRuns(async (stack) => {
        const { orgId } = stack.atlas.payingOrganization;
        const [bare, adopted, deletedFirst] = [0, 1, 2].map(() => stack.atlas.addApiKey({ orgId }));
        const keys = { bare: bare!, adopted: adopted!, deletedFirst: deletedFirst! };
        const program = [
            accessListEntry("bare", { orgId, apiKeyId: keys.bare.id, ...ONE }),
            accessListEntry("adopted", { orgId, apiKeyId: keys.adopted.id, ...ONE, onConflict: "adopt" }),
            accessListEntry(
                "deleted-first",
                { orgId, apiKeyId: keys.deletedFirst.id, ...ONE },
                { deleteBeforeReplace: true },
            ),
        ];
        await stack.up(program);
        const refused = await stack.fail("up", program, { replace: ["bare"] });
        const replaced = await stack.up(program, { replace: ["adopted", "deleted-first"] });
        const lists = Object.values(keys).map(({ accessList }) => [...accessList.keys()]);
        return { keys, refused, replaced, lists };
    });

    it("is told of both ways out without an option", () => {
        expect(recorded().refused.said)
            .to.contain("deleteBeforeReplace: true")
            .and.contain('onConflict: "adopt"');
    });

    it('stands there after one up with onConflict "adopt", and with deleteBeforeReplace without being written', () => {
        const { keys, replaced, lists } = recorded();
        expect(replaced.ops["adopted"]).to.include("create-replacement");
        expect(replaced.ops["deleted-first"]).to.include("create-replacement");
        expect(replaced.writesTo(keys.adopted.id)).to.deep.equal([`POST ${LIST}`]);
        expect(replaced.writesTo(keys.deletedFirst.id)).to.deep.equal([]);
        expect(lists).to.deep.equal([["1.2.3.4"], ["1.2.3.4"], ["1.2.3.4"]]);
    });
});
