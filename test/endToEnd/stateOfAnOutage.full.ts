import { expect } from "chai";
import { accessList, from, serviceAccount, serviceAccountSecret } from "../support/stackDeclarations";
import type { StackUnderTest } from "../support/stackUnderTest";
import { recordRuns } from "../support/stackUnderTest";

const ALWAYS = Number.POSITIVE_INFINITY;
const STRANGER = "198.51.100.7";
const IN_JANUARY = "2026-01-15T08:00:00Z";
const OWN = "203.0.113.0/24";

/** A key that the program does not make has an entry of somebody else, which the program declares as well. */
async function tellOfAdditiveList(stack: StackUnderTest) {
    const { atlas } = stack;
    const { orgId } = atlas.payingOrganization;
    const { id: apiKeyId, accessList: entries } = atlas.addApiKey({ orgId });
    entries.set(STRANGER, { ...atlas.addAccessListEntry(apiKeyId, STRANGER), created: IN_JANUARY });
    await stack.setSetting("maxRetryMs", "1000");
    const list = accessList("list", { orgId, apiKeyId, mode: "additive", entries: [STRANGER, OWN] });
    const listed = () => [...atlas.apiKey(apiKeyId).accessList.keys()];

    const outage = atlas.faults.add({ method: "POST", path: /accessList/, status: 503, times: ALWAYS });
    await stack.fail("up", [list]);
    const before = await stack.state("list");
    atlas.faults.remove(outage);
    await stack.refresh();
    await stack.up();
    const after = await stack.state("list");
    const listedWhole = listed();
    await stack.destroy();
    return { before, after, listedWhole, listedAtEnd: listed() };
}

describe("an additive list whose first up met an outage", () => {
    const recorded = recordRuns(tellOfAdditiveList);

    it("has nothing to call its own after that", () => {
        const { id, outputs } = recorded().before;
        expect(id).to.match(/^[0-9a-f]{24}-[0-9a-f]{24}$/);
        expect(outputs).to.deep.include({ entries: [STRANGER], added: [] });
    });

    it("calls its own what the next up adds, and nothing else", () => {
        const { after, listedWhole } = recorded();
        expect(listedWhole).to.have.members([STRANGER, OWN]);
        expect(after.outputs["entries"]).to.have.members([STRANGER, OWN]);
        expect(after.outputs["added"]).to.deep.equal([OWN]);
    });

    it("leaves the entry of somebody else at Atlas when it is destroyed", () => {
        expect(recorded().listedAtEnd).to.deep.equal([STRANGER]);
    });
});

/** A service account, and a second secret of it, whose values stand in the state alone. */
async function tellOfThinAnswer(stack: StackUnderTest) {
    const { atlas } = stack;
    const { orgId } = atlas.payingOrganization;
    const account = serviceAccount("account", {
        ...{ orgId, name: "ci", description: "CI", roles: ["ORG_MEMBER"] },
        secretExpiresAfterHours: 8760,
    });
    const secret = serviceAccountSecret("secret", {
        ...{ orgId, clientId: from("account", "clientId"), secretExpiresAfterHours: 8760 },
    });
    await stack.up([account, secret]);
    const secretsIn = async () => [
        (await stack.state("account")).outputs["clientSecret"],
        (await stack.state("secret")).outputs["clientSecret"],
    ];
    const before = await secretsIn();
    const { name, description, roles, clientId, createdAt } = [...atlas.store.serviceAccounts.values()].at(
        -1,
    )!;

    const thin = atlas.faults.add({
        ...{ method: "GET", path: /serviceAccounts\/mdb_sa_id_[0-9a-f]+$/, times: ALWAYS },
        ...{ status: 200, body: { name, description, roles, clientId, createdAt } },
    });
    const refreshed = await stack.fail("refresh");
    atlas.faults.remove(thin);
    const after = await secretsIn();
    const next = await stack.up();
    return { before, after, refreshed, next };
}

describe("a refresh whose answer about a service account lacks its secrets", () => {
    const recorded = recordRuns(tellOfThinAnswer);

    it("fails, and names the field", () => {
        expect(recorded().refreshed.said)
            .to.match(/OrgServiceAccount\b.*secrets/)
            .and.match(/OrgServiceAccountSecret\b.*secrets/);
    });

    it("loses no secret from the state, which has the only copies", () => {
        const { before, after } = recorded();
        expect(before.filter((text) => typeof text === "string" && text.length > 20)).to.have.length(2);
        expect(after).to.deep.equal(before);
    });

    it("is followed by an up that changes nothing", () => {
        const { ops, writes } = recorded().next;
        expect(ops).to.deep.equal({ account: ["same"], secret: ["same"] });
        expect(writes).to.deep.equal([]);
    });
});
