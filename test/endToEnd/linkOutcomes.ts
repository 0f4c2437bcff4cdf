import { expect } from "chai";
import type { ResourceOptions } from "../support/stackDeclarations";
import { linkToken } from "../support/stackDeclarations";
import type { Run } from "../support/stackRun";
import type { StackUnderTest } from "../support/stackUnderTest";

export const LINKS = "/orgs/{orgId}/liveMigrations/linkTokens";
export const REPLACED_OLD_FIRST = ["delete-replaced", "replace", "create-replacement"];
export const RENEWED = [`DELETE ${LINKS}`, `POST ${LINKS}`];

/** Declares link tokens of the paying organization. */
export function linkIn({ atlas }: StackUnderTest) {
    return (name: string, args: object = {}, options?: ResourceOptions) =>
        linkToken(name, { orgId: atlas.payingOrganization.orgId, ...args }, options);
}

/** A run, and which tokens there are after it. */
export interface Outcome {
    readonly run: Run;
    /** Undefined also where the state has no such resource. */
    readonly tokenInState: unknown;
    readonly tokensAtAtlas: readonly string[];
}

export async function outcomeOf(
    stack: StackUnderTest,
    name: string,
    running: Promise<Run>,
): Promise<Outcome> {
    const run = await running;
    const isRecorded = (await stack.exportedState()).includes(`::${name}"`);
    const { outputs } = isRecorded ? await stack.state(name) : { outputs: {} as Record<string, unknown> };
    const tokensAtAtlas = stack.atlas.store.linkTokens.map((link) => link.linkToken);
    return { run, tokenInState: outputs["linkToken"], tokensAtAtlas };
}

/** The token that the state holds must be the one that lives at Atlas. */
export function expectOnlyItsTokenLives({ tokenInState, tokensAtAtlas }: Outcome): void {
    expect(tokensAtAtlas).to.deep.equal([tokenInState]);
}

export function expectRenewed(outcome: Outcome, name: string): void {
    expect(outcome.run.ops).to.deep.equal({ [name]: REPLACED_OLD_FIRST });
    expect(outcome.run.writes).to.deep.equal(RENEWED);
    expectOnlyItsTokenLives(outcome);
}
