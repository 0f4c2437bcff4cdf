import { AssertionError } from "chai";
import type { EmulatedAtlas } from "pulumi-atlas-org/testkit";
import { AtlasClient } from "#provider/atlas/client";
import type { Clock } from "#provider/atlas/clock";
import { createProviderInstance } from "#provider/runtime/createProviderInstance";
import type { Recorded } from "#provider/runtime/operationErrors";
import { OperationError } from "#provider/runtime/operationErrors";
import type { ResourceOperations } from "#provider/runtime/operations";
import { operationsOf } from "#provider/runtime/operations";
import type { Lifecycle } from "#provider/runtime/lifecycle";
import { recordOf } from "#provider/configuration/configuration";
import * as kinds from "#provider/kinds";
import type { Kind } from "./kinds";
import { hostExportOf } from "./kinds";

/** What a run of Pulumi asks of a kind of resource, below both fronts. */
export interface OperationsOfRun {
    of(kind: Kind): ResourceOperations;
    /** What the user has been told so far. */
    readonly lines: readonly string[];
}

export interface RunSettings {
    readonly atlas: EmulatedAtlas;
    /** By the names of settings without a namespace. */
    readonly credential: Readonly<Record<string, string>>;
    readonly clock: Clock;
    /** @default 2_000 */
    readonly maxRetryMs?: number;
    /** @default that of Atlas */
    readonly baseUrl?: string;
}

/** Does something in a run that knows nothing of what others have done. */
export async function inRun<T>(
    { atlas, credential, clock, maxRetryMs = 2_000, baseUrl = atlas.baseUrl }: RunSettings,
    work: (run: OperationsOfRun) => Promise<T>,
): Promise<T> {
    const clients: AtlasClient[] = [];
    const lines: string[] = [];
    const makeClient = (options: ConstructorParameters<typeof AtlasClient>[0]) => {
        const client = new AtlasClient({ ...options, clock, random: () => 1 });
        clients.push(client);
        return client;
    };
    const say = (line: string) => void lines.push(line);
    const instance = createProviderInstance(makeClient, {
        environment: {},
        args: [],
        say,
        nowMs: () => clock.nowMs(),
    });
    const settings = { ...credential, baseUrl, maxRetryMs: String(maxRetryMs) };
    const full = Object.entries(settings).map(([name, value]) => [`mongodbatlas:${name}`, value]);
    instance.configure(recordOf(Object.fromEntries(full) as Record<string, string>));
    try {
        return await work({ of: (kind) => operationsOf(lifecycleOf(kind), instance), lines });
    } finally {
        clients.forEach((client) => client.close());
    }
}

/** What is recorded by an operation that fails, and what it says. */
export async function failed(
    operation: Promise<unknown>,
): Promise<{ message: string; recorded: Recorded | undefined }> {
    const error = await operation.then(
        (value) => new AssertionError(`The operation succeeded, with ${JSON.stringify(value)}.`),
        (reason: unknown) => reason,
    );
    if (!(error instanceof OperationError)) {
        throw error;
    }
    return { message: error.message, recorded: error.recorded };
}

function lifecycleOf(kind: Kind): Lifecycle<object, object> {
    return kinds[hostExportOf(kind) as keyof typeof kinds];
}
