import { expect } from "chai";
import { Host } from "../../support/host";
import { failureOf, recordedBy } from "../../support/hostFailure";
import { DELETE, POST, STATUS, useMigration } from "./useMigration";

describe("creating a MigrationLink in the provider host", () => {
    const migration = useMigration();

    it("reads the status, connects the organization with the token, and says SYNCED", async () => {
        const { links, opsManager, orgId, linkToken } = migration();

        const { id, outs } = await links.create(migration().inputs());

        expect(migration().calls()).to.deep.equal([`${STATUS} 200`, `${POST} 200`]);
        expect({ id, outs }).to.deep.equal({ id: orgId, outs: migration().state() });
        expect(opsManager.linkTokenOf(orgId)).to.equal(linkToken);
        expect(opsManager.statusOf(orgId)).to.equal("SYNCED");
        const [request] = opsManager.calls().filter(({ method }) => method === "POST");
        expect(request?.body).to.deep.equal({ linkToken });
        expect(request?.headers).to.include({
            accept: "application/json",
            "content-type": "application/json",
        });
    });

    it("refuses an organization that is connected already, and names aliases and onConflict", async () => {
        await migration().connect();

        const message = await failureOf(migration().inNextRun((links) => links.create(migration().inputs())));

        expect(message)
            .to.contain("is connected with Atlas already")
            .and.contain("aliases")
            .and.contain("onConflict");
        expect(migration().calls()).to.deep.equal([`${STATUS} 200`]);
        expect(migration().opsManager.connectionCount).to.equal(1);
    });

    it('disconnects it first with onConflict "replace"', async () => {
        await migration().connect();
        const linkToken = migration().addLinkToken();

        await migration().inNextRun((links) =>
            links.create(migration().inputs({ linkToken, onConflict: "replace" })),
        );

        expect(migration().calls()).to.deep.equal([`${STATUS} 200`, `${DELETE} 204`, `${POST} 200`]);
        expect(migration().opsManager.linkTokenOf(migration().orgId)).to.equal(linkToken);
    });

    it("records a link that is not SYNCED within a minute, with what to look at", async () => {
        const { opsManager, orgId, links } = migration();
        opsManager.setOutbound(false);

        const { id, properties, reasons } = await recordedBy(links.create(migration().inputs()));

        expect(id).to.equal(orgId);
        expect(properties).to.deep.equal(migration().state({ status: "NOT_SYNCED" }));
        expect(reasons.join())
            .to.contain("NOT_SYNCED after 60 s")
            .and.contain("accessListIps")
            .and.contain("gets out to Atlas")
            .and.contain("keepers");
        expect(migration().calls().slice(0, 2)).to.deep.equal([`${STATUS} 200`, `${POST} 200`]);
        // One look every three seconds.
        expect(migration().calls().slice(2)).to.deep.equal(Array(21).fill(`${STATUS} 200`));
        const lines = (await migration().host.takeLines()).filter((line) =>
            line.includes("Waiting for SYNCED"),
        );
        expect(lines).to.have.lengthOf(1);
    });

    it("looks no longer when the host is told to stop, and records the link", async () => {
        const { opsManager, links, host } = migration();
        opsManager.setOutbound(false);
        // The first look is before the connection.
        opsManager.faults.add({ method: "GET", skip: 1, hold: () => void host.interrupt() });

        const { reasons } = await recordedBy(links.create(migration().inputs()));

        expect(reasons.join()).to.contain("is NOT_SYNCED still, when the run was cancelled");
        expect(migration().calls()).to.deep.equal([`${STATUS} 200`, `${POST} 200`, `${STATUS} 200`]);
    });

    it("is a partial creation where the token's addresses keep Ops Manager out", async () => {
        const linkToken = migration().addLinkToken(["192.0.2.99"]);

        const { reasons } = await recordedBy(migration().links.create(migration().inputs({ linkToken })));

        expect(reasons.join()).to.contain("the address of Ops Manager, as Atlas sees it");
    });

    it("is a partial creation where the token was used up", async () => {
        const { atlas, linkToken, links } = migration();
        atlas.store.linkTokens.find((link) => link.linkToken === linkToken)!.usedBy = "f".repeat(24);

        const { reasons } = await recordedBy(links.create(migration().inputs()));

        expect(reasons.join()).to.contain("one that is used up or was rotated is made anew");
    });

    it("is refused for an organization that the key does not belong to", async () => {
        const { orgId } = migration().opsManager.addSource("Other");

        expect(await failureOf(migration().links.create(migration().inputs({ orgId })))).to.contain("401");
    });

    for (const [what, fault, posts] of [
        ["its answer is lost", { connection: "lost-after" }, 1],
        ["the connection is lost before it took effect", { connection: "lost-before" }, 2],
        ["it fails with a 500", { status: 500 }, 2],
    ] as const) {
        it(`asks the status when ${what}, and goes on from there`, async () => {
            migration().opsManager.faults.add({ method: "POST", ...fault });

            const { outs } = await migration().links.create(migration().inputs());

            expect(outs["status"]).to.equal("SYNCED");
            expect(
                migration()
                    .calls()
                    .filter((call) => call.startsWith(POST)),
            ).to.have.lengthOf(posts);
            expect(migration().opsManager.connectionCount).to.equal(1);
        });
    }

    it("records what nobody knows, and the next up goes on", async () => {
        const { opsManager, orgId } = migration();
        opsManager.faults.add({ method: "POST", connection: "lost-after" });
        opsManager.faults.add({ method: "GET", skip: 1, times: Number.POSITIVE_INFINITY, status: 500 });

        const { properties } = await recordedBy(migration().links.create(migration().inputs()));
        opsManager.faults.clear();
        opsManager.clearRequests();
        const outs = await migration().inNextRun(async (links) => {
            expect((await links.diff(orgId, properties, migration().inputs())).changes).to.equal(true);
            return links.update(orgId, properties, migration().inputs());
        });

        expect(outs["status"]).to.equal("SYNCED");
        expect(migration().calls()).to.deep.equal([`${STATUS} 200`]);
    });

    it("records a link whose status cannot be read after the connection", async () => {
        const { opsManager } = migration();
        opsManager.setOutbound(false);
        opsManager.faults.add({ method: "GET", skip: 1, status: 403, errorCode: "ACCESS_FORBIDDEN" });

        const { properties, reasons } = await recordedBy(migration().links.create(migration().inputs()));

        expect(properties["status"]).to.equal("NOT_SYNCED");
        expect(reasons.join()).to.contain("is connected, but its status cannot be read");
    });

    it("is refused for any credential but an API key, at preview and before a call", async () => {
        const { baseUrl } = migration().opsManager;
        const account = {
            "mongodbatlas:clientId": `mdb_sa_id_${"a".repeat(24)}`,
            "mongodbatlas:clientSecret": "mdb_sa_sk_1",
        };
        const host = Host.inProcess({}, migration().clock);
        await host.configure({ ...account, "mongodbatlas:baseUrl": baseUrl });
        const links = host.resource("MigrationLink");

        const { failures } = await links.check(migration().inputs());
        const message = await failureOf(links.create(migration().inputs()));
        await host.stop();

        for (const text of [failures.join(), message]) {
            expect(text).to.contain("take API keys only").and.contain("Organization Owner");
        }
        expect(migration().opsManager.requests).to.deep.equal([]);
    });

    it("speaks of Ops Manager, not of Atlas, where it is refused", async () => {
        migration().opsManager.faults.add({ method: "GET", status: 401, errorCode: "NOT_ORG_OWNER" });

        expect(await failureOf(migration().links.create(migration().inputs()))).to.match(
            /^MigrationLink \w+: GET \/orgs\/\w+\/liveExport\/migrationLink\/status: 401 NOT_ORG_OWNER .*role/,
        );
    });
});

