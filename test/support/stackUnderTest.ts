import { copyFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect } from "chai";
import { EmulatedAtlas } from "pulumi-atlas-org/testkit";
import type { EmulatedAtlasOptions } from "pulumi-atlas-org/testkit";
import { openStack } from "#testkit/engine/openStack";
import type { ConfigValue, EngineName, RunOptions, Stack } from "#testkit/engine/stack";
import type { Front } from "./front";
import { FRONT } from "./front";
import { killHostsWith } from "./providerHosts";
import type { Declaration } from "./stackDeclarations";
import type { Run } from "./stackRun";
import { describeRun } from "./stackRun";
import { SecretWatch } from "./stackSecrets";
import { readRecord } from "./stackState";
import type { StateOfResource } from "./stackState";

export type Command = "preview" | "up" | "refresh" | "destroy";

export interface TestStackOptions {
    readonly atlas?: EmulatedAtlasOptions;
    /** Default: the program that declares what the test lists. */
    readonly programFolder?: string;
    /** Where base URL and key of the paying organization are set. Default: the stack's configuration. */
    readonly settings?: "configuration" | "environment" | "nowhere";
    /** What serves the resources of the program. Default: dynamic resources, unless the suites are run over the plugin. */
    readonly front?: Front;
    /** Default: the testkit's own, unless the suites are run through the Pulumi CLI. */
    readonly engine?: EngineName;
    /** Added to the environment of program and provider. */
    readonly env?: Readonly<Record<string, string>>;
    /** A file with the state to start from, in the form of the testkit's engine. Default: an empty stack. */
    readonly state?: string;
}

const DECLARED_PROGRAM = path.join(__dirname, "../endToEnd/programs/declared");

/** Whoever runs the tests may have settings for a real Atlas. */
const UNSET = Object.fromEntries(
    [
        "MONGODB_ATLAS_ACCESS_TOKEN",
        "MONGODB_ATLAS_CLIENT_ID",
        "MONGODB_ATLAS_CLIENT_SECRET",
        "MONGODB_ATLAS_PUBLIC_API_KEY",
        "MONGODB_ATLAS_PRIVATE_API_KEY",
        "MONGODB_ATLAS_PUBLIC_KEY",
        "MONGODB_ATLAS_PRIVATE_KEY",
        "MCLI_PUBLIC_API_KEY",
        "MCLI_PRIVATE_API_KEY",
        "MONGODB_ATLAS_BASE_URL",
        "MCLI_OPS_MANAGER_URL",
    ].map((name) => [name, ""]),
);

/**
 * A stack of one program, and an emulated Atlas of its own. After every run, all that it printed or stored is searched
 * for secrets.
 */
export class StackUnderTest {
    readonly atlas: EmulatedAtlas;
    #front: Front;
    #program: readonly Declaration[] = [];
    readonly #folder: string;
    readonly #stack: Stack;
    readonly #lines: string[];
    readonly #secrets = new SecretWatch();

    private constructor(parts: {
        atlas: EmulatedAtlas;
        front: Front;
        folder: string;
        stack: Stack;
        lines: string[];
    }) {
        this.atlas = parts.atlas;
        this.#front = parts.front;
        this.#folder = parts.folder;
        this.#stack = parts.stack;
        this.#lines = parts.lines;
    }

    static async open(options: TestStackOptions = {}): Promise<StackUnderTest> {
        const atlas = await EmulatedAtlas.start(options.atlas);
        const folder = await mkdtemp(path.join(tmpdir(), "atlas-stack-"));
        if (options.state !== undefined) {
            await copyFile(options.state, path.join(folder, "dev.json"));
        }
        const lines: string[] = [];
        const settings = options.settings ?? "configuration";
        const front = options.front ?? FRONT;
        const stack = await openStack({
            engine: options.engine ?? engineOfThisRun(),
            programFolder: options.programFolder ?? DECLARED_PROGRAM,
            stateFolder: folder,
            config: settings === "configuration" ? configurationFor(atlas, front) : {},
            env: {
                ...UNSET,
                // Types are checked before the tests run; to check them in each run takes seconds.
                PULUMI_NODEJS_TRANSPILE_ONLY: "true",
                DECLARATIONS: declarationsIn(folder),
                ...options.env,
                ...(settings === "environment" ? environmentFor(atlas) : {}),
            },
            onLine: (line) => lines.push(line),
        });
        return new StackUnderTest({ atlas, front, folder, stack, lines });
    }

    preview(program?: readonly Declaration[], options?: RunOptions): Promise<Run> {
        return this.#succeed("preview", program, options);
    }

    /** Without a program, the one of the last run. */
    up(program?: readonly Declaration[], options?: RunOptions): Promise<Run> {
        return this.#succeed("up", program, options);
    }

    refresh(): Promise<Run> {
        return this.#succeed("refresh");
    }

    destroy(): Promise<Run> {
        return this.#succeed("destroy");
    }

    /** A run that has to fail. */
    async fail(command: Command, program?: readonly Declaration[], options?: RunOptions): Promise<Run> {
        const run = await this.#run(command, program, options);
        expect(run.ok, `${command} should have failed`).to.equal(false);
        return run;
    }

    /** Searches for this secret, too, from now on. */
    watchFor(secret: string): void {
        this.#secrets.add(secret);
    }

