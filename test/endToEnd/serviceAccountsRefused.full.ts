import { expect } from "chai";
import { manyAddresses } from "../support/addresses";
import {
    from,
    serviceAccount,
    serviceAccountEntry,
    serviceAccountList,
    serviceAccountSecret,
} from "../support/stackDeclarations";
import type { StackUnderTest } from "../support/stackUnderTest";
import { recordRuns } from "../support/stackUnderTest";

async function tellOfRefusals(stack: StackUnderTest) {
    const { atlas } = stack;
    const { orgId } = atlas.payingOrganization;
    const { clientId } = atlas.addServiceAccount({ orgId, accessList: ["192.0.2.1"] });
    const entry = (args: object) =>
        serviceAccountEntry("entry", { orgId, clientId, ipAddress: "192.0.2.1", ...args });
    const conflict = await stack.fail("up", [entry({})]);
    const adopted = await stack.up([entry({ onConflict: "adopt" })]);

    const addresses = manyAddresses(201);
    const tooMany = await stack.fail("preview", [
        serviceAccountList("list", { orgId, clientId, entries: addresses }),
    ]);
    const tooManyEntries = await stack.fail(
        "preview",
        addresses.map((ipAddress) => serviceAccountEntry(ipAddress, { orgId, clientId, ipAddress })),
    );
    const onNewAccount = await stack.fail("preview", [
        serviceAccount("new", {
            ...{ orgId, name: "new", description: "for tests", roles: ["ORG_MEMBER"] },
            secretExpiresAfterHours: 8,
        }),
        ...addresses.map((ipAddress) =>
            serviceAccountEntry(ipAddress, { orgId, clientId: from("new", "clientId"), ipAddress }),
        ),
    ]);
    atlas.organization(orgId).settings.maxServiceAccountSecretValidityInHours = 24;
    const tooLong = await stack.fail("up", [
        serviceAccountSecret("secret", { orgId, clientId, secretExpiresAfterHours: 720 }),
    ]);
    const notBefore = await stack.fail("preview", [
        serviceAccountSecret("secret", {
            ...{ orgId, clientId, secretExpiresAfterHours: 720, renewBeforeHours: 720 },
        }),
    ]);
    return { conflict, adopted, tooMany, tooManyEntries, onNewAccount, tooLong, notBefore };
}

describe("what Atlas or a preview refuses about a service account", () => {
    const recorded = recordRuns(tellOfRefusals);

    it("is an entry that exists, unless it is to be adopted", () => {
        const { conflict, adopted } = recorded();
        expect(conflict.said).to.contain("192.0.2.1 is on the access list of service account mdb_sa_id_");
        expect(adopted.ops["entry"]).to.deep.equal(["create"]);
    });

    it("is a list of more than 200 entries, at preview", () => {
        const { tooMany } = recorded();
        expect(tooMany.said).to.contain(
            "names 201 addresses and blocks; Atlas takes 200 for a service account",
        );
        expect(tooMany.calls).to.deep.equal([]);
    });

    it("is a program with more than 200 single entries, at preview", () => {
        const { tooManyEntries, onNewAccount } = recorded();
        expect(onNewAccount.said).to.contain("it is number 201 on one service account, and Atlas takes 200");
        expect(tooManyEntries.said).to.contain(
            "the program declares 201 entries or more on the access list of service account",
        );
        expect(tooManyEntries.calls).to.deep.equal([]);
    });

    it("is a secret that lives longer than the organization allows", () => {
        expect(recorded().tooLong.said).to.match(
            /allows secrets of service accounts 24 hours at most \(its setting maxServiceAccountSecretValidityInHours\), and secretExpiresAfterHours is 720/,
        );
    });

    it("is a renewal that would come with every up", () => {
        expect(recorded().notBefore.said).to.contain("must be less than secretExpiresAfterHours (720)");
    });
});
