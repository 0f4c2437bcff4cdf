import { existsSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import * as repositorysTestkit from "pulumi-atlas-org/testkit";
import type { Deployment, EmulatedAtlas, LoggedRequest, RunResult, Stack } from "pulumi-atlas-org/testkit";
import type { Install, Program } from "./installs";
import { temporaryFolder } from "./tarball";

export interface LifecycleRun extends RunResult {
    /** The files that the program loaded, run by the project's own SDK; empty where the program does not run. */
    programLoads: string[];
    /** The files that the hosts of the resources loaded, those of the project's own SDK. */
    hostLoads: string[];
}

/** The whole life of one program's resources, as the emulated Atlas and the module loaders saw it. */
export interface Lifecycle {
    up: LifecycleRun;
    secondUp: LifecycleRun;
    refresh: LifecycleRun;
    destroy: LifecycleRun;
    /** What the state holds of each resource for Pulumi's host to run. */
    code: { name: string; line: string }[];
    /** The organizations of Atlas in the end, but for the one that pays. */
    organizationsLeft: string[];
    requests: LoggedRequest[];
}

type Testkit = typeof repositorysTestkit;

/** Takes a program of an install from its first `up` to `destroy`. Nothing is deployed afterwards. */
export async function runLifecycle(install: Install, program: Program): Promise<Lifecycle> {
    const testkit = testkitOf(install);
    const atlas = await testkit.EmulatedAtlas.start();
    const loads = new LoadRecord(install, program);
    try {
        const stack = await openStack(testkit, { install, program, atlas, env: loads.env });
        const run = async (command: "up" | "refresh" | "destroy"): Promise<LifecycleRun> => {
            loads.clear();
            const result = await stack[command]();
            return { ...result, programLoads: loads.of("program"), hostLoads: loads.of("host") };
        };
        const up = await run("up");
        const code = codeOf(await stack.exportState());
        return {
            up,
            code,
            secondUp: await run("up"),
            refresh: await run("refresh"),
            destroy: await run("destroy"),
            organizationsLeft: organizationsOf(atlas),
            requests: [...atlas.requests],
        };
    } finally {
        await atlas.close();
    }
}

/** The installed one where its peers are installed as well. */
function testkitOf({ packageManager, folder }: Install): Testkit {
    if (packageManager === "npm") return repositorysTestkit;
    return createRequire(path.join(folder, "_"))("pulumi-atlas-org/testkit") as Testkit;
}

interface ProgramOnAtlas {
    install: Install;
    program: Program;
    atlas: EmulatedAtlas;
    env: Record<string, string>;
}

function openStack(testkit: Testkit, { install, program, atlas, env }: ProgramOnAtlas): Promise<Stack> {
    const { publicKey, privateKey, ownerId } = atlas.payingOrganization;
    return testkit.openStack({
        programFolder: path.join(install.folder, program),
        stateFolder: path.join(temporaryFolder(), `${install.packageManager}-${program}-state`),
        config: {
            ownerId,
            "mongodbatlas:baseUrl": atlas.baseUrl,
            "mongodbatlas:publicKey": publicKey,
            "mongodbatlas:privateKey": { secret: privateKey },
        },
        env,
    });
}

function codeOf({ deployment }: Deployment): Lifecycle["code"] {
    return deployment.resources.flatMap(({ urn, outputs }) => {
        const line = outputs?.["__provider"];
        return typeof line === "string" ? [{ name: urn.slice(urn.lastIndexOf(":") + 1), line }] : [];
    });
}

function organizationsOf({ store, payingOrganization }: EmulatedAtlas): string[] {
    return [...store.organizations.values()]
        .filter(({ id }) => id !== payingOrganization.orgId)
        .map(({ name }) => name);
}

/** Notes what the processes of a run load. */
class LoadRecord {
    readonly #file: string;
    readonly #projectFolder: string;

    constructor({ packageManager, folder }: Install, program: Program) {
        this.#file = path.join(temporaryFolder(), `${packageManager}-${program}.loads`);
        this.#projectFolder = folder;
    }

    /** The environment of the processes. Types are checked before. */
    get env(): Record<string, string> {
        const preload = path.join(__dirname, "recordLoads.cjs");
        return {
            LOADS_FILE: this.#file,
            NODE_OPTIONS: `--require ${JSON.stringify(preload)}`,
            PULUMI_NODEJS_TRANSPILE_ONLY: "true",
        };
    }

    clear(): void {
        rmSync(this.#file, { force: true });
    }

    of(process: "program" | "host"): string[] {
        const command = path.join("@pulumi/pulumi/cmd", process === "program" ? "run" : "dynamic-provider");
        return this.#entries()
            .filter(({ script }) => script.startsWith(this.#projectFolder) && script.includes(command))
            .map(({ filename }) => filename);
    }

    #entries(): { script: string; filename: string }[] {
        if (!existsSync(this.#file)) return [];
        const lines = readFileSync(this.#file, "utf8").trimEnd().split("\n");
        return lines.map((line) => JSON.parse(line) as { script: string; filename: string });
    }
}
