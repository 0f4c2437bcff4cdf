import { expect } from "chai";
import {
    accessListEntry,
    from,
    linkToken,
    organization,
    orgApiKey,
    provider,
} from "../support/stackDeclarations";
import type { Declaration } from "../support/stackDeclarations";
import type { Run } from "../support/stackRun";
import type { StackUnderTest } from "../support/stackUnderTest";
import { recordRuns } from "../support/stackUnderTest";

interface KeyPair {
    readonly publicKey: string;
    readonly privateKey: string;
}

/** Resources of every kind that belong into an organization, and whose key it is that is rotated. */
function contents(owner: string, orgId: unknown, options: { provider?: string } = {}): Declaration[] {
    const [runner, ci, ops] = namesOf(owner);
    return [
        orgApiKey(runner, { orgId, description: "CI", roles: ["ORG_MEMBER"] }, options),
        accessListEntry(ci, { orgId, apiKeyId: from(runner, "apiKeyId"), ipAddress: "1.2.3.4" }, options),
        linkToken(ops, { orgId }, options),
    ];
}

function namesOf(owner: string): [string, string, string] {
    return [`runner-${owner}`, `ci-${owner}`, `ops-${owner}`];
}

function untouched(owner: string): Record<string, string[]> {
    return Object.fromEntries(namesOf(owner).map((name) => [name, ["same"]]));
}

/** What a refused refresh says of the resources behind the key. */
function expectRefused(refresh: Run, owner: string): void {
    for (const name of namesOf(owner)) {
        expect(refresh.saidOf(name)).to.contain("401").and.contain("run `pulumi up` first");
    }
}

function fresh({ atlas }: StackUnderTest, orgId: string, revokedId: string): KeyPair {
    const { publicKey, privateKey } = atlas.addApiKey({ orgId });
    atlas.revokeApiKey(revokedId);
    return { publicKey, privateKey };
}

/** Three keys are rotated side by side; each stands for one place where the program or its stack has it. */
async function tellOfThreeKeys(stack: StackUnderTest) {
    const { atlas } = stack;
    const { orgId: payingId, ownerId, apiKeyId: payingKeyId } = atlas.payingOrganization;
    const { id: explicitId } = atlas.addOrganization();
    const explicitKey = atlas.addApiKey({ orgId: explicitId });
    const program = (explicit: KeyPair, credentials?: KeyPair) => [
        ...contents("configured", payingId),
        provider("explicit", { publicKey: explicit.publicKey, privateKey: explicit.privateKey }),
        ...contents("explicit", explicitId, { provider: "explicit" }),
        organization("payments", {
            name: "payments",
            orgOwnerId: ownerId,
            apiKey: { description: "pulumi", roles: ["ORG_OWNER"] },
            ...(credentials && { credentials }),
        }),
        provider("inside", from("payments", "credentials")),
        ...contents("inside", from("payments", "orgId"), { provider: "inside" }),
    ];
    await stack.up(program(explicitKey));
    const { id, outputs } = await stack.state("payments");
    const madeId = id!;

    const configured = fresh(stack, payingId, payingKeyId);
    await stack.setSetting("publicKey", configured.publicKey);
    await stack.setSetting("privateKey", { secret: configured.privateKey });
    const explicit = fresh(stack, explicitId, explicitKey.id);
    const credentials = fresh(stack, madeId, String(outputs["apiKeyId"]));
    const refused = await stack.fail("refresh");

    const wrong = { ...credentials, privateKey: "00000000-0000-4000-8000-000000000000" };
    const rejected = await stack.fail("up", program(explicitKey, wrong));

    const preview = await stack.preview(program(explicit, credentials));
    const rotated = await stack.up(program(explicit, credentials));
    const credentialsInState = (await stack.state("payments")).outputs["credentials"];
    const refreshed = await stack.refresh();
    await stack.destroy();
    return {
        ids: { payingId, explicitId, madeId },
        credentials,
        refused,
        rejected,
        preview,
        rotated,
        credentialsInState,
        refreshed,
        organizationsLeft: [...atlas.store.organizations.keys()],
    };
}

describe("a rotated key", () => {
    const recorded = recordRuns(tellOfThreeKeys);

    it("of the stack's configuration touches no resource, and refresh says to run up first", () => {
        const { refused, rotated, ids } = recorded();
        expectRefused(refused, "configured");
        expect(rotated.ops).to.deep.include(untouched("configured"));
        expect(rotated.callsTo(ids.payingId)).to.deep.equal([]);
    });

    it("of an explicit Provider updates the Provider in place and touches no resource", () => {
        const { refused, preview, rotated, ids } = recorded();
        expectRefused(refused, "explicit");
        for (const run of [preview, rotated]) {
            expect(run.ops).to.deep.include({ explicit: ["update"], ...untouched("explicit") });
            expect(run.callsTo(ids.explicitId)).to.deep.equal([]);
        }
    });

    it("of an organization that the program made goes into its credentials", () => {
        const { refused, rotated, credentials, credentialsInState } = recorded();
        expect(refused.saidOf("payments")).to.contain("401").and.contain("credentials");
        expect(rotated.ops).to.deep.include({
            payments: ["update"],
            inside: ["update"],
            ...untouched("inside"),
        });
        expect(credentialsInState).to.deep.equal(credentials);
    });

    it("of an organization is refused when it is wrong, before anything is written", () => {
        const { rejected } = recorded();
        expect(rejected.saidOf("payments")).to.contain("401");
        expect(rejected.writes).to.deep.equal([]);
    });

    it("leaves nothing to write, nothing to refresh, and everything to destroy", () => {
        const { rotated, refreshed, organizationsLeft, ids } = recorded();
        expect(rotated.writes).to.deep.equal([]);
        expect(refreshed.changes).to.deep.equal({ same: 13 });
        expect(organizationsLeft).to.not.include(ids.madeId);
    });
});
