import { expect } from "chai";
import { failureOf, recordedBy } from "../../support/hostFailure";
import { DELETE, POST, STATUS, useMigration } from "./useMigration";

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

describe("changing a MigrationLink in the provider host", () => {
    const migration = useMigration();
    const diff = (old: object, change: object) =>
        migration().links.diff(
            migration().orgId,
            migration().state({ ...old }),
            migration().inputs({ ...change }),
        );

    for (const [what, change, replaces] of [
        ["another token", { linkToken: "another" }, ["linkToken"]],
        ["another organization", { orgId: "f".repeat(24) }, ["orgId"]],
    ] as const) {
        it(`replaces it for ${what}, the old one first`, async () => {
            expect(await diff({}, change)).to.deep.equal({
                changes: true,
                replaces,
                deleteBeforeReplace: true,
            });
        });
    }

    it("calls a token that is not known yet a change", async () => {
        expect(await diff({}, { linkToken: UNKNOWN })).to.deep.include({ changes: true, replaces: [] });
    });

    it("sees no change where there is none, and one where the status is NOT_SYNCED", async () => {
        expect(await diff({}, {})).to.deep.include({ changes: false, replaces: [] });
        expect(await diff({ status: "NOT_SYNCED" }, {})).to.deep.include({ changes: true, replaces: [] });
        expect((await migration().host.takeLines()).join()).to.contain(
            "NOT_SYNCED: the update waits for SYNCED",
        );
    });

    it("updates onConflict without a call", async () => {
        const { links, orgId } = migration();

        const outs = await links.update(
            orgId,
            migration().state(),
            migration().inputs({ onConflict: "replace" }),
        );

        expect(outs).to.deep.equal(migration().state({ onConflict: "replace" }));
        expect(migration().calls()).to.deep.equal([]);
    });
});

describe("repairing a MigrationLink that is NOT_SYNCED", () => {
    const migration = useMigration();
    const repair = () =>
        migration().inNextRun((links) =>
            links.update(
                migration().orgId,
                migration().state({ status: "NOT_SYNCED" }),
                migration().inputs(),
            ),
        );

    beforeEach(() => migration().connect());

    it("sends nothing else where it is SYNCED again by itself", async () => {
        expect((await repair())["status"]).to.equal("SYNCED");

        expect(migration().calls()).to.deep.equal([`${STATUS} 200`]);
    });

    it("waits a minute, then connects again, and never disconnects", async () => {
        migration().opsManager.breakLink(migration().orgId);

        expect((await repair())["status"]).to.equal("SYNCED");

        const calls = migration().calls();
        expect(calls.at(-1)).to.equal(`${POST} 200`);
        expect(calls.slice(0, -1)).to.deep.equal(Array(21).fill(`${STATUS} 200`));
    });

    it("connects an organization that somebody has disconnected", async () => {
        migration().opsManager.disconnect(migration().orgId);

        expect((await repair())["status"]).to.equal("SYNCED");
    });

    it("stays a partial creation as long as Ops Manager does not get out", async () => {
        migration().opsManager.setOutbound(false);

        const { properties } = await recordedBy(repair());

        expect(properties).to.deep.equal(migration().state({ status: "NOT_SYNCED" }));
        expect(migration().calls()).to.not.include(`${DELETE} 204`);
    });
});

describe("repairing a MigrationLink where Ops Manager refuses to connect again", () => {
    const migration = useMigration({ brokenConnection: "conflict" });

    for (const onConflict of [undefined, "replace"]) {
        it(`names onConflict, and disconnects nothing, with onConflict ${String(onConflict)}`, async () => {
            await migration().connect();
            migration().opsManager.breakLink(migration().orgId);
            const wanted = migration().inputs(onConflict === undefined ? {} : { onConflict });

            const { reasons } = await recordedBy(
                migration().inNextRun((links) =>
                    links.update(migration().orgId, migration().state({ status: "NOT_SYNCED" }), wanted),
                ),
            );

            expect(reasons.join()).to.contain("409").and.contain("onConflict").and.contain("--replace");
            expect(
                migration()
                    .calls()
                    .filter((call) => call.startsWith("DELETE")),
            ).to.deep.equal([]);
        });
    }
});

describe("repairing a MigrationLink where Ops Manager has no status without a link", () => {
    const migration = useMigration({ statusWithoutLink: "notFound" });
    const repair = () =>
        migration().inNextRun((links) =>
            links.update(
                migration().orgId,
                migration().state({ status: "NOT_SYNCED" }),
                migration().inputs(),
            ),
        );

    beforeEach(async () => {
        await migration().connect();
        migration().opsManager.disconnect(migration().orgId);
    });

    it("connects an organization that somebody has disconnected", async () => {
        expect((await repair())["status"]).to.equal("SYNCED");

        expect(migration().calls()).to.deep.equal([
            ...Array<string>(21).fill(`${STATUS} 404`),
            `${POST} 200`,
        ]);
    });

    it("connects it also when the connection is lost before that took effect", async () => {
        migration().opsManager.faults.add({ method: "POST", connection: "lost-before" });

        expect((await repair())["status"]).to.equal("SYNCED");
        expect(migration().opsManager.connectionCount).to.equal(1);
    });

    it("shows a refresh no status, and nothing that is gone", async () => {
        const read = migration().links.read(migration().orgId, migration().state());

        expect(await failureOf(read))
            .to.contain("404")
            .and.contain("counts as still there");
    });
});