describe("what a MigrationLink calls what it waits for", () => {
    const migration = useMigration();

    for (const [what, limited, expected] of [
        ["a 429", { status: 429, headers: { "retry-after": "30" } }, "Ops Manager takes no more calls to"],
        [
            "a rate limit that is nearly used up",
            {
                status: 503,
                times: 2,
                headers: { "retry-after": "1", "ratelimit-limit": "10", "ratelimit-remaining": "0" },
            },
            "Ops Manager's rate limit for",
        ],
    ] as const) {
        it(`is Ops Manager: ${what}`, async () => {
            migration().opsManager.faults.add({ method: "GET", ...limited });

            await migration().links.create(migration().inputs());

            const said = (await migration().host.takeLines()).join("\n");
            expect(said).to.contain(expected).and.not.contain("Atlas");
        });
    }

    it("is Ops Manager: the lost answer to a disconnection", async () => {
        await migration().connect();
        migration().opsManager.faults.add({
            method: "DELETE",
            connection: "lost-after",
            times: Number.POSITIVE_INFINITY,
        });

        const message = await failureOf(
            migration().inNextRun((links) => links.delete(migration().orgId, migration().state())),
        );

        expect(message).to.contain("Ops Manager may have carried out the request");
    });
});

describe("creating a MigrationLink where Ops Manager has no status before", () => {
    const migration = useMigration({ statusWithoutLink: "notFound" });

    it("connects all the same", async () => {
        await migration().links.create(migration().inputs());

        expect(migration().calls()).to.deep.equal([`${STATUS} 404`, `${POST} 200`]);
    });
});

describe("creating a MigrationLink that takes a while", () => {
    const migration = useMigration({ readsUntilSynced: 4 });

    it("waits for SYNCED", async () => {
        const { outs } = await migration().links.create(migration().inputs());

        expect(outs["status"]).to.equal("SYNCED");
        expect(migration().calls().slice(2)).to.deep.equal(Array(4).fill(`${STATUS} 200`));
    });
});

describe("creating a MigrationLink with a token that Ops Manager refuses", () => {
    const migration = useMigration({ badToken: "refused" });

    it("shows the refusal without the token, which Ops Manager quotes", async () => {
        const message = await failureOf(
            migration().links.create(migration().inputs({ linkToken: "canary-token-0815" })),
        );

        expect(message).to.contain("400").and.contain("is not valid").and.not.contain("canary-token-0815");
        expect(migration().opsManager.connectionCount).to.equal(0);
    });
});

describe("creating a MigrationLink where a link is broken, and Ops Manager refuses another", () => {
    const migration = useMigration({ brokenConnection: "conflict" });

    it("names onConflict, which then works", async () => {
        await migration().connect();
        migration().opsManager.breakLink(migration().orgId);

        const refused = await failureOf(migration().inNextRun((links) => links.create(migration().inputs())));
        migration().opsManager.clearRequests();
        await migration().inNextRun((links) => links.create(migration().inputs({ onConflict: "replace" })));

        expect(refused).to.contain("409").and.contain('onConflict: "replace"');
        expect(migration().calls()).to.deep.equal([
            `${STATUS} 200`,
            `${POST} 409`,
            `${DELETE} 204`,
            `${POST} 200`,
        ]);
    });
});
