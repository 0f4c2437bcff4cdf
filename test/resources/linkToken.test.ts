import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import * as atlas from "pulumi-atlas-org";
import { lateFailuresOf, newOrgId, optionsOf, useMocks, valueOf } from "../support/hostMocks";

describe("a second LinkToken in a program", () => {
    useMocks();
    const refusal = (orgId: string) =>
        `LinkToken "second": the LinkToken "first" of this program is for organization ${orgId} already. Atlas cannot tell two apart: deleting one would delete the other. Keep one.`;

    it("is refused for the same organization", async () => {
        const orgId = newOrgId();

        const failures = await lateFailuresOf(() => {
            new atlas.LinkToken("first", { orgId });
            new atlas.LinkToken("second", { orgId });
        });

        expect(failures).to.deep.equal([refusal(orgId)]);
    });

    it("is refused also when the organization becomes known only later", async () => {
        const orgId = newOrgId();

        const failures = await lateFailuresOf(() => {
            new atlas.LinkToken("first", { orgId: Promise.resolve(orgId) });
            new atlas.LinkToken("second", { orgId: pulumi.output(Promise.resolve(orgId)) });
        });

        expect(failures).to.deep.equal([refusal(orgId)]);
    });

    it("is welcome for another organization, and as a lookup", async () => {
        const orgId = newOrgId();

        const failures = await lateFailuresOf(() => {
            new atlas.LinkToken("first", { orgId });
            new atlas.LinkToken("second", { orgId: newOrgId() });
            atlas.LinkToken.get("third", orgId);
        });

        expect(failures).to.be.empty;
    });
});

describe("LinkTokens outside any stack, as in the unit tests of a program", () => {
    useMocks();

    it("do not know of each other", async () => {
        const orgId = newOrgId();

        const [first, second] = [new atlas.LinkToken("it", { orgId }), new atlas.LinkToken("it", { orgId })];

        expect(await valueOf(first.orgId)).to.equal(orgId);
        expect(await valueOf(second.orgId)).to.equal(orgId);
    });
});

describe("a LinkToken's order of replacement", () => {
    useMocks();

    it("is delete, then create, whatever the program says", () => {
        const options = optionsOf(
            (given) =>
                new atlas.LinkToken("it", { orgId: newOrgId() }, { ...given, deleteBeforeReplace: false }),
        );

        expect(options.deleteBeforeReplace).to.be.true;
    });
});
