import { expect } from "chai";
import { useStack } from "../support/stackUnderTest";

describe("resources that a program looks up", () => {
    const opened = useStack();

    it("that do not exist fail the run, as do ids of another form", async () => {
        const stack = opened();
        const { orgId, apiKeyId } = stack.atlas.payingOrganization;
        const nowhere = `${orgId}-${apiKeyId}-198.51.100.1`;
        const missing = await stack.fail("up", [
            { kind: "OrgApiKeyAccessListEntry", name: "nowhere", lookup: nowhere },
        ]);
        expect(missing.said).to.contain(`${nowhere}: it does not exist in Atlas`);

        const malformed = await stack.fail("up", [{ kind: "OrgApiKey", name: "own", lookup: apiKeyId }]);
        expect(malformed.said).to.contain('which is "<orgId>-<apiKeyId>"');
    });
});
