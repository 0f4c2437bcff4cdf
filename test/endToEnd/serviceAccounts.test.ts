import { expect } from "chai";
import { SkewedClock } from "../support/skewedClock";
import type { StackUnderTest } from "../support/stackUnderTest";
import { recordRuns } from "../support/stackUnderTest";
import { accountOf, HERE, programOf, REPLACED_NEW_FIRST } from "./accountsProgram";

const HOUR_MS = 3_600_000;
const LIST = "/orgs/{orgId}/serviceAccounts/{clientId}/accessList";

const clock = new SkewedClock();

async function tellOfRenewal(stack: StackUnderTest) {
    const { atlas } = stack;
    // So that the secrets end soon, by the clock of this machine.
    clock.skewMs = -620 * HOUR_MS;
    await stack.up(programOf(stack));
    const first = accountOf(stack, "deployer");
    const { clientSecret: firstShown } = (await stack.outputs())["secret"] as { clientSecret: string };
    clock.skewMs = 0;

    const preview = await stack.preview();
    const renewed = await stack.up();
    const second = accountOf(stack, "deployer");
    const { clientSecret: secondShown } = (await stack.outputs())["secret"] as { clientSecret: string };

    const destroyed = await stack.destroy();
    const left = atlas.store.serviceAccountsOf(atlas.payingOrganization.orgId).length;
    return { first, firstShown, preview, renewed, second, secondShown, destroyed, left };
}

describe("service accounts in a stack", () => {
    const recorded = recordRuns(tellOfRenewal, { atlas: { clock } });

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

    it("go with their lists, in one call each", () => {
        const { destroyed, left } = recorded();
        expect(destroyed.writes.filter((call) => call.includes("accessList"))).to.deep.equal([]);
        expect(destroyed.calls).to.not.include(`GET ${LIST}`);
        expect(left).to.equal(0);
    });
});
