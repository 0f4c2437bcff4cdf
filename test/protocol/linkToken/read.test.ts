import { expect } from "chai";
import { failureOf } from "../../support/hostFailure";
import { useLinks } from "./useLinks";

const GET_ORGANIZATION = "GET /orgs/{orgId}";

describe("reading a LinkToken in the provider host", () => {
    const { fixture, links, inputsOf, created } = useLinks();

    it("lets state stand as long as the organization lives", async () => {
        const { id, outs } = await created({ accessListIps: ["203.0.113.10"] });
        fixture().atlas.removeLink(fixture().orgId);

        const { props, inputs } = await links().read(id, outs);

        expect(fixture().calls()).to.deep.equal([`${GET_ORGANIZATION} 200`]);
        expect(props).to.deep.equal(outs);
        // Pulumi keeps those in state: only they know what the program declares beside it.
        expect(inputs).to.equal(undefined);
    });

    it("finds it gone with its organization", async () => {
        const { id, outs } = await created();
        fixture().loseOrganization(id);

        expect(await links().read(id, outs)).to.deep.include({ id: "" });
    });

    it("finds it gone with an organization that is being deleted", async () => {
        const { id, outs } = await created();
        const { orgId } = fixture();
        fixture().atlas.faults.add({
            method: "GET",
            status: 200,
            body: { id: orgId, name: "Paying organization", isDeleted: true },
        });

        expect(await links().read(id, outs)).to.deep.include({ id: "" });
    });

    it("blames no rotation when a role is missing", async () => {
        const { id, outs } = await created();
        fixture().atlas.faults.add({ method: "GET", status: 401, errorCode: "NOT_ORG_OWNER" });

        expect(await failureOf(links().read(id, outs)))
            .to.contain("401 NOT_ORG_OWNER")
            .and.not.contain("rotated");
    });

    it("does not take 401 for gone, and says what may be the matter", async () => {
        const { id, outs } = await created();
        fixture().atlas.removeOrganization(fixture().orgId);

        expect(await failureOf(links().read(id, outs))).to.match(
            /^LinkToken \S+: GET .*: 401 .* use the settings of the last `pulumi up`, its credential among them: if they have changed since, run `pulumi up` first, or add `--run-program`\. If what the credential belongs to is gone for good, .* `pulumi state delete <URN>`/,
        );
    });

    it("is looked up by the organization, without a token or with what the program knows", async () => {
        expect((await links().read(fixture().orgId, inputsOf())).props).to.deep.equal({
            orgId: fixture().orgId,
            schemaVersion: 1,
        });
        const known = inputsOf({ linkToken: "a token" });
        expect((await links().read(fixture().orgId, known)).props).to.include({ linkToken: "a token" });
    });

    it("fails a lookup in an organization that is not there", async () => {
        fixture().loseOrganization(fixture().orgId);

        expect(await failureOf(links().read(fixture().orgId, inputsOf()))).to.contain(
            "does not exist in Atlas",
        );
    });
});
