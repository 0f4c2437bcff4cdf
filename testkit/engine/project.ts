import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import type { PulumiSdk } from "./sdk";
import { loadPulumiSdk } from "./sdk";
import { UnsupportedFeatureError } from "./values/wireValues";

/** What Pulumi.yaml says of a program. */
export interface Project {
    name: string;
    /** The folder of Pulumi.yaml. */
    rootFolder: string;
    /** The folder that program and provider host run in: that of `main`. */
    programFolder: string;
    /** `main` within that folder, or ".". */
    entryPoint: string;
    typescript: boolean;
    tsconfig: string | undefined;
    /** Arguments for Node. */
    nodeArgs: string[];
    /** Values that Pulumi.yaml gives to configuration, under full keys. */
    config: Record<string, string>;
    /** The executables of the provider plugins that Pulumi.yaml names, by package. */
    plugins: ReadonlyMap<string, string>;
}

interface ProjectFile {
    name?: string;
    main?: string;
    runtime?: string | { name?: string; options?: RuntimeOptions };
    config?: Record<string, unknown>;
    plugins?: { providers?: { name: string; path: string }[] };
}

interface RuntimeOptions {
    typescript?: boolean;
    tsconfig?: string;
    nodeargs?: string;
}

/**
 * Reads Pulumi.yaml, with the YAML library of the SDK that its program uses.
 * @throws Error when there is no Pulumi.yaml, when its program is not one for Node, or has no SDK.
 */
export async function readProject(folder: string): Promise<{ project: Project; sdk: PulumiSdk }> {
    const rootFolder = path.resolve(folder);
    const text = await readProjectFile(rootFolder);
    // Before YAML can be read, the SDK has to be found, which may be below `main`.
    const [, main] = /^main:\s*["']?([^"'#\n]*[^"'#\s])/mu.exec(text) ?? [];
    const { programFolder } = await resolveMain(rootFolder, main);
    const sdk = loadPulumiSdk(programFolder);
    return { project: await parseProject(rootFolder, sdk.loadYaml(text) ?? {}), sdk };
}

async function parseProject(rootFolder: string, file: ProjectFile): Promise<Project> {
    const { name, main } = file;
    if (typeof name !== "string" || name === "") throw new Error(`${rootFolder}: Pulumi.yaml gives no name.`);
    const runtime = typeof file.runtime === "string" ? { name: file.runtime } : (file.runtime ?? {});
    if (runtime.name !== "nodejs")
        throw new UnsupportedFeatureError(`the runtime ${runtime.name ?? "(none)"}`);
    const options: RuntimeOptions = "options" in runtime ? (runtime.options ?? {}) : {};
    return {
        name,
        rootFolder,
        ...(await resolveMain(rootFolder, main)),
        typescript: options.typescript ?? true,
        tsconfig: options.tsconfig,
        nodeArgs: (options.nodeargs ?? "").split(/\s+/u).filter((argument) => argument !== ""),
        config: projectConfig(name, file.config ?? {}),
        plugins: pluginsOf(rootFolder, file),
    };
}

/** `path` is the folder of the executable. */
function pluginsOf(rootFolder: string, { plugins }: ProjectFile): Map<string, string> {
    const executables = (plugins?.providers ?? []).map(
        (plugin) =>
            [plugin.name, path.resolve(rootFolder, plugin.path, `pulumi-resource-${plugin.name}`)] as const,
    );
    return new Map(executables);
}

async function readProjectFile(folder: string): Promise<string> {
    for (const name of ["Pulumi.yaml", "Pulumi.yml"]) {
        const text = await readFile(path.join(folder, name), "utf8").catch(() => undefined);
        if (text !== undefined) return text;
    }
    throw new Error(`${folder} has no Pulumi.yaml.`);
}

/** As the Pulumi CLI does: a folder runs as itself, a file runs in its own folder (pkg/engine/project.go). */
async function resolveMain(
    rootFolder: string,
    main: string | undefined,
): Promise<Pick<Project, "programFolder" | "entryPoint">> {
    if (main === undefined || main === "") return { programFolder: rootFolder, entryPoint: "." };
    const file = path.resolve(rootFolder, main);
    const stats = await stat(file).catch(() => undefined);
    if (!stats) throw new Error(`project 'main' could not be read: ${file} does not exist.`);
    if (stats.isDirectory()) return { programFolder: file, entryPoint: "." };
    return { programFolder: path.dirname(file), entryPoint: path.basename(file) };
}

function projectConfig(project: string, config: Record<string, unknown>): Record<string, string> {
    const values: [string, string][] = [];
    for (const [key, declared] of Object.entries(config)) {
        const value = configValue(declared);
        if (value !== undefined) values.push([fullConfigKey(project, key), value]);
    }
    return Object.fromEntries(values);
}

function configValue(declared: unknown): string | undefined {
    const isDeclaration = typeof declared === "object" && declared !== null && !Array.isArray(declared);
    const { value, default: fallback } = (isDeclaration ? declared : { value: declared }) as {
        value?: unknown;
        default?: unknown;
    };
    const given = value ?? fallback;
    if (given === undefined || given === null) return undefined;
    return typeof given === "string" ? given : JSON.stringify(given);
}

/** A bare key belongs to the project. */
export function fullConfigKey(project: string, key: string): string {
    return key.includes(":") ? key : `${project}:${key}`;
}
