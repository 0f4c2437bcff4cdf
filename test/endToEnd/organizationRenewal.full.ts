import { expect } from "chai";
import type { StoredSecret } from "pulumi-atlas-org/testkit";
import { SkewedClock } from "../support/skewedClock";
import type { Declaration } from "../support/stackDeclarations";
import { from, organization, orgApiKey, provider } from "../support/stackDeclarations";
import type { StackUnderTest } from "../support/stackUnderTest";
import { recordRuns } from "../support/stackUnderTest";

const HOUR_MS = 3_600_000;
const SECRETS = "/orgs/{orgId}/serviceAccounts/{clientId}/secrets";

/** Atlas's clock: behind, so that secrets end soon by the clock of this machine. */
function clockBehind(): SkewedClock {
    const clock = new SkewedClock();
    clock.skewMs = -620 * HOUR_MS;
    return clock;
}

/** An organization with a service account of its own, and a key in it. */
function programOf({ atlas }: StackUnderTest, account: object = { renewBeforeHours: 168 }): Declaration[] {
    return [
        organization("payments", {
            name: "payments",
            orgOwnerId: atlas.payingOrganization.ownerId,
            serviceAccount: {
                name: "pulumi",
                description: "runs pulumi",
                roles: ["ORG_OWNER"],
                secretExpiresAfterHours: 720,
                ...account,
            },
        }),
        provider("in-payments", from("payments", "credentials")),
        orgApiKey(
            "runner",
            { orgId: from("payments", "orgId"), description: "runner", roles: ["ORG_MEMBER"] },
            { provider: "in-payments" },
        ),
    ];
}

/** What Atlas holds for the organization's own account. */
function secretsOf({ atlas }: StackUnderTest): StoredSecret[] {
    const made = [...atlas.store.organizations.values()].find(({ name }) => name === "payments");
    const [account] = made === undefined ? [] : atlas.store.serviceAccountsOf(made.id);
    return structuredClone(account?.secrets ?? []);
}

async function heldSecret(stack: StackUnderTest): Promise<unknown> {
    const { outputs } = await stack.state("payments");
    return (outputs["credentials"] as { clientSecret: string }).clientSecret;
}

function tellOfRenewal(clock: SkewedClock) {
    return async (stack: StackUnderTest) => {
        await stack.up(programOf(stack, {}));
        const warned = await stack.refresh();
        const first = secretsOf(stack);
        const steered = await stack.up(programOf(stack, { renewBeforeHours: 1 }));
        const afterSteering = secretsOf(stack);
        clock.skewMs = 0;

        const preview = await stack.preview(programOf(stack));
        const interrupted = await stack.up(programOf(stack));
        const both = secretsOf(stack);
        const recorded = await heldSecret(stack);
        const renewed = await stack.up();
        const second = secretsOf(stack);
        const held = await heldSecret(stack);
        const unchanged = await stack.up(
            programOf(stack, { renewBeforeHours: 168, secretExpiresAfterHours: 720 }),
        );
        const changed = await stack.up([
            ...programOf(stack).slice(0, 2),
            orgApiKey(
                "runner",
                { orgId: from("payments", "orgId"), description: "renamed", roles: ["ORG_MEMBER"] },
                { provider: "in-payments" },
            ),
        ]);
        const destroyed = await stack.destroy();
        return {
            ...{ warned, first, steered, afterSteering, preview, interrupted, both, recorded },
            ...{ renewed, second, held, unchanged, changed, destroyed },
        };
    };
}

