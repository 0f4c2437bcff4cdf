import { expect } from "chai";
import { failureOf, recordedBy } from "../../support/hostFailure";
import { POST, useLinks } from "./useLinks";

for (const secondLinkToken of ["created", "conflict"] as const) {
    describe(`creating a LinkToken in the provider host, where a second one is ${secondLinkToken}`, () => {
        const { fixture, links, stored, inputsOf } = useLinks({ secondLinkToken });

        it("posts the addresses and returns the token that Atlas shows once", async () => {
            const accessListIps = ["203.0.113.10", "198.51.100.0/24"];

            const { id, outs } = await links().create(inputsOf({ accessListIps, keepers: { year: "1" } }));

            expect(fixture().calls()).to.deep.equal([`${POST} 201`]);
            expect(fixture().request(POST).body).to.deep.equal({ accessListIps });
            expect(stored()).to.have.lengthOf(1);
            expect(id).to.equal(fixture().orgId);
            expect(outs).to.deep.equal({
                orgId: fixture().orgId,
                accessListIps,
                keepers: { year: "1" },
                linkToken: stored()[0]?.linkToken,
                schemaVersion: 1,
            });
        });

        it("posts an empty list for none, and IPv6 in the spelling that Atlas takes", async () => {
            await links().create(inputsOf());
            expect(fixture().request(POST).body).to.deep.equal({ accessListIps: [] });

            fixture().renew();
            const { outs } = await links().create(inputsOf({ accessListIps: ["2001:DB8::1"] }));
            expect(fixture().request(POST).body).to.deep.equal({
                accessListIps: ["2001:db8:0:0:0:0:0:1"],
            });
            expect(outs["accessListIps"]).to.deep.equal(["2001:DB8::1"]);
        });

        for (const [what, fault] of [
            ["its answer is lost", { connection: "lost-after" }],
            ["the connection is lost before it took effect", { connection: "lost-before" }],
            ["it fails with a 500", { status: 500 }],
        ] as const) {
            it(`records nothing when ${what}, so that no link of somebody else is deleted for it`, async () => {
                const { atlas } = fixture();
                atlas.faults.add({ method: "POST", ...fault });
                const inputs = inputsOf({ accessListIps: ["203.0.113.10"] });

                const message = await failureOf(links().create(inputs));

                expect(fixture().calls()).to.have.lengthOf(1);
                expect(message)
                    .to.match(/^LinkToken \S+: POST /)
                    .and.contain(`Atlas may have made a link of organization ${fixture().orgId}`)
                    .and.contain("Run `pulumi up` again: it makes another one.");
                const isThere = stored().length > 0;
                const next = fixture().inNextRun((host) => host.resource("LinkToken").create(inputs));
                if (isThere && secondLinkToken === "conflict") {
                    expect(await failureOf(next)).to.contain('set onConflict: "replace"');
                } else {
                    const { outs } = await next;
                    expect(stored().map(({ linkToken }) => linkToken)).to.include(outs["linkToken"]);
                }
            });
        }

        it("records a link without token when Atlas answers without one, for the next up to replace", async () => {
            const { atlas, orgId } = fixture();
            atlas.faults.add({ method: "POST", status: 200, body: {}, takesEffect: true });
            const inputs = inputsOf({ accessListIps: ["203.0.113.10"] });

            const recorded = await recordedBy(links().create(inputs));

            expect(fixture().calls()).to.have.lengthOf(1);
            expect(stored()).to.have.lengthOf(1);
            expect(recorded.id).to.equal(orgId);
            expect(recorded.properties).to.deep.equal({ ...inputs, schemaVersion: 1 });
            expect(recorded.reasons).to.have.lengthOf(1);
            expect(recorded.reasons[0])
                .to.match(/^LinkToken \S+: POST /)
                .and.match(/Run `pulumi up` again: it deletes that link and makes a new one\.$/);
            expect(await links().diff(orgId, recorded.properties, inputs)).to.deep.equal({
                changes: true,
                replaces: ["linkToken"],
                deleteBeforeReplace: true,
            });

            const { outs } = await fixture().inNextRun(async (host) => {
                await host.resource("LinkToken").delete(orgId, recorded.properties);
                return host.resource("LinkToken").create(inputs);
            });
            expect(stored().map(({ linkToken }) => linkToken)).to.deep.equal([outs["linkToken"]]);
        });

        it("may be tried again in the same run after Atlas has refused it", async () => {
            fixture().atlas.faults.add({ method: "POST", status: 403, errorCode: "ACCESS_FORBIDDEN" });

            expect(await failureOf(links().create(inputsOf()))).to.contain("403 ACCESS_FORBIDDEN");
            await links().create(inputsOf());

            expect(stored()).to.have.lengthOf(1);
        });
    });
}
