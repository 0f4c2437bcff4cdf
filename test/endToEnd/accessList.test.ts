import { expect } from "chai";
import type { StoredApiKey } from "pulumi-atlas-org/testkit";
import type { Declaration } from "../support/stackDeclarations";
import { accessList, accessListEntry } from "../support/stackDeclarations";
import { recordRuns } from "../support/stackUnderTest";

const LIST = "/orgs/{orgId}/apiKeys/{apiUserId}/accessList";
const DELETE = `DELETE ${LIST}/{ipAddress}`;

/** Declares the list of a key of the paying organization, which Atlas has without the program. */
function listOf(
    { orgId, id }: StoredApiKey,
    name: string,
    entries: string[],
    others: object = {},
): Declaration {
    return accessList(name, { orgId, apiKeyId: id, entries, ...others });
}

function addressesOf(key: StoredApiKey): string[] {
    return [...key.accessList.keys()].sort();
}

describe("an access list in a stack", () => {
    const recorded = recordRuns(async (stack) => {
        const { atlas } = stack;
        const { orgId } = atlas.payingOrganization;
        const whole = atlas.addApiKey({ orgId });
        const shared = atlas.addApiKey({ orgId, accessList: ["192.0.2.1", "198.51.100.1"] });
        const revoked = atlas.addApiKey({ orgId });
        const lists = () => ({ whole: addressesOf(whole), shared: addressesOf(shared) });
        const program = [
            listOf(whole, "whole", ["192.0.2.1", "2001:DB8::1", "203.0.113.0/24"]),
            listOf(shared, "shared", ["192.0.2.1", "192.0.2.2"], { mode: "additive" }),
        ];

        const made = await stack.up([...program, listOf(revoked, "revoked", ["192.0.2.1"])]);
        const listsMade = lists();

        const respelled = await stack.up([
            listOf(whole, "whole", ["203.0.113.0/24", "2001:db8:0::1", "192.0.2.1/32"]),
            ...program.slice(1),
            listOf(revoked, "revoked", ["192.0.2.1"]),
        ]);

        atlas.removeAccessListEntry(whole.id, "192.0.2.1");
        atlas.addAccessListEntry(whole.id, "198.51.100.9");
        atlas.removeAccessListEntry(shared.id, "192.0.2.2");
        atlas.revokeApiKey(revoked.id);
        const refreshed = await stack.refresh();
        const entriesRefreshed = (await stack.state("whole")).outputs["entries"];

        const previewed = await stack.preview(program);
        const listsPreviewed = lists();
        const repaired = await stack.up(program);
        const listsRepaired = lists();

        const both = accessListEntry("one", { orgId, apiKeyId: whole.id, ipAddress: "192.0.2.9" });
        const overlapping = await stack.fail("up", [...program, both]);
        const twice = await stack.fail("up", [...program, listOf(whole, "twin", ["192.0.2.9"])]);
        const listsRefused = lists();

        await stack.up(program);
        const destroyed = await stack.destroy();
        return {
            ...{ whole, shared, made, listsMade, respelled, refreshed, entriesRefreshed, previewed },
            ...{ listsPreviewed, repaired, listsRepaired, overlapping, twice, listsRefused },
            destroyed,
            listsAtLast: lists(),
        };
    });

    it("is made in one post, or in a second one for what does not stand there yet", () => {
        const { made, listsMade, whole, shared } = recorded();
        expect(made.writesTo(whole.id)).to.deep.equal([`POST ${LIST}`]);
        expect(made.writesTo(shared.id)).to.deep.equal([`POST ${LIST}`, `POST ${LIST}`]);
        expect(listsMade).to.deep.equal({
            whole: ["192.0.2.1", "2001:db8::1", "203.0.113.0/24"],
            shared: ["192.0.2.1", "192.0.2.2", "198.51.100.1"],
        });
    });

    it("is left alone when only order and spelling change", () => {
        const { respelled } = recorded();
        expect(respelled.ops).to.deep.equal({ whole: ["same"], shared: ["same"], revoked: ["same"] });
        expect(respelled.calls).to.deep.equal([]);
    });

    it("is found changed by refresh with one call, and gone with its key", () => {
        const { refreshed, entriesRefreshed, whole, shared } = recorded();
        expect(refreshed.callsTo(whole.id)).to.deep.equal([`GET ${LIST}`]);
        expect(refreshed.callsTo(shared.id)).to.deep.equal([`GET ${LIST}`]);
        expect(refreshed.changes).to.include({ update: 2, delete: 1 });
        expect(refreshed.said).to.match(/the next `pulumi up` removes .*: 198\.51\.100\.9\./);
        expect(entriesRefreshed).to.deep.equal(["2001:DB8::1", "203.0.113.0/24", "198.51.100.9"]);
    });

    it("tells in a preview what it will remove, and does nothing", () => {
        const { previewed, listsPreviewed } = recorded();
        expect(previewed.ops).to.deep.equal({ whole: ["update"], shared: ["update"] });
        expect(previewed.saidOf("whole") || previewed.said).to.contain("198.51.100.9");
        expect(previewed.writes).to.deep.equal([]);
        expect(listsPreviewed.whole).to.include("198.51.100.9");
    });

    it("is put right by the next up", () => {
        const { repaired, listsRepaired, whole, shared } = recorded();
        expect(repaired.writesTo(whole.id)).to.deep.equal([`POST ${LIST}`, DELETE]);
        expect(repaired.writesTo(shared.id)).to.deep.equal([`POST ${LIST}`]);
        expect(listsRepaired).to.deep.equal({
            whole: ["192.0.2.1", "2001:db8::1", "203.0.113.0/24"],
            shared: ["192.0.2.1", "192.0.2.2", "198.51.100.1"],
        });
    });

    it("is refused beside an entry or a list of the same key, both by name", () => {
        const { overlapping, twice, listsRefused, listsRepaired } = recorded();
        expect(overlapping.said).to.contain('"one"').and.contain('"whole"');
        expect(twice.said).to.contain('"twin"').and.contain('"whole"');
        expect(listsRefused).to.deep.equal(listsRepaired);
    });

    it("is said to be empty then, if it is: its key may be used from everywhere", () => {
        const { destroyed, whole, shared } = recorded();
        expect(destroyed.said).to.contain(`the access list of key ${whole.id} has lost its last entry`);
        expect(destroyed.said).to.not.contain(shared.id);
    });

    it("goes with the stack, but for what it has not put there when additive", () => {
        expect(recorded().listsAtLast).to.deep.equal({
            whole: [],
            shared: ["192.0.2.1", "198.51.100.1"],
        });
    });
});
