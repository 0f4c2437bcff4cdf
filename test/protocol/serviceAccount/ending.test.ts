import { expect } from "chai";
import { Host } from "../../support/host";
import { failureOf } from "../../support/hostFailure";
import { useAccounts } from "./useAccounts";

describe("a provider host that ends", () => {
    const fixture = useAccounts({}, () => Host.asProcess());

    it("hands its token back, and those of organizations' own accounts", async () => {
        const { atlas, orgId } = fixture();
        const { id } = atlas.addOrganization();
        const own = atlas.addServiceAccount({ orgId: id });
        const host = await fixture().hostOf();
        await host.resource("Organization").read(orgId);
        const credentials = { clientId: own.clientId, clientSecret: own.secrets[0]!.secret };
        await host
            .resource("Organization")
            .read(id, { name: "any", orgId: id, credentials, schemaVersion: 1 });
        expect(fixture().tokens()).to.have.lengthOf(2);

        expect(await fixture().end(host)).to.be.below(5_000);

        expect(fixture().tokens()).to.be.empty;
    });

    it("still answers a call that is under way, and hands its token back after that", async () => {
        const { atlas, orgId } = fixture();
        const host = await fixture().hostOf();
        let goOn = () => undefined as unknown;
        const arrived = new Promise<void>((resolve) => {
            const hold = () => {
                resolve();
                return new Promise((release) => (goOn = () => release(undefined)));
            };
            atlas.faults.add({ method: "POST", path: "/orgs/{orgId}/apiKeys", hold });
        });
        const creating = host
            .resource("OrgApiKey")
            .create({ orgId, description: "late", roles: ["ORG_MEMBER"] });
        await arrived;

        const ending = fixture().end(host, "interrupt");
        setTimeout(() => goOn(), 500);

        expect((await creating).outs).to.include({ description: "late" });
        expect(await ending).to.be.within(500, 5_000);
        expect(fixture().tokens()).to.be.empty;
    });

    it("does not wait long for a call that is never answered", async () => {
        const { atlas, orgId } = fixture();
        const host = await fixture().hostOf();
        const arrived = new Promise<void>((resolve) => {
            atlas.faults.add({ method: "GET", connection: "no-answer", hold: () => resolve() });
        });
        const reading = failureOf(host.resource("Organization").read(orgId)).catch(() => undefined);
        await arrived;

        expect(await fixture().end(host, "interrupt")).to.be.below(5_000);

        await reading;
        expect(fixture().tokens()).to.be.empty;
    });

    it("ends at once when it has no token to hand back", async () => {
        const { orgId, publicKey, privateKey } = fixture().atlas.payingOrganization;
        const host = await fixture().host({
            "mongodbatlas:publicKey": publicKey,
            "mongodbatlas:privateKey": privateKey,
        });
        await host.resource("Organization").read(orgId);

        expect(await fixture().end(host)).to.be.below(2_000);
    });
});
