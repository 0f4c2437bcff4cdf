import type { EngineName } from "pulumi-atlas-org/testkit";

import type { Front } from "../test/support/front";

export type { Front };

export const FRONTS: readonly Front[] = ["dynamic", "plugin"];

export const FRONT_NAMES: Readonly<Record<Front, string>> = {
    dynamic: "dynamic resources",
    plugin: "plugin",
};

/** What one front takes; each is the median of the rounds. */
export interface FrontCost {
    /** CPU time of the provider's process until its first answer, in seconds. */
    readonly startCpuSeconds: number;
    /** Memory of the process then, in MB. */
    readonly startMemoryMb: number;
    readonly noOpUpSeconds: number;
    readonly noOpUpRequests: number;
    readonly refreshSeconds: number;
    readonly refreshRequests: number;
}

/** What `npm run fronts` writes to bench/front-results.json. */
export interface FrontResults {
    readonly entries: number;
    readonly rounds: number;
    readonly engine: EngineName;
    readonly costs: Readonly<Record<Front, FrontCost>>;
}
