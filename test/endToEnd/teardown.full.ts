import { expect } from "chai";
import { manyAddresses } from "../support/addresses";
import {
    accessListEntry,
    from,
    orgApiKey,
    serviceAccount,
    serviceAccountEntry,
} from "../support/stackDeclarations";
import type { StackUnderTest } from "../support/stackUnderTest";
import { recordRuns } from "../support/stackUnderTest";

const ADDRESSES = manyAddresses(300);

async function tellOfManyEntries(stack: StackUnderTest) {
    const { orgId } = stack.atlas.payingOrganization;
    await stack.up([
        orgApiKey("busy", { orgId, description: "busy", roles: ["ORG_MEMBER"] }),
        ...ADDRESSES.map((ipAddress) =>
            accessListEntry(ipAddress, { orgId, apiKeyId: from("busy", "apiKeyId"), ipAddress }),
        ),
    ]);
    const before = stack.atlas.store.apiKeys.size;
    const destroyed = await stack.destroy();
    const requests = stack.atlas.requests.map(({ method, status }) => `${method} ${status}`);
    return { before, destroyed, requests, after: stack.atlas.store.apiKeys.size };
}

describe("the destroy of a key with 300 entries, all made by one program", () => {
    const recorded = recordRuns(tellOfManyEntries);

    it("takes one call, and the challenge before it", () => {
        expect(recorded().requests).to.deep.equal(["DELETE 401", "DELETE 204"]);
    });

    it("leaves the list as it is for as long as the key is there", () => {
        const { destroyed, before, after } = recorded();
        expect(destroyed.writes).to.deep.equal(["DELETE /orgs/{orgId}/apiKeys/{apiUserId}"]);
        expect(after).to.equal(before - 1);
    });
});

async function tellOfFullAccount(stack: StackUnderTest) {
    const { orgId } = stack.atlas.payingOrganization;
    const account = { orgId, name: "busy", description: "busy", roles: ["ORG_MEMBER"] };
    await stack.up([
        serviceAccount("busy", { ...account, secretExpiresAfterHours: 8760 }),
        ...ADDRESSES.slice(0, 200).map((ipAddress) =>
            serviceAccountEntry(ipAddress, { orgId, clientId: from("busy", "clientId"), ipAddress }),
        ),
    ]);
    const made = stack.atlas.store.serviceAccountsOf(orgId).map(({ accessList }) => accessList.size);
    const destroyed = await stack.destroy();
    const requests = stack.atlas.requests.map(({ method, status }) => `${method} ${status}`);
    return { made, destroyed, requests, left: stack.atlas.store.serviceAccountsOf(orgId).length };
}

describe("the destroy of a service account with a full list, all made by one program", () => {
    const recorded = recordRuns(tellOfFullAccount);

    it("takes one call, and leaves the list as it is for as long as the account is there", () => {
        const { made, destroyed, requests, left } = recorded();
        expect(made).to.deep.equal([200]);
        expect(destroyed.writes).to.deep.equal(["DELETE /orgs/{orgId}/serviceAccounts/{clientId}"]);
        expect(requests).to.deep.equal(["DELETE 401", "DELETE 204"]);
        expect(left).to.equal(0);
    });
});
