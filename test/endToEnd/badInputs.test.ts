import { expect } from "chai";
import { FRONT } from "../support/front";
import {
    accessListEntry,
    from,
    linkToken,
    organization,
    orgApiKey,
    output,
    provider,
} from "../support/stackDeclarations";
import { useStack } from "../support/stackUnderTest";

const apiKeyId = "0123456789abcdef01234567";
const PRIVATE_KEY = "01234567-89ab-cdef-0123-456789abcdef";

describe("a program with bad inputs", () => {
    const opened = useStack();

    it("is refused at preview also where the engine cannot ask a provider that is not known yet", async () => {
        const stack = opened();
        const { ownerId } = stack.atlas.payingOrganization;
        const orgId = from("payments", "orgId");
        const inside = { provider: "inside" };
        stack.watchFor(PRIVATE_KEY);

        const imported = orgApiKey(
            "imported",
            { orgId, description: "CI", roles: ["ORG_MEMBER"] },
            { import: "a-b" },
        );
        const refused = await stack.fail("preview", [
            organization("payments", {
                name: "payments",
                orgOwnerId: ownerId,
                apiKey: { description: "pulumi", roles: ["ORG_OWNER"] },
            }),
            provider("inside", from("payments", "credentials")),
            provider("swapped", { publicKey: PRIVATE_KEY, privateKey: "abcdefgh" }),
            organization("unmanageable", { name: "shared", orgOwnerId: ownerId }),
            orgApiKey("runner", { orgId, description: "CI", roles: ["ORG_KING"] }, inside),
            accessListEntry("ci", { orgId, apiKeyId, cidrBlock: "203.0.113.5/24" }, inside),
            accessListEntry("both", {
                orgId,
                apiKeyId: "abcdefgh",
                ipAddress: "1.2.3.4",
                cidrBlock: "1.2.3.4/32",
            }),
            linkToken("ops", { orgId, accessListIps: ["1.2.3.4", "1.2.3.4/33"], keeper: "1" }, inside),
            ...(FRONT === "dynamic" ? [imported] : []),
        ]);

        for (const problem of [
            /Provider "swapped": publicKey holds a private key/,
            /Organization "unmanageable": apiKey: .*nobody could manage it/,
            /OrgApiKey "runner": roles: "ORG_KING" is not a role/,
            /OrgApiKeyAccessListEntry "ci": cidrBlock: .*203\.0\.113\.0\/24/,
            /OrgApiKeyAccessListEntry "both": apiKeyId: .*looks like the public key.* not both/,
            /LinkToken "ops": keeper: there is no such input.* accessListIps: "1\.2\.3\.4\/33": the prefix length/,
            ...(FRONT === "dynamic" ? [/OrgApiKey "imported": Pulumi cannot import .* existingOrgId/] : []),
        ]) {
            expect(refused.said).to.match(problem);
        }
        expect(refused.calls).to.deep.equal([]);
    });

    it("is refused at preview by the provider, where constructors cannot see the values", async () => {
        const stack = opened();
        const { orgId, ownerId } = stack.atlas.payingOrganization;
        const refusedKey = await stack.fail("preview", [
            orgApiKey("runner", { orgId, description: output(""), roles: output([]) }),
        ]);
        expect(refusedKey.said).to.match(/description.*must be a text that is not empty/);
        expect(refusedKey.said).to.match(/roles.*must name at least one role/);

        // An organization that locks its own key out can be told from one that exists only by the provider.
        const refusedOrganization = await stack.fail("preview", [
            organization("payments", {
                name: "payments",
                orgOwnerId: ownerId,
                apiKey: output({ description: "pulumi", roles: ["ORG_MEMBER"] }),
                settings: { apiAccessListRequired: true },
            }),
        ]);
        expect(refusedOrganization.said).to.match(/apiKey.*roles must include ORG_OWNER/);
        expect(refusedOrganization.said).to.match(
            /settings.*would lock the new organization's credential out/,
        );
        expect([...refusedKey.calls, ...refusedOrganization.calls]).to.deep.equal([]);
    });

    it("is told what it means when an organization has no credentials", async () => {
        const refused = await opened().fail("preview", [provider("none", output({}))]);

        expect(refused.said).to.match(
            /Provider "none": there is no credential\. .* An Organization that was taken over/,
        );
    });
});
