import { expect } from "chai";
import { EmulatedAtlas } from "pulumi-atlas-org/testkit";
import { AtlasClient } from "#provider/atlas/client";
import type { AccessListOwner } from "#provider/atlas/endpoints/accessListOwners";
import { ownerName, serviceAccountOwner } from "#provider/atlas/endpoints/accessListOwners";
import type { ProviderInstance } from "#provider/runtime/providerInstance";
import { addEntries } from "#provider/resources/accessList/additions";
import { accessListOf } from "#provider/resources/accessList/accessListOfRun";
import { createdOf, findEntry } from "#provider/resources/accessList/listing";
import { TWO_OWNERS } from "../support/accessListOwners";
import { manyAddresses } from "../support/addresses";

const BLOCK = "203.0.113.0/24";
const ADDRESS = "192.0.2.1";
/** The address that the emulated Atlas sees its callers at. */
const CALLER_ADDRESS = "203.0.113.7";

interface Site {
    readonly atlas: EmulatedAtlas;
    /** Calls as the owner whose name is "own". */
    readonly instance: ProviderInstance;
    readonly own: AccessListOwner;
    /** Whose list the tests are about. */
    readonly owner: AccessListOwner;
    readonly revokeOwner: () => void;
}

for (const [kind, ownersIn] of Object.entries(TWO_OWNERS)) {
    describe(`the access list of ${kind}`, () => {
        let site: Site;
        let client: AtlasClient;

        beforeEach(async () => {
            const atlas = await EmulatedAtlas.start();
            const { credential, ...owners } = ownersIn(atlas);
            client = new AtlasClient({ credential, baseUrl: atlas.baseUrl, maxRetryMs: 1_000 });
            const instance = {
                client,
                clientFor: () => client,
                nowMs: Date.now,
                say: () => undefined,
                warn: () => undefined,
            };
            site = { atlas, instance, ...owners };
        });

        afterEach(async () => {
            client.close();
            await site.atlas.close();
        });

        it("is read with the age of each entry", async () => {
            const { atlas, instance, owner } = site;
            const { created } = atlas.addAccessListEntry(owner.id, BLOCK);

            const list = await accessListOf(instance, owner).entries();

            expect([...(list ?? [])].map(([address]) => address)).to.deep.equal([BLOCK]);
            expect(createdOf(owner, list?.get(BLOCK))).to.equal(created);
        });

        it("is gone with its owner", async () => {
            site.revokeOwner();

            expect(await accessListOf(site.instance, site.owner).entries()).to.equal(undefined);
        });

        it("shows one entry, or that there is none", async () => {
            const { atlas, owner } = site;
            atlas.addAccessListEntry(owner.id, BLOCK);

            expect(await findEntry(client, owner, BLOCK)).to.include({ cidrBlock: BLOCK });
            expect(await findEntry(client, owner, ADDRESS)).to.equal(undefined);
        });

        it("takes what it has not, and says what stood there", async () => {
            const { atlas, owner } = site;
            atlas.addAccessListEntry(owner.id, BLOCK);

            const additions = await addEntries(client, owner, [BLOCK, ADDRESS]);

            expect([...additions].map(([address, { outcome }]) => [address, outcome])).to.have.deep.members([
                [BLOCK, "stood"],
                [ADDRESS, "made"],
            ]);
            expect(await addressesOf(site)).to.have.members([BLOCK, ADDRESS]);
        });

        it("is looked at after a post whose answer is lost, instead of a second post", async () => {
            const { atlas, owner } = site;
            const path = /accessList$/;
            const fault = atlas.faults.add({ method: "POST", path, connection: "lost-after" });

            const additions = await addEntries(client, owner, [ADDRESS]);

            expect(fault.hits).to.equal(1);
            expect(additions.get(ADDRESS)).to.include({ outcome: "made" });
            expect(atlas.calls().filter(({ method }) => method === "POST")).to.have.length(1);
        });

        it("loses an entry, and it is no failure if the entry or its owner is gone", async () => {
            const { atlas, instance, owner } = site;
            atlas.addAccessListEntry(owner.id, BLOCK);

            await accessListOf(instance, owner).removeOne(BLOCK);
            expect(await addressesOf(site)).to.deep.equal([]);
            await accessListOf(instance, owner).removeOne(BLOCK);
            site.revokeOwner();
            await accessListOf(instance, owner).removeOne(BLOCK);
        });

        it("would lock the caller out by its first entry, if it is the caller's own", async () => {
            const { atlas, instance, own, owner } = site;

            expect(await accessListOf(instance, owner).wouldLockOut()).to.be.false;
            expect(await accessListOf(instance, own).wouldLockOut()).to.be.true;

            const elsewhere = { ...instance };
            atlas.addAccessListEntry(own.id, CALLER_ADDRESS);
            expect(await accessListOf(elsewhere, own).wouldLockOut()).to.be.false;
        });

        it("keeps the address that its owner calls from, and the error says whose list that is", async () => {
            const { atlas, instance, own } = site;
            atlas.addAccessListEntry(own.id, CALLER_ADDRESS);

            const failure = await accessListOf(instance, own)
                .removeOne(CALLER_ADDRESS)
                .catch((error: unknown) => error);

            const [noun] = ownerName(own).split(` ${own.id}`);
            expect(String(failure)).to.contain(`with this very ${String(noun)}, and Atlas lets no caller`);
        });
    });
}

/** What Atlas holds, asked for in a run of its own. */
async function addressesOf({ instance, owner }: Site): Promise<string[]> {
    return [...((await accessListOf({ ...instance }, owner).entries()) ?? new Map<string, unknown>()).keys()];
}

describe("the access list of a service account, which has room for 200 entries", () => {
    it("is not asked to take more", async () => {
        const atlas = await EmulatedAtlas.start();
        const { orgId } = atlas.payingOrganization;
        const { clientId } = atlas.addServiceAccount({ orgId });
        const client = new AtlasClient({ credential: atlas.payingOrganization, baseUrl: atlas.baseUrl });

        const owner = serviceAccountOwner(orgId, clientId);
        const additions = await addEntries(client, owner, manyAddresses(201));

        const outcomes = new Set([...additions.values()].map(({ outcome }) => outcome));
        expect([...outcomes]).to.deep.equal(["refused"]);
        expect(JSON.stringify(atlas.calls())).to.equal("[]");
        client.close();
        await atlas.close();
    });
});
