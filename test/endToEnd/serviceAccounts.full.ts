import { expect } from "chai";
import { from, serviceAccount, serviceAccountSecret } from "../support/stackDeclarations";
import type { StackUnderTest } from "../support/stackUnderTest";
import { recordRuns } from "../support/stackUnderTest";
import { accountOf, HERE, programOf, REPLACED_NEW_FIRST } from "./accountsProgram";

async function tellOfChanges(stack: StackUnderTest) {
    const { atlas } = stack;
    await stack.up(programOf(stack));
    const unchanged = await stack.up();

    const account = atlas.store.serviceAccountsOf(atlas.payingOrganization.orgId);
    account.find(({ name }) => name === "deployer")!.accessList.delete("192.0.2.0/24");
    account.find(({ name }) => name === "reporter")!.accessList.clear();
    const refreshed = await stack.refresh();
    const repaired = await stack.up();
    const repairedList = accountOf(stack, "deployer")?.accessList;

    const changed = await stack.up(
        programOf(stack, {
            account: { name: "deployer 2", roles: ["ORG_MEMBER", "ORG_OWNER"] },
            entries: [HERE, "198.51.100.0/24"],
            address: "192.0.2.2",
        }),
    );
    const third = accountOf(stack, "deployer 2");
    const entryAfter = accountOf(stack, "reporter")?.accessList;
    const refused = await stack.fail(
        "preview",
        programOf(stack, { account: { secretExpiresAfterHours: 9 } }),
    );
    await stack.destroy();
    return { unchanged, refreshed, repaired, repairedList, changed, third, entryAfter, refused };
}

describe("service accounts in a stack", () => {
    const recorded = recordRuns(tellOfChanges);

    it("stay as they are if nothing has changed", () => {
        expect(recorded().unchanged.writes).to.deep.equal([]);
    });

    it("get back what was taken from their lists", () => {
        const { refreshed, repaired, repairedList } = recorded();
        expect(refreshed.ops).to.deep.include({ list: ["refresh"], entry: ["refresh"] });
        expect(repaired.ops).to.deep.include({ list: ["update"], entry: ["create"] });
        expect([...(repairedList?.keys() ?? [])]).to.deep.equal([HERE, "192.0.2.0/24"]);
    });

    it("are updated in place, a single entry is replaced", () => {
        const { changed, third, entryAfter } = recorded();
        expect(changed.ops).to.deep.include({
            deployer: ["update"],
            list: ["update"],
            entry: REPLACED_NEW_FIRST,
        });
        expect(third?.roles).to.have.members(["ORG_MEMBER", "ORG_OWNER"]);
        expect([...(third?.accessList.keys() ?? [])]).to.deep.equal([HERE, "198.51.100.0/24"]);
        expect([...(entryAfter?.keys() ?? [])]).to.deep.equal(["192.0.2.2"]);
    });

    it("refuse another life for the first secret", () => {
        expect(recorded().refused.said).to.contain("it counts only for the first secret");
    });
});

async function tellOfTwoSecrets(stack: StackUnderTest) {
    const { orgId } = stack.atlas.payingOrganization;
    const program = (account: object, keepers: object) => [
        serviceAccount("full", {
            ...{ orgId, name: "full", description: "for tests", roles: ["ORG_MEMBER"] },
            secretExpiresAfterHours: 8760,
            ...account,
        }),
        serviceAccountSecret("secret", {
            ...{ orgId, clientId: from("full", "clientId"), keepers },
            ...{ secretExpiresAfterHours: 720, renewBeforeHours: 168 },
        }),
    ];
    const made = await stack.up(program({}, {}));
    const before = accountOf(stack, "full");
    const noRoom = await stack.fail("up", program({}, { round: "2" }));
    const after = accountOf(stack, "full");
    const renewed = await stack.up(program({ deleteFirstSecret: true }, { round: "2" }));
    const atTheEnd = accountOf(stack, "full");
    await stack.destroy();
    return { made, before, noRoom, after, renewed, atTheEnd };
}

describe("a secret beside the first one of its account", () => {
    const recorded = recordRuns(tellOfTwoSecrets);

    it("is made, with a warning that says what stands in the way of its renewal", () => {
        const { made, before } = recorded();
        expect(before?.secrets).to.have.lengthOf(2);
        expect(made.said).to.contain(
            `it cannot renew itself beside another secret, as Atlas allows 2. Secret ${before?.secrets[0]?.id} `,
        );
        expect(made.said).to.contain("came with the account: set deleteFirstSecret: true");
    });

    it("cannot be replaced, and the error says which secrets stand there", () => {
        const { noRoom, before, after } = recorded();
        expect(noRoom.said).to.contain("has 2 secrets, and Atlas allows 2.");
        before?.secrets.forEach(({ id }) => expect(noRoom.said).to.contain(`Secret ${id} (made at `));
        expect(noRoom.said).to.contain("came with the account: set deleteFirstSecret: true");
        expect(noRoom.said).to.contain("is the one to be replaced.");
        expect(noRoom.writes).to.deep.equal([]);
        expect(after?.secrets).to.deep.equal(before?.secrets);
    });

    it("can be replaced once the first one is gone", () => {
        const { renewed, before, atTheEnd } = recorded();
        expect(renewed.ops["secret"]).to.deep.equal(REPLACED_NEW_FIRST);
        expect(atTheEnd?.secrets).to.have.lengthOf(1);
        expect(before?.secrets.map(({ id }) => id)).to.not.include(atTheEnd?.secrets[0]?.id);
    });
});
