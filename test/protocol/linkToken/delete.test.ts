import { expect } from "chai";
import { failureOf } from "../../support/hostFailure";
import { DELETE, useLinks } from "./useLinks";

describe("deleting a LinkToken in the provider host", () => {
    const { fixture, links, stored, inputsOf, created } = useLinks();

    it("deletes the organization's link", async () => {
        const linkToken = fixture().addLink();

        await links().delete(fixture().orgId, inputsOf({ linkToken }));

        expect(fixture().calls()).to.deep.equal([`${DELETE} 204`]);
        expect(stored()).to.be.empty;
    });

    it("is done when there is none, whatever code Atlas gives its 404", async () => {
        await links().delete(fixture().orgId, inputsOf());
        fixture().atlas.faults.add({ method: "DELETE", status: 404, errorCode: "SOMETHING_ELSE" });
        await links().delete(fixture().orgId, inputsOf());

        // Each time Atlas shows that it still knows the organization.
        const calls = [`${DELETE} 404`, "GET /orgs 200"];
        expect(fixture().calls()).to.deep.equal([...calls, ...calls]);
    });

    it("names the projects whose migrations are active, and no others", async () => {
        const { atlas, orgId } = fixture();
        const linkToken = fixture().addLink();
        const projectId = atlas.activateMigration(orgId, atlas.addProject({ orgId, name: "orders" }).id);
        atlas.addProject({ orgId, name: "bystander" });

        const message = await failureOf(links().delete(orgId, inputsOf({ linkToken })));

        expect(message)
            .to.match(
                /^LinkToken \S+: DELETE .*: 409 CANNOT_DELETE_ORG_ACTIVE_LIVE_MIGRATION_ATLAS_ORG_LINK /,
            )
            .and.match(new RegExp(` Projects: orders \\(${projectId}\\)\\.$`))
            .and.not.contain("bystander");
        expect(stored()).to.have.lengthOf(1);
    });

    it("still tells of the conflict when the projects cannot be listed", async () => {
        const { atlas, orgId } = fixture();
        const linkToken = fixture().addLink();
        atlas.activateMigration(orgId);
        atlas.faults.add({ path: "/orgs/{orgId}/groups", status: 500 });

        const message = await failureOf(links().delete(orgId, inputsOf({ linkToken })));

        expect(message).to.contain("Finish (cut over) or cancel").and.not.contain("Projects:");
    });

    it("says what a conflict means where Atlas's code does not", async () => {
        fixture().atlas.faults.add({ method: "DELETE", status: 409, errorCode: "UNEXPECTED_ERROR" });

        expect(await failureOf(links().delete(fixture().orgId, inputsOf()))).to.contain(
            "A live migration uses the link: finish or cancel it",
        );
    });

    it("fails on anything else", async () => {
        fixture().atlas.faults.add({ method: "DELETE", status: 403, errorCode: "ACCESS_FORBIDDEN" });

        expect(await failureOf(links().delete(fixture().orgId, inputsOf()))).to.match(
            /^LinkToken \S+: DELETE .*: 403 ACCESS_FORBIDDEN/,
        );
    });

    it("spares the token that this run has made for the organization, and says so", async () => {
        const { id, outs } = await created();

        await links().delete(id, { ...outs, linkToken: "the old one" });

        expect(fixture().calls()).to.be.empty;
        expect(stored().map(({ linkToken }) => linkToken)).to.deep.equal([outs["linkToken"]]);
        expect((await fixture().host.takeLines()).join("\n")).to.match(
            /^warning: LinkToken \S+: another LinkToken of the program is for the organization.*`aliases`/,
        );
    });
});