    /** Kills the provider's hosts of the run that is under way, and nothing else of it. Returns how many there were. */
    killHosts(): number {
        return killHostsWith(`DECLARATIONS=${declarationsIn(this.#folder)}`);
    }

    /** From the next run on, this front serves the program. The settings stand in its namespace as well then. */
    async serveBy(front: Front): Promise<void> {
        this.#front = front;
        for (const [key, value] of Object.entries(configurationFor(this.atlas, front))) {
            await this.setConfig(key, value);
        }
    }

    setConfig(key: string, value: ConfigValue): Promise<void> {
        return this.#stack.setConfig(key, value);
    }

    /** Sets one of this package's settings in the stack's configuration: "publicKey". */
    setSetting(setting: string, value: ConfigValue): Promise<void> {
        return this.setConfig(fullKey(setting, this.#front), value);
    }

    removeSetting(setting: string): Promise<void> {
        return this.#stack.removeConfig(fullKey(setting, this.#front));
    }

    /** The program's outputs, secrets in clear. */
    outputs(): Promise<Record<string, unknown>> {
        return this.#stack.outputs({ showSecrets: true });
    }

    /** What the state holds of a resource, secrets in clear. */
    async state(name: string): Promise<StateOfResource> {
        return readRecord(await this.#stack.exportState({ showSecrets: true }), name);
    }

    /** The state as it is stored, in one text. */
    async exportedState(): Promise<string> {
        return JSON.stringify(await this.#stack.exportState());
    }

    async close(): Promise<void> {
        await this.atlas.close();
        await rm(this.#folder, { recursive: true, force: true });
    }

    async #succeed(command: Command, program?: readonly Declaration[], options?: RunOptions): Promise<Run> {
        const run = await this.#run(command, program, options);
        expect(run.ok, `${command} failed: ${run.said}`).to.equal(true);
        return run;
    }

    async #run(command: Command, program?: readonly Declaration[], options?: RunOptions): Promise<Run> {
        this.#program = program ?? this.#program;
        const declared = { front: this.#front, resources: this.#program };
        await writeFile(declarationsIn(this.#folder), JSON.stringify(declared));
        this.#secrets.note(this.atlas);
        this.atlas.clearRequests();
        this.#lines.length = 0;
        const result = await this.#stack[command](options);
        this.#secrets.note(this.atlas);
        this.#secrets.expectNone(this.#lines.join("\n"), `what ${command} printed`);
        this.#secrets.expectNone(JSON.stringify(result), `the result of ${command}`);
        this.#secrets.expectNone(await this.exportedState(), `the state after ${command}`);
        return describeRun(result, this.atlas);
    }
}

function declarationsIn(folder: string): string {
    return path.join(folder, "declarations.json");
}

function configurationFor(
    { baseUrl, payingOrganization }: EmulatedAtlas,
    front: Front,
): Record<string, ConfigValue> {
    return {
        [fullKey("baseUrl", front)]: baseUrl,
        [fullKey("publicKey", front)]: payingOrganization.publicKey,
        [fullKey("privateKey", front)]: { secret: payingOrganization.privateKey },
    };
}

function fullKey(setting: string, front: Front): string {
    return `${front === "plugin" ? "atlas-org" : "mongodbatlas"}:${setting}`;
}

function environmentFor({ baseUrl, payingOrganization }: EmulatedAtlas): Record<string, string> {
    return {
        MONGODB_ATLAS_BASE_URL: baseUrl,
        MONGODB_ATLAS_PUBLIC_API_KEY: payingOrganization.publicKey,
        MONGODB_ATLAS_PRIVATE_API_KEY: payingOrganization.privateKey,
    };
}

/** The testkit's engine, unless the suite is to be run through the Pulumi CLI. */
function engineOfThisRun(): EngineName {
    const name = process.env["PULUMI_ATLAS_TEST_ENGINE"] ?? "testkit";
    if (name !== "testkit" && name !== "pulumi") {
        throw new Error(`PULUMI_ATLAS_TEST_ENGINE is "${name}"; it can be "testkit" or "pulumi".`);
    }
    return name;
}

/** Opens a stack for each test of the suite, and closes it afterwards. */
export function useStack(options?: TestStackOptions): () => StackUnderTest {
    let stack: StackUnderTest | undefined;
    beforeEach(async () => {
        stack = await StackUnderTest.open(options);
    });
    afterEach(async () => {
        await stack?.close();
        stack = undefined;
    });
    return () => {
        if (stack === undefined) {
            throw new Error("A stack is open during a test only.");
        }
        return stack;
    };
}

/**
 * Opens one stack for a suite, does all of its runs, and closes it. Runs are what takes time, so one story of them shows
 * many things: each test looks at what the story has recorded, and at nothing that another test changes.
 */
export function recordRuns<Recorded>(
    story: (stack: StackUnderTest) => Promise<Recorded>,
    options?: TestStackOptions,
): () => Recorded {
    let recorded: { readonly value: Recorded } | undefined;
    before("do the runs", async () => {
        const stack = await StackUnderTest.open(options);
        try {
            recorded = { value: await story(stack) };
        } finally {
            await stack.close();
        }
    });
    return () => {
        if (recorded === undefined) {
            throw new Error("What happened is known in tests only.");
        }
        return recorded.value;
    };
}
