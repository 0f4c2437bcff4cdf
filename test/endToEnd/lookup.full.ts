import { expect } from "chai";
import { useStack } from "../support/stackUnderTest";

describe("resources that a program looks up", () => {
    const opened = useStack();

    it("have their properties, and stay at Atlas when the stack is destroyed", async () => {
        const stack = opened();
        const { orgId, apiKeyId, publicKey } = stack.atlas.payingOrganization;
        stack.atlas.addAccessListEntry(apiKeyId, "203.0.113.0/24");

        const run = await stack.up([
            {
                kind: "Organization",
                name: "paying",
                lookup: orgId,
                shown: ["orgId", "name", "settings", "apiKeyId"],
            },
            {
                kind: "OrgApiKey",
                name: "own",
                lookup: `${orgId}-${apiKeyId}`,
                shown: ["orgId", "apiKeyId", "publicKey", "description", "roles", "privateKey"],
            },
            {
                kind: "OrgApiKeyAccessListEntry",
                name: "office",
                lookup: `${orgId}-${apiKeyId}-203.0.113.0/24`,
                shown: ["orgId", "apiKeyId", "cidrBlock", "ipAddress", "address"],
            },
            {
                kind: "LinkToken",
                name: "link",
                lookup: orgId,
                args: { linkToken: "known-from-elsewhere" },
                shown: ["orgId", "linkToken"],
            },
        ]);

        expect(run.ops).to.deep.equal({ paying: ["read"], own: ["read"], office: ["read"], link: ["read"] });
        expect(run.writes).to.deep.equal([]);
        expect(await stack.outputs()).to.deep.equal({
            paying: { orgId, name: "Paying organization" },
            own: {
                orgId,
                apiKeyId,
                publicKey,
                description: "key of the paying organization",
                // Atlas tells of the membership that every key has.
                roles: ["ORG_MEMBER", "ORG_OWNER"],
            },
            office: { orgId, apiKeyId, cidrBlock: "203.0.113.0/24", address: "203.0.113.0/24" },
            link: { orgId, linkToken: "known-from-elsewhere" },
        });
        expect(await stack.exportedState()).to.not.contain("known-from-elsewhere");

        expect((await stack.up()).ops).to.deep.equal({
            paying: ["read"],
            own: ["read"],
            office: ["read"],
            link: ["read"],
        });
        const destroyed = await stack.destroy();
        expect(destroyed.writes).to.deep.equal([]);
        expect(stack.atlas.apiKey(apiKeyId).accessList).to.have.lengthOf(1);
    });
});