describe("reading a MigrationLink in the provider host", () => {
    const migration = useMigration();

    beforeEach(() => migration().connect());
    const read = () => migration().links.read(migration().orgId, migration().state());

    it("shows the status", async () => {
        expect((await read()).props).to.deep.equal(migration().state());

        migration().opsManager.breakLink(migration().orgId);
        expect((await read()).props).to.deep.equal(migration().state({ status: "NOT_SYNCED" }));
    });

    it("follows the link at Atlas", async () => {
        migration().atlas.removeLink(migration().atlas.payingOrganization.orgId);

        expect((await read()).props["status"]).to.equal("NOT_SYNCED");
    });

    it("is a lookup, too", async () => {
        const { orgId } = migration();
        expect((await migration().links.read(orgId)).props).to.deep.equal({
            orgId,
            status: "SYNCED",
            schemaVersion: 1,
        });
    });

    for (const [what, fault] of [
        ["a 404", { status: 404, errorCode: "ORG_NOT_FOUND", times: 9 }],
        ["a 404 of a path that is not known", { status: 404, errorCode: "RESOURCE_NOT_FOUND", times: 9 }],
        ["a 401", { status: 401, times: 9 }],
        ["a 403", { status: 403, times: 9 }],
    ] as const) {
        it(`never takes ${what} for gone`, async () => {
            migration().opsManager.faults.add({ method: "GET", ...fault });

            expect(await failureOf(read())).to.contain(String(fault.status));
        });
    }
});

describe("deleting a MigrationLink in the provider host", () => {
    const migration = useMigration();
    const deleted = () =>
        migration().inNextRun((links) => links.delete(migration().orgId, migration().state()));

    it("disconnects the organization", async () => {
        await migration().connect();

        await deleted();

        expect(migration().calls()).to.deep.equal([`${DELETE} 204`]);
        expect(migration().opsManager.connectionCount).to.equal(0);
    });

    it("is done where the status says that it is not connected", async () => {
        await deleted();

        expect(migration().calls()).to.deep.equal([`${DELETE} 404`, `${STATUS} 200`]);
    });

    it("does not believe a 404 while the status is SYNCED", async () => {
        await migration().connect();
        migration().opsManager.faults.add({ method: "DELETE", status: 404, errorCode: "UNEXPECTED_ERROR" });

        expect(await failureOf(deleted()))
            .to.contain("its status is SYNCED")
            .and.contain("pulumi state delete");
        expect(migration().opsManager.connectionCount).to.equal(1);
    });

    it("says that a migration is running", async () => {
        await migration().connect();
        migration().opsManager.activateMigration(migration().orgId);

        expect(await failureOf(deleted()))
            .to.contain("409")
            .and.contain("finish or cancel it");
        expect(migration().opsManager.connectionCount).to.equal(1);
    });

    it("is repeated when its answer is lost, and done then", async () => {
        await migration().connect();
        migration().opsManager.faults.add({ method: "DELETE", connection: "lost-after" });

        await migration().inNextRun(async (links) => {
            await links
                .delete(migration().orgId, migration().state())
                .catch(() => links.delete(migration().orgId, migration().state()));
        });

        expect(migration().opsManager.connectionCount).to.equal(0);
    });

    it("spares the link that this run has made for a renamed resource", async () => {
        await migration().connect();

        await migration().links.delete(migration().orgId, migration().state());

        expect(migration().calls()).to.deep.equal([]);
        expect((await migration().host.takeLines()).join()).to.contain("`aliases`");
    });

    it("spares a link whose resource was renamed, and could not be made under the new name", async () => {
        await migration().connect();

        await migration().inNextRun(async (links) => {
            await failureOf(links.create(migration().inputs()));
            await links.delete(migration().orgId, migration().state());
        });

        expect(migration().calls()).to.deep.equal([`${STATUS} 200`]);
        expect(migration().opsManager.connectionCount).to.equal(1);
    });

    for (const server of ["unknown-prefix", "unchallenged", "portal", "load-balancer"] as const) {
        it(`is never done at a wrong server: ${server}`, async () => {
            await migration().connect();
            migration().opsManager.answerAs(server);

            await failureOf(deleted());
            await failureOf(
                migration().inNextRun((links) => links.read(migration().orgId, migration().state())),
            );
            expect(migration().opsManager.connectionCount).to.equal(1);
        });
    }
});
