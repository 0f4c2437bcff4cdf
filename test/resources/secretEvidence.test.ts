import { expect } from "chai";
import { EmulatedAtlas } from "pulumi-atlas-org/testkit";
import { HastyClock } from "../support/hastyClock";
import { failed, inRun } from "../support/operationsOfRun";

const SECRETS = "/orgs/{orgId}/serviceAccounts/{clientId}/secrets";

describe("what state says of a secret whose POST had an outcome that nobody knows", () => {
    let atlas: EmulatedAtlas;
    let account: ReturnType<EmulatedAtlas["addServiceAccount"]>;

    beforeEach(async () => {
        atlas = await EmulatedAtlas.start();
        account = atlas.addServiceAccount({ orgId: atlas.payingOrganization.orgId });
    });

    afterEach(() => atlas.close());

    function createSecret() {
        const { orgId, publicKey, privateKey } = atlas.payingOrganization;
        const inputs = { orgId, clientId: account.clientId, secretExpiresAfterHours: 100 };
        return inRun({ atlas, clock: new HastyClock(), credential: { publicKey, privateKey } }, (run) =>
            failed(run.of("OrgServiceAccountSecret").create(inputs)),
        );
    }

    it("is that Atlas has made the secret which it dates since the POST", async () => {
        atlas.faults.add({ method: "POST", path: SECRETS, connection: "lost-after" });

        const { recorded } = await createSecret();

        expect(recorded?.outputs).to.include({ secretId: account.secrets.at(-1)?.id });
    });

    it("is nothing of a secret that somebody else has made before, which the next up would delete", async () => {
        const aMinuteAgo = new Date(Date.now() - 60_000).toISOString();
        const strangers = atlas.store.newSecret(aMinuteAgo, 100);
        const hold = () => void account.secrets.push(strangers);
        atlas.faults.add({ method: "POST", path: SECRETS, status: 503, hold });

        const { recorded, message } = await createSecret();

        expect(recorded).to.equal(undefined);
        expect(message).to.contain("Atlas may have made a secret of");
    });
});
