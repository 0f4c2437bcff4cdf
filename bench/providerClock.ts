import { performance } from "node:perf_hooks";
import { Provider } from "#testkit/engine/providers/provider";

const CALLS = ["check", "diff", "create", "read", "update", "delete"] as const;

let underWay = 0;
let startMs = 0;
let busyMs = 0;

/** From now on, counts the time in which the engine has at least one call to a provider under way. */
export function watchProviderCalls(): void {
    // The engine has no hook for observers, and should not get one for a bench alone.
    const prototype = Provider.prototype as unknown as Record<string, (...args: unknown[]) => unknown>;
    for (const call of CALLS) {
        const original = prototype[call];
        if (original === undefined) throw new Error(`The engine's provider has no ${call}.`);
        prototype[call] = async function (...args: unknown[]): Promise<unknown> {
            begin();
            try {
                return await original.apply(this, args);
            } finally {
                end();
            }
        };
    }
}

/** The time since it was last taken, in milliseconds. */
export function takeProviderMs(): number {
    const takenMs = busyMs;
    busyMs = 0;
    return takenMs;
}

function begin(): void {
    if (underWay === 0) startMs = performance.now();
    underWay += 1;
}

function end(): void {
    underWay -= 1;
    if (underWay === 0) busyMs += performance.now() - startMs;
}
