import { expect } from "chai";
import * as atlas from "pulumi-atlas-org";
import { lateFailuresOf, newOrgId, useMocks } from "../support/hostMocks";

describe("a second Organization in a program", () => {
    useMocks();

    it("is refused if it takes over the same organization, also where that becomes known only later", async () => {
        const existingOrgId = newOrgId();

        const failures = await lateFailuresOf(() => {
            new atlas.Organization("first", { name: "a", existingOrgId });
            new atlas.Organization("second", { name: "a", existingOrgId: Promise.resolve(existingOrgId) });
        });

        expect(failures).to.have.lengthOf(1);
        expect(failures[0])
            .to.contain(`Organization "second": the Organization "first" of this program has taken over`)
            .and.contain(existingOrgId);
    });

    it("is welcome if it takes over another one, is new, or is looked up", async () => {
        const existingOrgId = newOrgId();
        const apiKey = { description: "d", roles: ["ORG_OWNER" as const] };

        const failures = await lateFailuresOf(() => {
            new atlas.Organization("first", { name: "a", existingOrgId });
            new atlas.Organization("second", { name: "a", existingOrgId: newOrgId() });
            new atlas.Organization("third", { name: "a", apiKey });
            new atlas.Organization("fourth", { name: "a", apiKey });
            atlas.Organization.get("fifth", existingOrgId);
        });

        expect(failures).to.be.empty;
    });
});
