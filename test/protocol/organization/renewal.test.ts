import { expect } from "chai";
import { failureOf } from "../../support/hostFailure";
import { LIFE_HOURS, RENEWING, useOwnAccount } from "./ownAccount";

const ACCOUNT = "/orgs/{orgId}/serviceAccounts/{clientId}";
const GET_ACCOUNT = `GET ${ACCOUNT}`;
const POST_SECRET = `POST ${ACCOUNT}/secrets`;
const DELETE_SECRET = `DELETE ${ACCOUNT}/secrets/{secretId}`;
const GET_ORG = "GET /orgs/{orgId}";
const PATCH_ORG = "PATCH /orgs/{orgId}";

describe("an Organization that renews the secret of its own account", () => {
    const own = useOwnAccount();

    it("says nothing of that to Atlas when it is made, and leaves the secret alone before its time", async () => {
        const { outs, atlas } = own();

        await own().waitUntilHoursBeforeEnd(RENEWING.renewBeforeHours + 1);

        expect(await own().changes(outs)).to.be.false;
        await own().update(outs, own().inputs(RENEWING, { name: "renamed" }));
        expect(own().calls()).to.deep.equal([`${PATCH_ORG} 200`]);
        expect(atlas.organization(own().id).name).to.equal("renamed");
    });

    it("makes a new one in time, tries it and records it; the next up deletes the old one", async () => {
        const { id, outs } = own();
        const [first] = own().secrets();
        await own().waitUntilHoursBeforeEnd(RENEWING.renewBeforeHours);

        expect(await own().run((it) => it.diff(id, outs, own().inputs()))).to.deep.include({
            changes: true,
            replaces: [],
        });
        const state = await own().update(outs);

        expect(own().calls()).to.deep.equal([`${GET_ACCOUNT} 200`, `${POST_SECRET} 201`, `${GET_ORG} 200`]);
        const [old, second, ...others] = own().secrets();
        expect(others).to.be.empty;
        expect(old?.id).to.equal(first?.id);
        const { oldClientSecretId, ...renewed } = state;
        expect(oldClientSecretId).to.equal(first?.id);
        expect(renewed).to.deep.equal({
            ...outs,
            credentials: { clientId: outs["clientId"], clientSecret: second?.secret },
            clientSecretExpiresAt: second?.expiresAt,
        });
        const lifeMs = Date.parse(String(second?.expiresAt)) - Date.parse(String(second?.createdAt));
        expect(lifeMs).to.equal(LIFE_HOURS * 3_600_000);
        expect(await own().changes(state)).to.be.true;
        own().atlas.clearRequests();
        expect(await own().update(state)).to.deep.equal(renewed);
        expect(own().calls()).to.deep.equal([`${DELETE_SECRET} 204`]);
        expect(own().secretIds()).to.deep.equal([second?.id]);
        expect(await own().changes(renewed)).to.be.false;
    });

    it("loses no way in when the host is killed before the state has the new one", async () => {
        const { outs } = own();
        await own().waitUntilHoursBeforeEnd(1);
        await own().update(outs);

        // The state is still the one of before.
        await own().run((it) => it.read(own().id, outs));

        expect(own().calls().at(-1)).to.equal(`${GET_ORG} 200`);
    });

    it("tries the new one with a token of its own, and calls with that from then on", async () => {
        const { outs, atlas } = own();
        const [first] = own().secrets();
        await own().waitUntilHoursBeforeEnd(1);

        await own().update(outs, own().inputs(RENEWING, { name: "renamed" }));

        const second = own().secrets().at(-1);
        expect(own().secretsUsed()).to.deep.equal([first?.secret, second?.secret]);
        const tokens = atlas.calls().map(({ headers }) => headers.authorization);
        expect(own().calls()).to.include(`${PATCH_ORG} 200`);
        expect(new Set(tokens.slice(0, 2))).to.have.lengthOf(1);
        expect(new Set(tokens.slice(2))).to.have.lengthOf(1);
        expect(new Set(tokens)).to.have.lengthOf(2);
    });

    it("leaves the old one until the state has the new one, whatever else changes", async () => {
        const { outs } = own();
        await own().waitUntilHoursBeforeEnd(1);
        const settings = { multiFactorAuthRequired: true };
        const account = { ...RENEWING, description: "changed" };

        await own().update(outs, own().inputs(account, { name: "renamed", settings }));

        expect(own().calls()).to.have.lengthOf(6).and.not.include(`${DELETE_SECRET} 204`);
    });

    it("renews once, and again at the end of the new one", async () => {
        const { outs } = own();
        await own().waitUntilHoursBeforeEnd(1);
        const second = await own().update(await own().update(outs));

        expect(await own().changes(second)).to.be.false;
        await own().waitUntilHoursBeforeEnd(2 - LIFE_HOURS);
        expect(await own().changes(second)).to.be.true;
        const third = await own().update(await own().update(second));

        expect(own().secrets()).to.have.lengthOf(1);
        expect(third["clientSecretExpiresAt"]).to.equal(own().secrets()[0]?.expiresAt);
        expect(third["credentials"]).to.not.deep.equal(second["credentials"]);
    });

    it("gives the next secret the life that the program wants by then, and refuses that where nothing renews", async () => {
        const { id, outs } = own();
        const wanted = own().inputs({ ...RENEWING, secretExpiresAfterHours: 2_000 });

        expect(await own().changes(outs, wanted)).to.be.true;
        const steered = await own().update(outs, wanted);
        expect(own().calls()).to.be.empty;
        expect(steered).to.deep.equal({ ...outs, serviceAccount: wanted["serviceAccount"] });
        expect(await own().changes(steered, wanted)).to.be.false;
        const other = own().inputs({ secretExpiresAfterHours: 3_000 });
        expect(await failureOf(own().run((it) => it.diff(id, steered, other)))).to.contain(
            "secretExpiresAfterHours counts only for the first secret, unless renewBeforeHours is given",
        );

        await own().waitUntilHoursBeforeEnd(1);
        // In the same run that brings the other hours.
        await own().update(outs, wanted);
        const second = own().secrets().at(-1);
        const lifeMs = Date.parse(String(second?.expiresAt)) - Date.parse(String(second?.createdAt));
        expect(lifeMs).to.equal(2_000 * 3_600_000);
    });

    it("renews nothing while the program gives credentials, nor after they took the place of the first", async () => {
        const { id, outs } = own();
        const { publicKey, privateKey } = own().atlas.addApiKey({ orgId: id });
        const credentials = { publicKey, privateKey };
        await own().waitUntilHoursBeforeEnd(1);

        const state = await own().update(outs, own().inputs(RENEWING, { credentials }));

        expect(own().calls()).to.deep.equal([`${GET_ORG} 200`]);
        expect(state).to.not.have.property("clientSecretExpiresAt");
        for (const others of [{ credentials }, {}]) {
            expect(await own().changes(state, own().inputs(RENEWING, others))).to.be.false;
        }
    });

    it("refuses credentials that repeat the first secret, as no renewal would ever reach them", async () => {
        const { id, outs } = own();
        const wanted = own().inputs(RENEWING, { credentials: outs["credentials"] });

        const inPreview = await failureOf(own().run((it) => it.diff(id, outs, wanted)));
        const inUpdate = await failureOf(own().run((it) => it.update(id, outs, wanted)));

        for (const message of [inPreview, inUpdate]) {
            expect(message)
                .to.contain("Remove credentials from the program: the output credentials has them.")
                .and.contain(String(outs["clientId"]));
        }
        expect(own().calls()).to.be.empty;
    });

    it("refuses to renew from the start on, and what is no number of hours", async () => {
        for (const [renewBeforeHours, reason] of [
            [LIFE_HOURS, `renewBeforeHours must be less than secretExpiresAfterHours (${LIFE_HOURS})`],
            [0, "renewBeforeHours must be a whole number of hours from 1 to 8759"],
        ] as const) {
            const { failures } = await own().run((it) => it.check(own().inputs({ renewBeforeHours })));

            expect(failures).to.have.lengthOf(1);
            expect(failures[0]).to.contain(`serviceAccount: ${reason}`);
        }
    });
});