describe("the secret of an organization's own service account", () => {
    const clock = clockBehind();
    const recorded = recordRuns(tellOfRenewal(clock), { atlas: { clock } });

    it("is warned of before its end where nothing renews it", () => {
        const { warned, steered } = recorded();
        expect(warned.said).to.match(
            /Organization \w+: the secret ends in 4 days, .*nothing renews it: set serviceAccount\.renewBeforeHours/,
        );
        expect(steered.said).to.not.contain("nothing renews it");
    });

    it("stays as it is before its time, whatever steers its renewal", () => {
        const { first, steered, afterSteering } = recorded();
        expect(steered.writes).to.deep.equal([]);
        expect(afterSteering).to.deep.equal(first);
    });

    it("is renewed by the first up near its end, and recorded before the old one is deleted", () => {
        const { preview, interrupted, both, recorded: held, first } = recorded();
        expect(preview.ops["payments"]).to.deep.equal(["update"]);
        expect(preview.writes).to.deep.equal([]);
        expect(interrupted.writes[0]).to.equal(`POST ${SECRETS}`);
        expect(both.map(({ id }) => id))
            .to.have.lengthOf(2)
            .and.include(first[0]?.id);
        expect(held).to.equal(both.find(({ id }) => id !== first[0]?.id)?.secret);
    });

    it("loses the old one in the next up", () => {
        const { renewed, second, both, held } = recorded();
        expect(renewed.ops).to.deep.include({ payments: ["update"] });
        expect(second).to.have.lengthOf(1);
        expect(second[0]?.secret).to.equal(held);
        expect(both.map(({ secret }) => secret)).to.include(held);
    });

    it("goes on to serve all that is in the organization", () => {
        const { unchanged, changed, destroyed } = recorded();
        expect(unchanged.writes).to.deep.equal([]);
        expect(changed.ops["runner"]).to.deep.equal(["update"]);
        expect(destroyed.ok).to.equal(true);
    });
});

function tellOfFailures(clock: SkewedClock) {
    return async (stack: StackUnderTest) => {
        const { atlas } = stack;
        await stack.up(programOf(stack, {}));
        const [first] = secretsOf(stack);
        clock.skewMs = 0;

        atlas.faults.add({ method: "POST", path: SECRETS, connection: "lost-after" });
        const lost = await stack.fail("up", programOf(stack));
        const afterLost = secretsOf(stack);
        atlas.faults.add({ method: "GET", path: "/orgs/{orgId}", status: 403, errorCode: "NOT_YET" });
        const refused = await stack.fail("up");
        const afterRefused = secretsOf(stack);

        const made = [...atlas.store.organizations.values()].find(({ name }) => name === "payments")!;
        const account = atlas.store.serviceAccountsOf(made.id)[0]!;
        account.secrets.push(atlas.store.newSecret(new Date().toISOString(), 24));
        const noRoom = await stack.fail("up");
        const foreign = account.secrets.pop();
        await stack.up();
        await stack.up();
        const renewed = secretsOf(stack);
        return { first, lost, afterLost, refused, afterRefused, noRoom, foreign, renewed };
    };
}

describe("the renewal of an organization's own secret, when something goes wrong", () => {
    const clock = clockBehind();
    const recorded = recordRuns(tellOfFailures(clock), { atlas: { clock } });

    it("leaves no secret whose value is lost, and keeps the old one", () => {
        const { lost, afterLost, first } = recorded();
        expect(lost.said).to.match(
            /The secret \w+ that Atlas had made was deleted again, as its value is lost/,
        );
        expect(afterLost.map(({ id }) => id)).to.deep.equal([first?.id]);
    });

    it("leaves no secret that does not work, and keeps the old one", () => {
        const { refused, afterRefused, first } = recorded();
        expect(refused.said).to.match(/the new secret \w+ was made, and did not work when it was tried/);
        expect(afterRefused.map(({ id }) => id)).to.deep.equal([first?.id]);
    });

    it("names the secret for which there is no room, and deletes nothing", () => {
        const { noRoom, foreign, first } = recorded();
        expect(noRoom.said)
            .to.contain(`Secret ${first?.id} (made at `)
            .and.contain("is the one to be replaced.");
        expect(noRoom.said).to.contain(`Secret ${foreign?.id} (made at `);
        expect(noRoom.writes).to.deep.equal([]);
    });

    it("succeeds in the next up", () => {
        const { renewed, first } = recorded();
        expect(renewed).to.have.lengthOf(1);
        expect(renewed[0]?.id).to.not.equal(first?.id);
    });
});
