import { expect } from "chai";
import { failureOf } from "../../support/hostFailure";
import { DELETE, POST, useLinks } from "./useLinks";

describe("creating a LinkToken where there is a link, which Atlas refuses", () => {
    const { fixture, links, stored, inputsOf } = useLinks({ secondLinkToken: "conflict" });

    it("fails by default, and names aliases and onConflict", async () => {
        const token = fixture().addLink();

        const message = await failureOf(links().create(inputsOf()));

        expect(message)
            .to.match(/^LinkToken \S+: organization \w+ has a link already\. /)
            .and.contain("aliases")
            .and.contain('onConflict: "replace"')
            .and.contain("409");
        expect(fixture().calls()).to.deep.equal([`${POST} 409`]);
        expect(stored().map(({ linkToken }) => linkToken)).to.deep.equal([token]);
    });

    it('fails with onConflict "fail"', async () => {
        fixture().addLink();

        await failureOf(links().create(inputsOf({ onConflict: "fail" })));

        expect(fixture().calls()).to.deep.equal([`${POST} 409`]);
    });

    it('deletes it, then makes a new one, with onConflict "replace"', async () => {
        fixture().addLink();

        const { outs } = await links().create(inputsOf({ onConflict: "replace" }));

        expect(fixture().calls()).to.deep.equal([`${POST} 409`, `${DELETE} 204`, `${POST} 201`]);
        expect(stored().map(({ linkToken }) => linkToken)).to.deep.equal([outs["linkToken"]]);
    });

    it('deletes nothing with onConflict "replace" when the 409 is not Atlas\'s', async () => {
        const token = fixture().addLink();
        fixture().atlas.faults.add({ method: "POST", status: 409, body: "<title>Busy</title>" });

        const message = await failureOf(links().create(inputsOf({ onConflict: "replace" })));

        // Who has answered says nothing of what Atlas has made.
        expect(message).to.include("No error of Atlas has this form");
        expect(fixture().calls()).to.deep.equal([`${POST} 409`]);
        expect(stored().map(({ linkToken }) => linkToken)).to.deep.equal([token]);
    });

    it('goes on with onConflict "replace" when the link is gone by then', async () => {
        fixture().addLink();
        fixture().atlas.faults.add({ method: "DELETE", status: 404, takesEffect: true });

        await links().create(inputsOf({ onConflict: "replace" }));

        expect(fixture().calls()).to.deep.equal([
            `${POST} 409`,
            `${DELETE} 404`,
            "GET /orgs 200",
            `${POST} 201`,
        ]);
    });

    it('explains with onConflict "replace" that a migration uses the link', async () => {
        const token = fixture().addLink();
        const projectId = fixture().atlas.activateMigration(fixture().orgId);

        const message = await failureOf(links().create(inputsOf({ onConflict: "replace" })));

        expect(message).to.contain(`Projects: migrated (${projectId}).`);
        expect(stored().map(({ linkToken }) => linkToken)).to.deep.equal([token]);
    });
});

describe("creating a LinkToken where there is a link, which Atlas allows", () => {
    const { fixture, links, stored, inputsOf } = useLinks();

    it("creates a second link, as Atlas does not tell that there is one", async () => {
        fixture().addLink();

        await links().create(inputsOf());

        expect(stored()).to.have.lengthOf(2);
    });
});
