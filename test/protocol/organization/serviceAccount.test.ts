import { expect } from "chai";
import type { Properties } from "../../support/host";
import { failureOf, recordedBy } from "../../support/hostFailure";
import { useOrganizations } from "./useOrganizations";

const ACCOUNT = {
    name: "pulumi",
    description: "made by Pulumi",
    roles: ["ORG_OWNER", "ORG_BILLING_ADMIN"],
    secretExpiresAfterHours: 24,
};
const PATCH_ACCOUNT = "PATCH /orgs/{orgId}/serviceAccounts/{clientId}";

describe("an Organization with a service account", () => {
    const { fixture, organizations } = useOrganizations();

    function inputsOf(values: Properties = {}): Properties {
        return { name: "payments", orgOwnerId: fixture().ownerId, serviceAccount: ACCOUNT, ...values };
    }

    async function created(values: Properties = {}) {
        const made = await organizations().create(inputsOf(values));
        fixture().forget();
        return { ...made, clientId: String(made.outs["clientId"]) };
    }

    it("is made with it, and records its credential and when that ends", async () => {
        const { id, outs } = await organizations().create(inputsOf());

        const [account] = fixture().atlas.store.serviceAccountsOf(id);
        const [secret] = account!.secrets;
        expect(outs).to.deep.equal({
            ...inputsOf(),
            orgId: id,
            clientId: account?.clientId,
            clientSecretExpiresAt: secret?.expiresAt,
            credentials: { clientId: account?.clientId, clientSecret: secret?.secret },
            schemaVersion: 1,
        });
        expect(fixture().request("POST /orgs").body).to.deep.include({ serviceAccount: ACCOUNT });
        expect((await organizations().diff(id, outs, inputsOf())).changes).to.be.false;
    });

    it("is read, changed and deleted with it", async () => {
        const { id, outs, clientId } = await created();

        const { props } = await organizations().read(id, outs);
        const renamed = await organizations().update(id, props, inputsOf({ name: "renamed" }));
        await organizations().delete(id, renamed);

        expect(props).to.deep.equal(outs);
        expect(fixture().calls()).to.include.members(["PATCH /orgs/{orgId} 200", "DELETE /orgs/{orgId} 204"]);
        expect(
            new Set(
                fixture()
                    .atlas.calls()
                    .map((call) => call.clientId),
            ),
        ).to.deep.equal(new Set([clientId]));
        expect(fixture().atlas.store.organizations.has(id)).to.be.false;
    });

    it("has its name, description and roles changed in place", async () => {
        const { id, outs, clientId } = await created();
        const serviceAccount = { ...ACCOUNT, name: "other", description: "changed", roles: ["ORG_OWNER"] };
        const wanted = inputsOf({ serviceAccount });

        expect(await organizations().diff(id, outs, wanted)).to.deep.include({ changes: true, replaces: [] });
        const state = await organizations().update(id, outs, wanted);

        const { secretExpiresAfterHours: _hours, ...sent } = serviceAccount;
        expect(fixture().request(PATCH_ACCOUNT).body).to.deep.equal(sent);
        expect(fixture().calls()).to.deep.equal([`${PATCH_ACCOUNT} 200`]);
        expect(fixture().atlas.serviceAccount(clientId).roles).to.deep.equal(["ORG_OWNER"]);
        expect(state).to.deep.equal({ ...outs, serviceAccount });
    });

    it("takes roles in another order for the same", async () => {
        const { id, outs } = await created();
        const wanted = inputsOf({ serviceAccount: { ...ACCOUNT, roles: [...ACCOUNT.roles].reverse() } });

        expect((await organizations().diff(id, outs, wanted)).changes).to.be.false;
    });

    it("cannot change how long the first secret lives, nor become one with an apiKey, nor the other way round", async () => {
        const { id, outs } = await created();
        const apiKey = { description: "pulumi", roles: ["ORG_OWNER"] };
        const withKey = { name: "payments", orgOwnerId: fixture().ownerId, apiKey };
        const keyed = await organizations().create(withKey);

        const longer = inputsOf({ serviceAccount: { ...ACCOUNT, secretExpiresAfterHours: 48 } });
        expect(await failureOf(organizations().diff(id, outs, longer))).to.contain(
            "serviceAccount: secretExpiresAfterHours counts only for the first secret",
        );
        expect(await failureOf(organizations().diff(id, outs, withKey))).to.contain(
            "apiKey: an organization",
        );
        expect(await failureOf(organizations().diff(keyed.id, keyed.outs, inputsOf()))).to.contain(
            "serviceAccount: an organization gets this service account only when it is created",
        );
    });

    it("needs an owner named when an API key makes it, and cannot have both kinds of credential", async () => {
        expect(
            await failureOf(organizations().create({ name: "payments", serviceAccount: ACCOUNT })),
        ).to.contain("orgOwnerId is required when an API key creates an organization");
        const apiKey = { description: "pulumi", roles: ["ORG_OWNER"] };
        const { failures } = await organizations().check(inputsOf({ apiKey }));
        expect(failures).to.have.lengthOf(1);
        expect(failures[0]).to.contain("give either apiKey or serviceAccount");
        expect(fixture().calls()).to.be.empty;
    });

    it("says where a new credential goes when the account is gone", async () => {
        const { id, outs, clientId } = await created();
        fixture().atlas.revokeServiceAccount(clientId);

        for (const call of [organizations().read(id, outs), organizations().delete(id, outs)]) {
            expect(await failureOf(call))
                .to.contain("401")
                .and.contain("put it into `credentials`")
                .and.contain("use the settings of the last `pulumi up`");
        }
    });

    it("is recorded when Atlas answers without a whole secret, and says how to go on", async () => {
        const id = "a".repeat(24);
        const clientId = `mdb_sa_id_${"b".repeat(24)}`;
        for (const serviceAccount of [undefined, null, { clientId }, { clientId, secrets: [{ id: "x" }] }]) {
            const body = { organization: { id, name: "payments" }, serviceAccount };
            fixture().atlas.faults.add({ method: "POST", status: 201, body });

            const recorded = await recordedBy(organizations().create(inputsOf()));

            expect(recorded.id).to.equal(id);
            expect(recorded.properties).to.deep.equal({
                name: "payments",
                orgOwnerId: fixture().ownerId,
                orgId: id,
                schemaVersion: 1,
            });
            expect(recorded.reasons[0]).to.contain("remove serviceAccount from the program");
        }
    });

    it("takes another secret as credentials, tries it, and uses it from then on", async () => {
        const { id, outs, clientId } = await created();
        const account = fixture().atlas.addServiceAccount({ orgId: id });
        const credentials = { clientId: account.clientId, clientSecret: account.secrets[0]!.secret };
        fixture().atlas.revokeServiceAccount(clientId);

        const wanted = { name: "renamed", orgOwnerId: fixture().ownerId, credentials };
        expect((await organizations().diff(id, outs, wanted)).changes).to.be.true;
        const state = await organizations().update(id, outs, wanted);

        expect(state).to.deep.include({ name: "renamed", credentials });
        const callers = new Set(
            fixture()
                .atlas.calls()
                .map((call) => call.clientId),
        );
        expect(callers).to.deep.equal(new Set([account.clientId]));
    });

    it("keeps the old credentials when the new ones are no good", async () => {
        const { id, outs, clientId } = await created();
        const credentials = { clientId, clientSecret: "mdb_sa_sk_of-somebody-else" };

        const recorded = await recordedBy(organizations().update(id, outs, inputsOf({ credentials })));

        expect(recorded.properties).to.deep.equal(outs);
        expect(recorded.reasons[0]).to.contain("invalid_client").and.not.contain("of-somebody-else");
    });

    it("says what to do about the account's own texts when it is gone", async () => {
        const { id, outs, clientId } = await created();
        const account = fixture().atlas.addServiceAccount({ orgId: id });
        const credentials = { clientId: account.clientId, clientSecret: account.secrets[0]!.secret };
        fixture().atlas.revokeServiceAccount(clientId);
        const serviceAccount = { ...ACCOUNT, description: "changed" };

        const recorded = await recordedBy(
            organizations().update(id, outs, inputsOf({ credentials, serviceAccount })),
        );

        expect(recorded.reasons[0]).to.contain("remove serviceAccount from the program");
        // When the new secret ends, only Atlas knows.
        const { clientSecretExpiresAt, ...others } = outs;
        expect(clientSecretExpiresAt).to.be.a("string");
        expect(recorded.properties).to.deep.equal({ ...others, credentials });
    });

    describe("and settings.apiAccessListRequired", () => {
        const settings = { apiAccessListRequired: true };

        it("does not lock itself out when it is made", async () => {
            const { failures } = await organizations().check(inputsOf({ settings }));

            expect(failures.join()).to.contain("settings: apiAccessListRequired would lock");
        });

        it("does not lock itself out later, while its account has no list", async () => {
            const { id, outs, clientId } = await created();

            const { reasons } = await recordedBy(organizations().update(id, outs, inputsOf({ settings })));

            expect(reasons[0])
                .to.contain(`the credential it calls Atlas with (${clientId}) has no access list`)
                .and.contain("allowLockout: true");
            expect(fixture().atlas.organization(id).settings.apiAccessListRequired).to.be.false;
        });

        it("turns it on for an account that has a list, or when that is what is wanted", async () => {
            const listed = await created();
            fixture().atlas.addAccessListEntry(listed.clientId, "203.0.113.7");
            const unlisted = await created();

            await organizations().update(listed.id, listed.outs, inputsOf({ settings }));
            await organizations().update(
                unlisted.id,
                unlisted.outs,
                inputsOf({ settings, allowLockout: true }),
            );

            for (const { id } of [listed, unlisted]) {
                expect(fixture().atlas.organization(id).settings.apiAccessListRequired).to.be.true;
            }
        });
    });
});
