import { expect } from "chai";
import { organization } from "../support/stackDeclarations";
import type { Declaration, ResourceOptions } from "../support/stackDeclarations";
import type { Run } from "../support/stackRun";
import type { StackUnderTest } from "../support/stackUnderTest";
import { recordRuns } from "../support/stackUnderTest";
import { organizationsIn } from "./newOrganizations";

const SETTINGS = "/orgs/{orgId}/settings";

/** Declares a new organization, whose settings take a call of their own. */
function newOrganizationIn({ atlas }: StackUnderTest) {
    return (name: string, options?: ResourceOptions): Declaration =>
        organization(
            name,
            {
                name,
                orgOwnerId: atlas.payingOrganization.ownerId,
                apiKey: { description: "pulumi", roles: ["ORG_OWNER"] },
                settings: { multiFactorAuthRequired: true },
            },
            options,
        );
}

/** A run, and what there is after it. */
interface Outcome {
    readonly run: Run;
    readonly organizations: ReturnType<typeof organizationsIn>;
}

/** Three organizations, one after the other: each is made in the run that repairs the one before. */
async function tellOfFailedSettings(stack: StackUnderTest) {
    const { atlas } = stack;
    const declared = newOrganizationIn(stack);
    const first = declared("first");
    const second = declared("second", { dependsOn: "first" });
    const third = declared("third", { dependsOn: "second" });
    const failAtSettingsOfLast = async (...program: Declaration[]): Promise<Outcome> => {
        atlas.faults.add({
            ...{ method: "PATCH", path: SETTINGS, skip: program.length === 1 ? 0 : 1 },
            // Nothing that passes: a 500 would be tried again in the same run.
            ...{ status: 403, errorCode: "FEATURE_UNSUPPORTED" },
        });
        const run = await stack.fail("up", program);
        return { run, organizations: organizationsIn(stack) };
    };

    const firstFailed = await failAtSettingsOfLast(first);
    const firstInState = await stack.state("first");
    const firstKeys = [...atlas.store.apiKeysOf(firstInState.id!)];

    const firstRepaired = await failAtSettingsOfLast(first, second);
    const firstInStateRepaired = await stack.state("first");

    await stack.refresh();
    const secondRepaired = await failAtSettingsOfLast(first, second, third);

    const destroyed = await stack.destroy();
    return {
        firstFailed,
        firstInState,
        firstKeys,
        firstRepaired,
        firstInStateRepaired,
        secondRepaired,
        destroyed,
        left: { organizations: organizationsIn(stack), keys: [...atlas.store.apiKeys.keys()] },
        payingKey: atlas.payingOrganization.apiKeyId,
    };
}

describe("an organization whose settings could not be made", () => {
    const recorded = recordRuns(tellOfFailedSettings);

    it("says so, and is kept in the state with its credential", () => {
        const { firstFailed, firstInState, firstKeys } = recorded();
        expect(firstFailed.run.said).to.contain("FEATURE_UNSUPPORTED").and.contain("run `pulumi up` again");
        expect(firstFailed.run.writes).to.deep.equal(["POST /orgs", `PATCH ${SETTINGS}`]);
        expect(firstFailed.organizations).to.have.lengthOf(1);
        expect(firstFailed.organizations[0]!.settings.multiFactorAuthRequired).to.equal(false);
        expect(firstInState.id).to.equal(firstFailed.organizations[0]!.id);
        expect(firstInState.initErrors).to.have.lengthOf(1);
        expect(firstKeys).to.have.lengthOf(1);
        const { publicKey, privateKey } = firstKeys[0]!;
        expect(firstInState.outputs["credentials"]).to.deep.equal({ publicKey, privateKey });
    });

    it("is repaired by the next up, not made a second time, and the same in the one after that", () => {
        const { firstFailed, firstRepaired, firstInState, firstInStateRepaired, secondRepaired } = recorded();
        const [made] = firstFailed.organizations;
        expect(firstRepaired.run.ops).to.deep.include({ first: ["update"] });
        expect(firstRepaired.run.callsTo(made!.id)).to.deep.equal([`PATCH ${SETTINGS}`]);
        expect(firstRepaired.organizations).to.have.lengthOf(2);
        expect(firstRepaired.organizations[0]).to.deep.equal({
            ...made,
            settings: { ...made!.settings, multiFactorAuthRequired: true },
        });
        expect(firstInStateRepaired.id).to.equal(firstInState.id);
        expect(firstInStateRepaired.initErrors).to.deep.equal([]);
        expect(secondRepaired.run.ops).to.deep.include({ first: ["same"] });
    });

    it("is repaired by the next up with a refresh in between, too", () => {
        const { firstRepaired, secondRepaired } = recorded();
        const [, made] = firstRepaired.organizations;
        expect(made!.settings.multiFactorAuthRequired).to.equal(false);
        expect(secondRepaired.run.callsTo(made!.id)).to.deep.equal([`PATCH ${SETTINGS}`]);
        expect(secondRepaired.organizations).to.have.lengthOf(3);
        expect(secondRepaired.organizations[1]).to.deep.include({ id: made!.id, name: "second" });
        expect(secondRepaired.organizations[1]!.settings.multiFactorAuthRequired).to.equal(true);
    });

    it("is destroyed right after, and nothing is left", () => {
        const { secondRepaired, destroyed, left, payingKey } = recorded();
        expect(secondRepaired.organizations[2]!.settings.multiFactorAuthRequired).to.equal(false);
        expect(destroyed.ops).to.deep.include({ third: ["delete"] });
        expect(left).to.deep.equal({ organizations: [], keys: [payingKey] });
    });
});
