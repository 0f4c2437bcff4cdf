import * as pulumi from "@pulumi/pulumi";
import * as debuggable from "@pulumi/pulumi/runtime/debuggable";

/** What a program has asked of the engine for one resource. */
export interface Registered {
    readonly name: string;
    readonly type: string;
    readonly inputs: Readonly<Record<string, unknown>>;
    /** Only of a resource that is looked up. */
    readonly id: string;
}

// Not among the types that Pulumi publishes.
const { leakedPromises } = debuggable as unknown as { leakedPromises: () => unknown };

const SECRET = "4dabf18193072939515e22adb298388d";

export const IDS = { org: "a".repeat(24), key: "b".repeat(24), owner: "c".repeat(24) };

let orgIds = 0;
/** An organization that no other test has a LinkToken for. */
export function newOrgId(): string {
    orgIds += 1;
    return orgIds.toString(16).padStart(24, "d");
}

/** Runs constructors against Pulumi's own mocks: every resource comes to be as it was asked for. */
export function useMocks(options: { isPreview?: boolean } = {}): { registered: Registered[] } {
    const fixture = { registered: [] as Registered[] };
    beforeEach(async () => {
        fixture.registered = [];
        await pulumi.runtime.setMocks(
            {
                call: () => ({}),
                newResource: ({ name, type, inputs, id }) => {
                    const registered = { name, type, inputs: inputs as Registered["inputs"], id: id ?? "" };
                    fixture.registered.push(registered);
                    return {
                        id: registered.id === "" ? `${IDS.org}-${IDS.key}` : registered.id,
                        state: registered.inputs,
                    };
                },
            },
            "project",
            "stack",
            options.isPreview ?? false,
        );
    });
    return fixture;
}

/** A value that a preview does not know. */
export function unknown(): pulumi.Output<string> {
    return new (pulumi.Output as unknown as new (...parts: unknown[]) => pulumi.Output<string>)(
        new Set(),
        Promise.resolve(undefined),
        Promise.resolve(false),
        Promise.resolve(false),
        Promise.resolve(new Set()),
    );
}

/** The value of an output that is known. */
export function valueOf<T>(output: pulumi.Output<T>): Promise<T> {
    return new Promise((resolve) => {
        output.apply(resolve);
    });
}

/** The value that travels as a secret; throws when it travels in clear. */
export function secretValue(input: unknown): unknown {
    if (typeof input !== "object" || input === null || !(SECRET in input)) {
        throw new Error(`${JSON.stringify(input)} is not a secret.`);
    }
    return (input as { value?: unknown }).value;
}

/** The options with which a resource reaches the engine. */
export function optionsOf(
    construct: (options: pulumi.CustomResourceOptions) => unknown,
): pulumi.CustomResourceOptions {
    let seen: pulumi.CustomResourceOptions = {};
    construct({
        transformations: [
            ({ opts }) => {
                seen = opts;
                return undefined;
            },
        ],
    });
    return seen;
}

/**
 * What makes a program fail after its last line, as outputs do whose values are refused when they are known. The runtime
 * puts words of its own before what the package says.
 */
export async function lateFailuresOf(run: () => unknown): Promise<string[]> {
    const listeners = process.listeners("unhandledRejection");
    process.removeAllListeners("unhandledRejection");
    const failures: unknown[] = [];
    process.on("unhandledRejection", (failure) => failures.push(failure));
    try {
        // In a stack, as claims are made for.
        void pulumi.runtime.runInPulumiStack(() => Promise.resolve(run())).catch(() => undefined);
        // Node looks for rejections that nobody handles when it has nothing else to do.
        for (let turn = 0; turn < 20; turn += 1) {
            await new Promise((resolve) => setImmediate(resolve));
        }
    } finally {
        process.removeAllListeners("unhandledRejection");
        listeners.forEach((listener) => process.on("unhandledRejection", listener));
        // A program that fails leaves promises behind, which the runtime would lament when this process ends.
        leakedPromises();
    }
    const runErrors = failures.filter((failure) => pulumi.RunError.isInstance(failure));
    return [
        ...new Set(
            runErrors.map(({ message }) => message.replace(/^error serializing property "[^"]+": /, "")),
        ),
    ];
}
