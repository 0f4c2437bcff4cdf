import { realpathSync } from "node:fs";
import { cp, mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { npm, pnpm, runNode } from "./processes";
import { REPOSITORY, packOnce, readPackageJson, temporaryFolder } from "./tarball";

/** A project of somebody else, with the package installed from its tarball. */
export interface Install {
    packageManager: PackageManager;
    /** Holds package.json, node_modules and one folder for each program. */
    folder: string;
    /** What the package is after links have been followed: where Node says that its modules are. */
    packageFolder: string;
}

export type PackageManager = "npm" | "pnpm";

/** The programs of a project: each has a folder with an index.ts. */
export const PROGRAMS = ["commonjs", "esm"] as const;
export type Program = (typeof PROGRAMS)[number];

const INSTALL_COMMANDS = {
    npm: (folder: string) =>
        npm(["install", "--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts"], { folder }),
    pnpm: (folder: string) =>
        pnpm(["install", "--prefer-offline", "--ignore-scripts", "--ignore-workspace"], { folder }),
};

/** The optional peers of ./testkit: only the project of pnpm has them, as that shows what it uses undeclared. */
const OPTIONAL_PEERS = { npm: [], pnpm: ["fastify"] };

const CONSUMER_TSCONFIG = {
    compilerOptions: {
        target: "ES2022",
        module: "nodenext",
        strict: true,
        exactOptionalPropertyTypes: true,
        noUncheckedIndexedAccess: true,
        noPropertyAccessFromIndexSignature: true,
        skipLibCheck: false,
        types: ["node"],
    },
    // Not the programs' own folders: Pulumi would take a tsconfig.json there for the program's.
    include: PROGRAMS.map((program) => `${program}/*.ts`),
};

const ESM_PULUMI_YAML = `name: packaged
runtime:
  name: nodejs
  options:
    typescript: false
main: index.js
`;

const installs = new Map<PackageManager, Promise<Install>>();

/** Installs the tarball with a package manager, once for all tests. */
export function installOnce(packageManager: PackageManager): Promise<Install> {
    const known = installs.get(packageManager);
    const installed = known ?? packOnce().then(({ file }) => install(packageManager, file));
    installs.set(packageManager, installed);
    return installed;
}

const compilations = new Map<PackageManager, Promise<string>>();

/** Compiles the programs of an install in their folders, once; what the compiler says of them, if anything. */
export function compileOnce(packageManager: PackageManager): Promise<string> {
    const known = compilations.get(packageManager);
    const compiled = known ?? installOnce(packageManager).then(compile);
    compilations.set(packageManager, compiled);
    return compiled;
}

/** With the project's own compiler. */
async function compile({ folder }: Install): Promise<string> {
    const { stdout, stderr } = await runNode(["node_modules/typescript/bin/tsc", "--project", "."], {
        folder,
    });
    return `${stdout}${stderr}`;
}

async function install(packageManager: PackageManager, tarball: string): Promise<Install> {
    const folder = path.join(temporaryFolder(), packageManager);
    await writeProject(folder, {
        name: `installed-by-${packageManager}`,
        private: true,
        dependencies: { "pulumi-atlas-org": `file:${tarball}`, ...sameVersions(["@pulumi/pulumi"]) },
        devDependencies: sameVersions(["typescript", "@types/node", ...OPTIONAL_PEERS[packageManager]]),
    });
    await INSTALL_COMMANDS[packageManager](folder);
    const packageFolder = realpathSync(path.join(folder, "node_modules/pulumi-atlas-org"));
    return { packageManager, folder, packageFolder };
}

async function writeProject(folder: string, packageJson: object): Promise<void> {
    for (const program of PROGRAMS) {
        await mkdir(path.join(folder, program), { recursive: true });
    }
    const write = (file: string, text: string) => writeFile(path.join(folder, file), text);
    const copy = (from: string, to: string) =>
        cp(path.join(__dirname, "../programs", from), path.join(folder, to));
    await Promise.all([
        write("package.json", JSON.stringify(packageJson)),
        write("tsconfig.json", JSON.stringify(CONSUMER_TSCONFIG)),
        copy("commonjs.ts", "commonjs/index.ts"),
        copy("types.ts", "commonjs/types.ts"),
        // Pulumi compiles it on the way.
        write("commonjs/Pulumi.yaml", "name: packaged\nruntime: nodejs\nmain: index.ts\n"),
        copy("esm.mts", "esm/index.ts"),
        write("esm/package.json", JSON.stringify({ type: "module" })),
        // Compiled before: for ES modules in TypeScript, Pulumi needs a ts-node of the project's own.
        write("esm/Pulumi.yaml", ESM_PULUMI_YAML),
    ]);
}

/** The versions that the repository has installed: npm ci has left those in the cache. */
function sameVersions(names: readonly string[]): Record<string, string> {
    const version = (name: string) => readPackageJson(path.join(REPOSITORY, "node_modules", name)).version;
    return Object.fromEntries(names.map((name) => [name, version(name)]));
}
