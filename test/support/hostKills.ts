import { expect } from "chai";
import type { Declaration } from "./stackDeclarations";
import type { Run } from "./stackRun";
import type { StackUnderTest } from "./stackUnderTest";

/** The moment at which the provider's hosts are killed. */
export interface KillPoint {
    /** They have sent this, as Atlas's documentation spells it, and have no answer yet: "POST /orgs". */
    readonly call: string;
    /** How many such calls the run sends before. Default 0. */
    readonly skip?: number;
    /** Whether Atlas does what the call asks for, although nobody hears of it. */
    readonly takesEffect: boolean;
}

/** A run whose hosts are killed. It has to fail. */
export async function killAt(
    stack: StackUnderTest,
    command: "up" | "destroy",
    { call, skip = 0, takesEffect }: KillPoint,
    program?: readonly Declaration[],
): Promise<Run> {
    const [method = "", path = ""] = call.split(" ");
    let hosts = 0;
    const fault = stack.atlas.faults.add({
        method,
        path,
        skip,
        takesEffect,
        connection: "no-answer",
        hold: () => (hosts = stack.killHosts()),
    });
    const run = await stack.fail(command, program);
    expect(fault.hits, `${call} in ${command}: ${run.said}`).to.equal(1);
    expect(hosts, `hosts killed at ${call}`).to.be.greaterThan(0);
    return run;
}

/** The kinds of what Atlas holds beside the paying organization and what came with it, and the state does not know. */
export async function orphansOf(stack: StackUnderTest): Promise<string[]> {
    const { store, payingOrganization } = stack.atlas;
    const state = await stack.exportedState();
    const known = new Set([payingOrganization.orgId, ...idsIn(state, store.organizations)]);
    const keysOfLinks = store.linkTokens.map(({ apiKeyId }) => apiKeyId);
    // What is in an orphan goes with it.
    const keys = [...store.apiKeys.values()].filter(
        ({ id, orgId }) =>
            known.has(orgId) && id !== payingOrganization.apiKeyId && !keysOfLinks.includes(id),
    );
    const entries = keys.flatMap(({ id, orgId, accessList }) =>
        [...accessList.keys()].map((address) => `${orgId}-${id}-${address}`),
    );
    return [
        ...[...store.organizations.keys()].filter((id) => !known.has(id)).map(() => "Organization"),
        ...keys.filter(({ id }) => !state.includes(id)).map(() => "OrgApiKey"),
        ...entries.filter((id) => !state.includes(id)).map(() => "OrgApiKeyAccessListEntry"),
    ];
}

function idsIn(state: string, things: ReadonlyMap<string, unknown>): string[] {
    return [...things.keys()].filter((id) => state.includes(id));
}