describe("an Organization that does not renew the secret of its own account", () => {
    const own = useOwnAccount({});
    const nothingRenews = /warning: Organization \w+: the secret ends in .* nothing renews it/;
    const whatToDo = "set serviceAccount.renewBeforeHours, or put another credential";

    it("warns from 14 days before its end on, once in a run", async () => {
        const { id, outs } = own();
        await own().waitUntilHoursBeforeEnd(14 * 24 + 1);
        await own().run((it) => it.read(id, outs));
        expect(own().said).to.be.empty;

        await own().waitUntilHoursBeforeEnd(14 * 24);
        await own().run((it) => it.read(id, outs));
        expect(own().said.splice(0)).to.have.lengthOf(1).and.match(nothingRenews);
        await own().run(async (it) => {
            await it.diff(id, outs, own().inputs({}));
            await it.diff(id, outs, own().inputs({}));
        });

        expect(own().said).to.have.lengthOf(1);
        expect(own().said[0]).to.match(nothingRenews).and.contain(whatToDo);
        expect(await own().changes(outs, own().inputs({}))).to.be.false;
    });

    it("does not warn once the program renews it, or has given another credential", async () => {
        const { id, outs } = own();
        const { publicKey, privateKey } = own().atlas.addApiKey({ orgId: id });
        await own().waitUntilHoursBeforeEnd(24);
        const wanted = own().inputs({ renewBeforeHours: 1 });
        const others = own().inputs({}, { credentials: { publicKey, privateKey } });

        await own().run((it) => it.diff(id, outs, wanted));
        await own().run((it) => it.diff(id, outs, others));
        const state = await own().update(outs, others);
        await own().run((it) => it.read(id, state));

        expect(own().said).to.be.empty;
    });

    it("takes renewBeforeHours for a thing of the state alone", async () => {
        const { outs } = own();
        const wanted = own().inputs({ renewBeforeHours: 1 });

        expect(await own().changes(outs, wanted)).to.be.true;
        const state = await own().update(outs, wanted);

        expect(own().calls()).to.be.empty;
        expect(state).to.deep.equal({ ...outs, serviceAccount: wanted["serviceAccount"] });
        expect(await own().changes(state, wanted)).to.be.false;
        expect(await own().changes(state, own().inputs({}))).to.be.true;
        expect(await own().update(state, own().inputs({}))).to.deep.equal(outs);
    });

    it("names another credential alone as the way out once it has ended", async () => {
        const { outs, id } = own();
        await own().waitUntilHoursBeforeEnd(-1);

        await own().run((it) => it.diff(id, outs, own().inputs({})));

        expect(own().said).to.have.lengthOf(1);
        expect(own().said[0])
            .to.contain("the secret has ended, at ")
            .and.contain(
                "make another credential in the organization, with ORG_OWNER, and put it into credentials.",
            )
            .and.not.contain("renewBeforeHours");
    });
});
