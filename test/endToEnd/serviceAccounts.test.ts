import { expect } from "chai";
import type { StoredServiceAccount } from "pulumi-atlas-org/testkit";
import { SkewedClock } from "../support/skewedClock";
import type { Declaration } from "../support/stackDeclarations";
import {
    from,
    orgApiKey,
    provider,
    serviceAccount,
    serviceAccountEntry,
    serviceAccountList,
    serviceAccountSecret,
    shown,
} from "../support/stackDeclarations";
import type { StackUnderTest } from "../support/stackUnderTest";
import { recordRuns } from "../support/stackUnderTest";

const HOUR_MS = 3_600_000;
const REPLACED_NEW_FIRST = ["create-replacement", "replace", "delete-replaced"];
const LIST = "/orgs/{orgId}/serviceAccounts/{clientId}/accessList";
// Where the emulated Atlas says that calls come from.
const HERE = "203.0.113.7";

/** The one account of this name, as it is now. */
function accountOf({ atlas }: StackUnderTest, name: string): StoredServiceAccount | undefined {
    const { orgId } = atlas.payingOrganization;
    return structuredClone(atlas.store.serviceAccountsOf(orgId).find((account) => account.name === name));
}

interface Changes {
    readonly account?: object;
    readonly entries?: string[];
    readonly address?: string;
}

/** An account with a list, whose secret renews itself and is used; another one with a single entry. */
function programOf({ atlas }: StackUnderTest, changes: Changes = {}): Declaration[] {
    const { orgId } = atlas.payingOrganization;
    const about = { orgId, description: "for tests", roles: ["ORG_OWNER"] };
    const secret = { orgId, clientId: from("deployer", "clientId") };
    return [
        serviceAccount("deployer", {
            ...about,
            name: "deployer",
            secretExpiresAfterHours: 8,
            deleteFirstSecret: true,
            ...changes.account,
        }),
        shown(
            serviceAccountSecret("secret", {
                ...secret,
                secretExpiresAfterHours: 720,
                renewBeforeHours: 168,
            }),
            "clientSecret",
        ),
        serviceAccountList("list", { ...secret, entries: changes.entries ?? [HERE, "192.0.2.0/24"] }),
        provider("as-deployer", {
            clientId: from("deployer", "clientId"),
            clientSecret: from("secret", "clientSecret"),
        }),
        orgApiKey(
            "by-deployer",
            { orgId, description: "made by the account", roles: ["ORG_MEMBER"] },
            { provider: "as-deployer", dependsOn: "list" },
        ),
        serviceAccount("reporter", { ...about, name: "reporter", secretExpiresAfterHours: 200 }),
        serviceAccountEntry("entry", {
            orgId,
            clientId: from("reporter", "clientId"),
            ipAddress: changes.address ?? "192.0.2.1",
        }),
    ];
}

const clock = new SkewedClock();

async function tellOfLife(stack: StackUnderTest) {
    const { atlas } = stack;
    // So that the secrets end soon, by the clock of this machine.
    clock.skewMs = -620 * HOUR_MS;
    const made = await stack.up(programOf(stack));
    const first = accountOf(stack, "deployer");
    const { clientSecret: firstShown } = (await stack.outputs())["secret"] as { clientSecret: string };
    clock.skewMs = 0;

    const preview = await stack.preview();
    const renewed = await stack.up();
    const second = accountOf(stack, "deployer");
    const { clientSecret: secondShown } = (await stack.outputs())["secret"] as { clientSecret: string };
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
    const destroyed = await stack.destroy();
    return {
        ...{ made, first, firstShown, preview, renewed, second, secondShown, unchanged },
        ...{ refreshed, repaired, repairedList, changed, third, entryAfter, refused, destroyed },
        left: atlas.store.serviceAccountsOf(atlas.payingOrganization.orgId).length,
    };
}

describe("service accounts in a stack", () => {
    const recorded = recordRuns(tellOfLife, { atlas: { clock } });

    it("are made with a list, and without the first secret where the program does not want it", () => {
        const { first, firstShown } = recorded();
        expect(first?.secrets.map(({ secret }) => secret)).to.deep.equal([firstShown]);
        expect([...(first?.accessList.keys() ?? [])]).to.deep.equal([HERE, "192.0.2.0/24"]);
    });

    it("have a secret that the first up near its end replaces, for all that depends on it", () => {
        const { preview, renewed, firstShown, second, secondShown } = recorded();
        expect(preview.ops["secret"]?.at(-1)).to.match(/replace/);
        expect(preview.writes).to.deep.equal([]);
        expect(renewed.ops["secret"]).to.deep.equal(REPLACED_NEW_FIRST);
        expect(renewed.ops["as-deployer"]).to.deep.equal(["update"]);
        expect(secondShown).to.not.equal(firstShown);
        expect(second?.secrets.map(({ secret }) => secret)).to.deep.equal([secondShown]);
    });

    it("are warned of where a secret ends soon that nothing renews", () => {
        const { renewed } = recorded();
        expect(renewed.said).to.match(
            /OrgServiceAccount .*: the secret has ended, at .*renewBeforeHours, then set deleteFirstSecret: true/,
        );
        expect(renewed.said, "of the one that renews").to.not.match(/OrgServiceAccountSecret [0-9a-f]{24}-/);
    });

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

    it("go with their lists, in one call each", () => {
        const { destroyed, left } = recorded();
        expect(destroyed.writes.filter((call) => call.includes("accessList"))).to.deep.equal([]);
        expect(destroyed.calls).to.not.include(`GET ${LIST}`);
        expect(left).to.equal(0);
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
