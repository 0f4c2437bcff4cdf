import { EmulatedAtlas } from "#testkit/atlas/emulatedAtlas";
import { addresses } from "../measure";
import { JumpingClock } from "./jumpingClock";
import type { Declaration } from "./simulatedStack";
import { SimulatedStack } from "./simulatedStack";

export interface Scenario {
    readonly declaration: Declaration;
    readonly stackCount: number;
    readonly organizations: "one" | "one per stack";
    readonly entriesPerStack: number;
    /** Undefined: what the package does by itself. */
    readonly maxRateLimitWaitMs?: number;
}

/** What an operation on all stacks at the same time came to. */
export interface Outcome {
    readonly operation: "up" | "refresh" | "destroy";
    /** On the simulated clock, on which requests take no time: what the rate limits, and windows of ours, cost. */
    readonly durationMs: number;
    /** All that went over the wire, with questions for a nonce. */
    readonly requests: number;
    /** Calls that Atlas refused because a bucket was empty (429). */
    readonly refused: number;
    /** Resources whose operation failed in the end. */
    readonly failures: number;
    readonly firstFailure?: string;
}

/** Brings all stacks up, refreshes and destroys them, on an Atlas with the rate limits that are documented. */
export async function simulate(scenario: Scenario): Promise<Outcome[]> {
    const clock = new JumpingClock();
    const atlas = await EmulatedAtlas.start({ clock, rateLimits: "documented" });
    try {
        const stacks = addStacks(scenario, atlas, clock);
        const outcomes: Outcome[] = [];
        for (const operation of ["up", "refresh", "destroy"] as const) {
            atlas.clearRequests();
            const startedMs = clock.nowMs();
            const failures = await clock.during(Promise.all(stacks.map((stack) => stack[operation]())));
            outcomes.push({
                operation,
                durationMs: Math.round(clock.nowMs() - startedMs),
                requests: atlas.requests.length,
                refused: atlas.requests.filter(({ status }) => status === 429).length,
                failures: failures.flat().length,
                ...firstOf(failures.flat()),
            });
            await clock.during(clock.sleep(BETWEEN_OPERATIONS_MS));
        }
        return outcomes;
    } finally {
        clock.close();
        await atlas.close();
    }
}

/** So that every operation finds the buckets full. */
const BETWEEN_OPERATIONS_MS = 10 * 60_000;

function addStacks(scenario: Scenario, atlas: EmulatedAtlas, clock: JumpingClock): SimulatedStack[] {
    const { declaration, stackCount, organizations, entriesPerStack, maxRateLimitWaitMs } = scenario;
    const limits =
        maxRateLimitWaitMs === undefined
            ? {}
            : { "mongodbatlas:maxRateLimitWaitMs": String(maxRateLimitWaitMs) };
    const shared = addOwner(atlas);
    return Array.from({ length: stackCount }, () => {
        const { orgId, publicKey, privateKey } = organizations === "one" ? shared : addOwner(atlas);
        const config = {
            "mongodbatlas:baseUrl": atlas.baseUrl,
            "mongodbatlas:publicKey": publicKey,
            "mongodbatlas:privateKey": privateKey,
            ...limits,
        };
        const { id: apiKeyId } = atlas.addApiKey({ orgId });
        return new SimulatedStack({
            clock,
            declaration,
            orgId,
            apiKeyIds: [apiKeyId],
            addresses: addresses(entriesPerStack),
            config,
        });
    });
}

/** The key that stacks of a new organization call with. */
function addOwner(atlas: EmulatedAtlas): ReturnType<EmulatedAtlas["addApiKey"]> {
    return atlas.addApiKey({ orgId: atlas.addOrganization().id });
}

function firstOf([firstFailure]: readonly string[]): { firstFailure?: string } {
    return firstFailure === undefined ? {} : { firstFailure };
}
