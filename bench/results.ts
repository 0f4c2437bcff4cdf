/** The ways to have N addresses on an access list; the last two need no Pulumi. */
export const WAYS = ["list", "entries", "floor", "stock", "reference", "reference-reading"] as const;
export type Way = (typeof WAYS)[number];

export const WAY_NAMES: Readonly<Record<Way, string>> = {
    list: "as a list",
    entries: "one by one",
    floor: "floor: a do-nothing provider, same loader",
    stock: "stock dynamic.Resource, does nothing",
    reference: "reference client: a call per entry",
    "reference-reading": "reference client, reads around writes",
};

export const OPERATIONS = ["up", "no-op up", "refresh", "destroy"] as const;
export type Operation = (typeof OPERATIONS)[number];

/** What one operation took. */
export interface Cost {
    /** Requests that reached Atlas, challenges included. */
    readonly requests: number;
    /** Time in which at least one call to a provider was under way, seen from the engine. */
    readonly providerMs: number;
    readonly wallMs: number;
}

export interface Measurement {
    readonly way: Way;
    readonly entries: number;
    readonly latencyMs: number;
    readonly costs: Readonly<Record<Operation, Cost>>;
}

/** Something that has to stay within a budget. */
export interface Budget {
    readonly what: string;
    readonly measured: number;
    readonly budget: number;
    /** What a provider that does nothing takes, where that counts in. */
    readonly floor?: number;
    readonly unit: string;
}

export interface Results {
    /** YYYY-MM-DD. */
    readonly date: string;
    readonly node: string;
    /** Operations that Pulumi or the reference client has under way at a time. */
    readonly parallel: number;
    readonly measurements: readonly Measurement[];
    readonly budgets: readonly Budget[];
}

export const PARALLEL = 8;
