import { expect } from "chai";
import { orphansOf } from "./hostKills";
import { accessListEntry, from, linkToken, organization, orgApiKey, provider } from "./stackDeclarations";
import type { Declaration } from "./stackDeclarations";
import type { StackUnderTest } from "./stackUnderTest";

/** Arguments by the name of the resource that gets them, beside its others. */
export type Steering = Readonly<Record<string, object>>;

const OFFICE = "198.51.100.1";
const CI = "203.0.113.0/24";

/** A new organization with resources of every kind in it. */
export function wholeProgram({ atlas }: StackUnderTest, steering: Steering = {}): Declaration[] {
    const orgId = from("payments", "orgId");
    const ofKey = { orgId, apiKeyId: from("runner", "apiKeyId") };
    const within = { provider: "in-payments" };
    const created = {
        orgOwnerId: atlas.payingOrganization.ownerId,
        apiKey: { description: "pulumi", roles: ["ORG_OWNER"] },
    };
    return [
        organization("payments", {
            name: "payments",
            settings: { multiFactorAuthRequired: true },
            ...(steering["payments"] ?? created),
        }),
        provider("in-payments", from("payments", "credentials")),
        orgApiKey("runner", { orgId, description: "CI", roles: ["ORG_MEMBER"] }, within),
        accessListEntry("office", { ...ofKey, ipAddress: OFFICE, ...steering["office"] }, within),
        accessListEntry("ci", { ...ofKey, cidrBlock: CI, ...steering["ci"] }, within),
        linkToken("ops", { orgId, ...steering["ops"] }, within),
    ];
}

/** Which resources wait for another one although they have no need to. */
const WAITS: Readonly<Record<string, string>> = { ci: "office", ops: "ci" };

/** The same, made one after the other. */
export function inTurn(program: readonly Declaration[]): Declaration[] {
    return program.map((declaration) => {
        const dependsOn = WAITS[declaration.name];
        return dependsOn === undefined
            ? declaration
            : { ...declaration, options: { ...declaration.options, dependsOn } };
    });
}

export type Whole = Awaited<ReturnType<typeof wholeOf>>;

/** What there is when the program is up. */
export async function wholeOf(stack: StackUnderTest) {
    const { atlas } = stack;
    const { id: orgId, outputs } = await stack.state("payments");
    const { outputs: runner } = await stack.state("runner");
    const { outputs: ops } = await stack.state("ops");
    const { publicKey } = outputs["credentials"] as { publicKey: string };
    return {
        orgId,
        settings: { ...atlas.organization(orgId!).settings },
        orgOfOwnKey: atlas.store.findKeyByPublicKey(publicKey)?.orgId,
        addresses: [...atlas.apiKey(String(runner["apiKeyId"])).accessList.keys()].sort(),
        tokenInState: ops["linkToken"],
        tokensAtAtlas: atlas.store.linkTokens.map(({ linkToken: token }) => token),
        orphans: await orphansOf(stack),
    };
}

/** All that the program declares is at Atlas as the state has it. */
export function expectWhole(whole: Whole): void {
    expect(whole.settings).to.include({ multiFactorAuthRequired: true });
    expect(whole.orgOfOwnKey).to.equal(whole.orgId);
    expect(whole.addresses).to.deep.equal([OFFICE, CI]);
    expect(whole.tokensAtAtlas).to.include(whole.tokenInState);
}

/** What Atlas holds beside the paying organization and its key. */
export function leftAt({ atlas }: StackUnderTest) {
    const { store, payingOrganization } = atlas;
    return {
        organizations: [...store.organizations.keys()].filter((id) => id !== payingOrganization.orgId),
        keysOfPayer: store
            .apiKeysOf(payingOrganization.orgId)
            .map(({ id }) => id)
            .filter((id) => id !== payingOrganization.apiKeyId),
        links: [...store.linkTokens],
    };
}
