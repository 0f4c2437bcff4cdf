import { expect } from "chai";
import { failureOf } from "../../support/hostFailure";
import { useOrganizations } from "./useOrganizations";

const DELETE = "DELETE /orgs/{orgId}";
const GET = "GET /orgs/{orgId}";
const GET_PROJECTS = "GET /orgs/{orgId}/groups";

describe("deleting an Organization in the provider host", () => {
    const { fixture, organizations, created, existing, callers } = useOrganizations();
    const isThere = (id: string) => fixture().atlas.store.organizations.has(id);

    it("deletes it with its own key", async () => {
        const { id, outs } = await created();

        await organizations().delete(id, outs);

        expect(fixture().calls()).to.deep.equal([`${DELETE} 204`]);
        expect(callers()).to.deep.equal([(outs["credentials"] as { publicKey: string }).publicKey]);
        expect(isThere(id)).to.be.false;
    });

    it("is done when Atlas says that it is gone", async () => {
        const { id, outs } = await created();
        fixture().loseOrganization(id);

        await organizations().delete(id, outs);
    });

    for (const [what, fault, found] of [
        ["its answer is lost", { connection: "lost-after" }, undefined],
        ["it fails with a 500 half-way", { status: 500, takesEffect: true }, undefined],
        [
            "a 503 comes and the organization is being deleted",
            { status: 503 },
            { status: 200, body: { name: "x", isDeleted: true } },
        ],
    ] as const) {
        it(`is done when ${what}, as its key dies with it`, async () => {
            const { id, outs } = await created();
            fixture().atlas.faults.add({ method: "DELETE", ...fault });
            if (found !== undefined) {
                fixture().atlas.faults.add({ method: "GET", ...found, body: { id, ...found.body } });
            }

            await organizations().delete(id, outs);

            const deletions = fixture()
                .calls()
                .filter((call) => call.startsWith(DELETE));
            expect(deletions).to.have.lengthOf(1);
            const lookup = fixture().atlas.requests.at(-1);
            expect(lookup).to.include({ endpoint: GET, status: found?.status ?? 401 });
        });
    }

    it("is done when a 500 comes, and Atlas does not know the organization any more", async () => {
        const { id, outs } = await created();
        fixture().atlas.faults.add({ method: "DELETE", status: 500 });
        fixture().loseOrganization(id);

        await organizations().delete(id, outs);

        expect(fixture().calls()).to.deep.equal([`${DELETE} 500`, `${GET} 404`, "GET /orgs 200"]);
    });

    for (const [what, fault] of [
        ["the connection is lost before it took effect", { connection: "lost-before" }],
        ["it fails with a 500", { status: 500 }],
    ] as const) {
        it(`fails when ${what} and the organization is still there`, async () => {
            const { id, outs } = await created();
            fixture().atlas.faults.add({ method: "DELETE", ...fault });

            expect(await failureOf(organizations().delete(id, outs))).to.match(
                /^Organization \S+: DELETE \/orgs\//,
            );

            expect(isThere(id)).to.be.true;
        });
    }

    it("fails when not even the look-up afterwards tells", async () => {
        const { id, outs } = await created();
        fixture().atlas.faults.add({ method: "DELETE", connection: "lost-before" });
        fixture().atlas.faults.add({ method: "GET", status: 500 });

        await failureOf(organizations().delete(id, outs));
    });

    it("names the projects of an organization that is not empty", async () => {
        const { id, outs } = await created();
        const { id: orders } = fixture().atlas.addProject({ orgId: id, name: "orders" });
        const { id: carts } = fixture().atlas.addProject({ orgId: id, name: "carts" });

        const message = await failureOf(organizations().delete(id, outs));

        expect(message)
            .to.match(/^Organization \S+: DELETE .*: 409 ORG_NOT_EMPTY /)
            .and.match(new RegExp(` Projects: orders \\(${orders}\\), carts \\(${carts}\\)\\.$`));
        expect(fixture().calls()).to.deep.equal([`${DELETE} 409`, `${GET_PROJECTS} 200`]);
        expect(isThere(id)).to.be.true;
    });

    it("names the projects whose migrations hold the organization's link", async () => {
        const { id, outs } = await created();
        const { id: orders } = fixture().atlas.addProject({ orgId: id, name: "orders" });
        fixture().atlas.addProject({ orgId: id, name: "bystander" });
        fixture().atlas.faults.add({
            method: "DELETE",
            status: 409,
            body: {
                error: 409,
                errorCode: "CANNOT_DELETE_ORG_ACTIVE_LIVE_MIGRATION_ATLAS_ORG_LINK",
                detail: `Cannot delete organization link while there is active migration in following project ids: ${orders}`,
            },
        });

        const message = await failureOf(organizations().delete(id, outs));

        expect(message)
            .to.contain("live migrations")
            .and.contain(`Projects: orders (${orders}).`)
            .and.not.contain("bystander");
    });

    it("says what to do about unpaid invoices", async () => {
        const { id, outs } = await created();
        fixture().atlas.organization(id).isUnpaid = true;

        expect(await failureOf(organizations().delete(id, outs))).to.match(
            /: 402 CANNOT_DELETE_ORG_FAILED_PAYMENTS .* Settle the organization's payment/,
        );
    });

    it("does not take a gateway's 401 for done after a DELETE that failed half-way", async () => {
        const { id, outs } = await created();
        fixture().atlas.faults.add({ method: "DELETE", status: 503 });
        fixture().atlas.faults.add({ method: "GET", status: 401, body: "<html>401 Unauthorized</html>" });

        expect(await failureOf(organizations().delete(id, outs))).to.match(/: 503 /);
        expect(isThere(id)).to.be.true;
    });

    it("does not take a 401 for done when its own DELETE was refused, and advises", async () => {
        const { id, outs } = await created();
        fixture().atlas.revokeApiKey(String(outs["apiKeyId"]));

        expect(await failureOf(organizations().delete(id, outs))).to.match(
            /: 401 .*put it into `credentials`.* `pulumi destroy` use the settings of the last `pulumi up`.*gone for good, as after a destroy that was interrupted.* `pulumi state delete <URN>`/,
        );
        expect(isThere(id)).to.be.true;
    });

    describe("that was taken over", () => {
        async function takenOver(values: object = {}) {
            const { orgId, credentials } = existing();
            const inputs = { name: "existing", existingOrgId: orgId, credentials, ...values };
            const made = await organizations().create(inputs);
            fixture().forget();
            return made;
        }

        for (const deleteAdopted of [null, false]) {
            it(`lets go of it without a call, with deleteAdopted ${String(deleteAdopted)}`, async () => {
                const { id, outs } = await takenOver({ deleteAdopted });

                await organizations().delete(id, outs);

                expect(fixture().calls()).to.be.empty;
                expect((await fixture().host.takeLines()).join("\n")).to.match(
                    /^warning: Organization \S+: \w+ was taken over, not created, and is left as it is\..*deleteAdopted: true/,
                );
            });
        }

        it("deletes it with deleteAdopted", async () => {
            const { id, outs } = await takenOver({ deleteAdopted: true });

            await fixture().inNextRun((host) => host.resource("Organization").delete(id, outs));

            expect(fixture().calls()).to.deep.equal([`${DELETE} 204`]);
        });

        it("lets go of it also when existingOrgId was removed from the program meanwhile", async () => {
            const { id, outs } = await takenOver();
            const { credentials } = outs;
            const state = await organizations().update(id, outs, { name: "existing", credentials });
            expect(state).to.not.have.property("existingOrgId");

            await organizations().delete(id, state);

            expect(fixture().calls()).to.be.empty;
        });
    });
});
