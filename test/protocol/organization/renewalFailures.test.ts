import type { StoredSecret } from "pulumi-atlas-org/testkit";
import { expect } from "chai";
import type { Properties } from "../../support/host";
import { recordedBy } from "../../support/hostFailure";
import { RENEWING, useOwnAccount } from "./ownAccount";

const ACCOUNT = "/orgs/{orgId}/serviceAccounts/{clientId}";
const SECRETS = `${ACCOUNT}/secrets`;
const SECRET = `${SECRETS}/{secretId}`;
const POST_SECRET = `POST ${SECRETS}`;
const DELETE_SECRET = `DELETE ${SECRET}`;
const TOKEN = "/api/oauth/token";
const OWN_CREDENTIAL = "This call was made with the organization's own credential";

describe("the renewal of an organization's own secret, when a step of it fails", () => {
    const own = useOwnAccount();
    let first: StoredSecret;

    beforeEach(async () => {
        [first] = own().secrets() as [StoredSecret];
        await own().waitUntilHoursBeforeEnd(1);
    });

    /** What the next run makes of the state that a failed one has left. */
    async function expectNextRunToRenew(olds: Properties): Promise<void> {
        expect(await own().changes(olds)).to.be.true;
        const state = await own().update(await own().update(olds));
        const [second, ...others] = own().secrets();
        expect(others).to.be.empty;
        expect(second?.id).to.not.equal(first.id);
        expect(state).to.deep.equal({
            ...own().outs,
            credentials: { clientId: own().outs["clientId"], clientSecret: second?.secret },
            clientSecretExpiresAt: second?.expiresAt,
        });
        expect(await own().changes(state)).to.be.false;
    }

    for (const fault of [{ connection: "lost-after" }, { truncated: true }] as const) {
        it(`deletes the new one again whose value is lost (${Object.keys(fault).join()})`, async () => {
            own().atlas.faults.add({ method: "POST", path: SECRETS, ...fault });

            const { properties, reasons } = await recordedBy(own().update(own().outs));

            expect(properties).to.deep.equal(own().outs);
            expect(reasons[0]).to.match(
                /The secret \w+ that Atlas had made was deleted again, as its value is lost/,
            );
            expect(own().secretIds()).to.deep.equal([first.id]);
            await expectNextRunToRenew(properties);
        });
    }

    it("says where to look if Atlas may have made one, and names it in the next run", async () => {
        own().atlas.faults.add({ method: "POST", path: SECRETS, connection: "lost-after" });
        own().atlas.faults.add({ method: "GET", path: ACCOUNT, skip: 1, status: 503 });

        const { properties, reasons } = await recordedBy(own().update(own().outs));

        expect(properties).to.deep.equal(own().outs);
        expect(reasons[0]).to.contain("Atlas may have made a secret of service account");
        const [, lost] = own().secrets();
        own().atlas.clearRequests();
        const next = await recordedBy(own().update(properties));
        expect(next.properties).to.deep.equal(own().outs);
        expect(next.reasons[0])
            .to.contain(
                `Secret ${first.id} (made at ${first.createdAt}, ends at ${first.expiresAt}) is the one to be replaced.`,
            )
            .and.contain(
                `Secret ${lost?.id} (made at ${lost?.createdAt}, ends at ${lost?.expiresAt}) is not known to this run`,
            )
            .and.contain("delete it in Atlas");
        expect(own().calls()).to.deep.equal([`GET ${ACCOUNT} 200`]);
        own().account.secrets = [first];
        await expectNextRunToRenew(next.properties);
    });

    it("leaves a secret alone that stood there before, and that it has not made", async () => {
        const foreign = own().addSecret();

        const { reasons } = await recordedBy(own().update(own().outs));

        expect(reasons[0]).to.contain(`Secret ${foreign.id} (made at `).and.contain("Nothing was made.");
        expect(own().secretIds()).to.deep.equal([first.id, foreign.id]);
    });

    it("makes nothing while Atlas lists two secrets, although the value of one is lost", async () => {
        // As where a host was killed between the creation and its record.
        const lost = own().addSecret();
        own().account.secrets = [lost, first];

        const { properties } = await recordedBy(own().update(own().outs));

        expect(own().calls()).to.deep.equal([`GET ${ACCOUNT} 200`]);
        own().account.secrets = [first];
        await expectNextRunToRenew(properties);
    });

    it("keeps the old one and deletes the new one again that Atlas gives no token for", async () => {
        own().atlas.faults.add({
            method: "POST",
            path: TOKEN,
            skip: 1,
            status: 401,
            body: { error: "invalid_client", error_description: "Invalid credentials provided." },
        });

        const { properties, reasons } = await recordedBy(own().update(own().outs));

        expect(own().calls()).to.deep.equal([
            `GET ${ACCOUNT} 200`,
            `${POST_SECRET} 201`,
            `${DELETE_SECRET} 204`,
        ]);
        expect(properties).to.deep.equal(own().outs);
        expect(reasons[0])
            .to.match(
                /the new secret \w+ was made, and did not work when it was tried\. \(POST \/api\/oauth\/token: 401 invalid_client/,
            )
            .and.contain("It was deleted again, and the old one stays. Run `pulumi up` again.")
            // The organization's own credential is as good as before.
            .and.not.contain(OWN_CREDENTIAL);
        expect(own().secretIds()).to.deep.equal([first.id]);
        await expectNextRunToRenew(properties);
    });

    it("names the new one that works no more than it can be deleted", async () => {
        own().atlas.faults.add({ method: "GET", path: "/orgs/{orgId}", status: 403, errorCode: "NOT_YET" });
        own().atlas.faults.add({ method: "DELETE", path: SECRET, status: 403, errorCode: "NOT_YET" });

        const { properties, reasons } = await recordedBy(own().update(own().outs));

        const [, second] = own().secretIds();
        expect(properties).to.deep.equal(own().outs);
        expect(reasons[0]).to.contain(`The old one stays. Delete ${second} in Atlas`);
    });

    it("records the new one when the old one cannot be deleted, and the next run deletes that", async () => {
        own().atlas.faults.add({ method: "DELETE", path: SECRET, status: 403, errorCode: "NOT_YET" });
        const wanted = own().inputs(RENEWING, { name: "renamed" });
        const renewed = await own().update(own().outs, wanted);

        const { properties, reasons } = await recordedBy(own().update(renewed, wanted));

        const [, second] = own().secrets();
        expect(reasons[0]).to.contain(
            `the secret was renewed, but the old one, ${first.id}, could not be deleted.`,
        );
        expect(properties).to.deep.equal({
            ...own().outs,
            name: "renamed",
            credentials: { clientId: own().outs["clientId"], clientSecret: second?.secret },
            clientSecretExpiresAt: second?.expiresAt,
            oldClientSecretId: first.id,
        });
        expect(await own().changes(properties, wanted)).to.be.true;
        own().atlas.clearRequests();
        const state = await own().update(properties, wanted);
        expect(own().calls()).to.deep.equal([`${DELETE_SECRET} 204`]);
        expect(own().secretIds()).to.deep.equal([second?.id]);
        expect(state).to.not.have.property("oldClientSecretId");
        expect(await own().changes(state, wanted)).to.be.false;
    });

    it("takes an old one for deleted that somebody has deleted meanwhile", async () => {
        const renewed = await own().update(own().outs);
        own().atlas.faults.add({ method: "DELETE", path: SECRET, connection: "lost-after" });
        const { properties } = await recordedBy(own().update(renewed));

        const state = await own().update(properties);

        expect(own().secrets()).to.have.lengthOf(1);
        expect(state).to.not.have.property("oldClientSecretId");
    });

    it("makes room first when the next one is due, and the old one still stands", async () => {
        const properties = await own().update(own().outs);
        await own().waitUntilHoursBeforeEnd(2 - 720);
        own().atlas.clearRequests();

        const state = await own().update(await own().update(properties));

        expect(
            own()
                .calls()
                .filter((call) => !call.startsWith("GET")),
        ).to.deep.equal([`${DELETE_SECRET} 204`, `${POST_SECRET} 201`, `${DELETE_SECRET} 204`]);
        expect(
            own()
                .secrets()
                .map(({ secret }) => secret),
        ).to.deep.equal([(state["credentials"] as Properties)["clientSecret"]]);
    });

    it("records the new one when a later step fails, and deletes the old one in the next run", async () => {
        own().atlas.faults.add({ method: "PATCH", path: "/orgs/{orgId}", status: 400 });
        const wanted = own().inputs(RENEWING, { name: "renamed" });

        const { properties } = await recordedBy(own().update(own().outs, wanted));

        const [, second] = own().secrets();
        expect(properties).to.deep.include({
            name: "payments",
            credentials: { clientId: own().outs["clientId"], clientSecret: second?.secret },
            oldClientSecretId: first.id,
        });
        const state = await own().update(properties, wanted);
        expect(state).to.deep.include({ name: "renamed" }).and.not.have.property("oldClientSecretId");
        expect(own().secretIds()).to.deep.equal([second?.id]);
    });

    it("says how long secrets may live in the organization, if that was too long", async () => {
        own().atlas.organization(own().id).settings.maxServiceAccountSecretValidityInHours = 48;

        const { properties, reasons } = await recordedBy(own().update(own().outs));

        expect(reasons[0])
            .to.contain("allows secrets of service accounts 48 hours at most")
            .and.contain("is 720");
        expect(properties).to.deep.equal(own().outs);
        expect(
            own()
                .calls()
                .filter((call) => call.includes("settings")),
        ).to.have.lengthOf(1);
    });

    it("says where another credential goes if the secret has ended", async () => {
        await own().waitUntilHoursBeforeEnd(-1);

        const { properties, reasons } = await recordedBy(own().update(own().outs));

        expect(properties).to.deep.equal(own().outs);
        expect(reasons[0]).to.contain(OWN_CREDENTIAL).and.contain("put it into `credentials`");
        const { publicKey, privateKey } = own().atlas.addApiKey({ orgId: own().id });
        const credentials = { publicKey, privateKey };
        const state = await own().update(
            properties,
            own().inputs(RENEWING, { name: "renamed", credentials }),
        );
        expect(state).to.deep.include({ name: "renamed", credentials });
    });

    it("says the same if a host was killed that had deleted the old one, and recorded nothing", async () => {
        own().addSecret();
        own().account.secrets.shift();

        const { properties, reasons } = await recordedBy(own().update(own().outs));

        expect(properties).to.deep.equal(own().outs);
        expect(reasons[0]).to.contain(OWN_CREDENTIAL).and.contain("put it into `credentials`");
    });
});
