/** One stack of one program, driven by an engine: the testkit's own, or the Pulumi CLI. */
export interface Stack {
    /** Which engine runs this stack. */
    readonly engine: EngineName;
    /** Sets a value of the stack's configuration: "project:key"; a bare key belongs to the project. */
    setConfig(key: string, value: ConfigValue): Promise<void>;
    removeConfig(key: string): Promise<void>;
    /** Runs the program and plans, without a change. */
    preview(options?: RunOptions): Promise<RunResult>;
    up(options?: RunOptions): Promise<RunResult>;
    /** Reads every resource back from the cloud; the program does not run. */
    refresh(options?: RunOptions): Promise<RunResult>;
    /** Deletes every resource; the program does not run. */
    destroy(options?: RunOptions): Promise<RunResult>;
    /** The stack's outputs; a secret shows as "[secret]" unless asked for. */
    outputs(options?: SecretOptions): Promise<Record<string, unknown>>;
    /** The state, as `pulumi stack export` prints it; secrets are encrypted unless asked for. */
    exportState(options?: SecretOptions): Promise<Deployment>;
    /** Forgets the stack and its state. Deletes nothing in the cloud. */
    remove(): Promise<void>;
}

export type EngineName = "testkit" | "pulumi";

export type ConfigValue = string | { readonly secret: string };

export interface StackOptions {
    /** The folder that holds Pulumi.yaml; its `main` is honoured. */
    programFolder: string;
    /** Everything that a run writes goes below this folder. */
    stateFolder: string;
    /** Default "dev". */
    stackName?: string;
    config?: Record<string, ConfigValue>;
    /** Added to the environment of the program and of the provider host. */
    env?: Record<string, string>;
    /** Encrypts the secrets in the state; has a fixed default, as a test needs no other. */
    passphrase?: string;
    /** Operations at a time; default four times the number of cores, as in Pulumi. */
    parallel?: number;
    /** Receives each line of progress, written for people, secrets masked. */
    onLine?: (line: string) => void;
}

export interface RunOptions {
    /** Names or URNs of resources to replace, whatever their diff says. */
    replace?: string[];
    /** `up --refresh`: read everything back first. */
    refresh?: boolean;
    /** Cancels the run: no further step starts, the host gets SIGINT, then is killed. */
    signal?: AbortSignal;
}

export interface SecretOptions {
    showSecrets?: boolean;
}

export interface RunResult {
    ok: boolean;
    steps: Step[];
    /** Secrets show as "[secret]". */
    outputs: Record<string, unknown>;
    diagnostics: Diagnostic[];
    /** How many resources each operation touched: { create: 2, same: 3 }. */
    changes: Record<string, number>;
}

export interface Step {
    op: Operation;
    urn: string;
    type: string;
    /** The name the program gave the resource. */
    name: string;
    status: "planned" | "done" | "failed";
}

export type Operation =
    | "same"
    | "create"
    | "update"
    | "delete"
    | "replace"
    | "create-replacement"
    | "delete-replaced"
    | "read"
    | "read-replacement"
    | "refresh"
    | "discard"
    | "discard-replaced";

export interface Diagnostic {
    severity: "debug" | "info" | "warning" | "error";
    /** Without colour codes, secrets masked. */
    message: string;
    urn?: string;
}

/** The state of a stack, in the form of `pulumi stack export`. */
export interface Deployment {
    version: number;
    deployment: {
        resources: ResourceRecord[];
        [field: string]: unknown;
    };
}

export interface ResourceRecord {
    urn: string;
    type: string;
    custom: boolean;
    id?: string;
    inputs?: Record<string, unknown>;
    outputs?: Record<string, unknown>;
    parent?: string;
    provider?: string;
    dependencies?: string[];
    initErrors?: string[];
    protect?: boolean;
    [field: string]: unknown;
}
