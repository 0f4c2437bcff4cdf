import { randomUUID } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { CrypterState } from "./crypter";
import { Crypter } from "./crypter";
import type { PendingOperation, ResourceState } from "./resourceState";
import type { Deployment, ResourceRecord } from "../stack";
import type { OperationRecord } from "./stateRecords";
import { fromRecord, toOperationRecord, toRecord } from "./stateRecords";

/** Resources in the order of their dependencies, and what was under way. */
export interface Snapshot {
    resources: ResourceState[];
    pendingOperations: PendingOperation[];
}

interface DeploymentFile {
    version: 3;
    deployment: {
        manifest: { time: string; version: string };
        secrets_providers: { type: "testkit"; state: CrypterState };
        resources: ResourceRecord[];
        pending_operations?: OperationRecord[];
        metadata: Record<string, never>;
    };
}

/** The state of one stack: a JSON file in Pulumi's own deployment form, its secrets encrypted. */
export class StateFile {
    readonly crypter: Crypter;
    readonly #file: string;
    readonly #nowMs: () => number;

    private constructor(file: string, crypter: Crypter, nowMs: () => number) {
        this.#file = file;
        this.crypter = crypter;
        this.#nowMs = nowMs;
    }

    /** @throws Error when the passphrase is not the one that the file was written with. */
    static async open(file: string, passphrase: string, nowMs: () => number = Date.now): Promise<StateFile> {
        const state = (await readJson<DeploymentFile>(file))?.deployment.secrets_providers.state;
        const crypter = state ? await Crypter.open(passphrase, state) : await Crypter.create(passphrase);
        const stateFile = new StateFile(file, crypter, nowMs);
        if (!state) await stateFile.write({ resources: [], pendingOperations: [] });
        return stateFile;
    }

    async read(): Promise<Snapshot> {
        const deployment = (await readJson<DeploymentFile>(this.#file))?.deployment;
        return {
            resources: (deployment?.resources ?? []).map((record) => fromRecord(record, this.crypter)),
            pendingOperations: (deployment?.pending_operations ?? []).map(({ resource, type }) => ({
                resource: fromRecord(resource, this.crypter),
                type,
            })),
        };
    }

    /** The file is whole at any moment, whenever the process is killed. */
    async write(snapshot: Snapshot): Promise<void> {
        await writeJson(this.#file, this.#deployment(snapshot, this.crypter));
    }

    /** The state as people export it. */
    async exportState(showSecrets: boolean): Promise<Deployment> {
        const deployment = this.#deployment(await this.read(), showSecrets ? undefined : this.crypter);
        return JSON.parse(JSON.stringify(deployment)) as Deployment;
    }

    async remove(): Promise<void> {
        await rm(this.#file, { force: true });
    }

    #deployment({ resources, pendingOperations }: Snapshot, crypter: Crypter | undefined): DeploymentFile {
        const operations = pendingOperations.map((operation) => toOperationRecord(operation, crypter));
        return {
            version: 3,
            deployment: {
                manifest: { time: new Date(this.#nowMs()).toISOString(), version: "testkit" },
                secrets_providers: { type: "testkit", state: this.crypter.state },
                resources: resources.map((state) => toRecord(state, crypter)),
                ...(operations.length > 0 ? { pending_operations: operations } : {}),
                metadata: {},
            },
        };
    }
}

/** Undefined when there is no such file. */
export async function readJson<T>(file: string): Promise<T | undefined> {
    const text = await readFile(file, "utf8").catch((error: unknown) => {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
        throw error;
    });
    return text === undefined ? undefined : (JSON.parse(text) as T);
}

/** Replaces a file in one go. */
export async function writeJson(file: string, value: unknown): Promise<void> {
    const temporary = `${file}.${randomUUID()}.tmp`;
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(temporary, `${JSON.stringify(value, undefined, 4)}\n`, { mode: 0o600 });
    await rename(temporary, file);
}
