import { existsSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { npm } from "./processes";

export const REPOSITORY = path.join(__dirname, "../../..");

export interface PackedFile {
    /** Within the package, with slashes. */
    path: string;
    size: number;
}

export interface Tarball {
    file: string;
    size: number;
    unpackedSize: number;
    files: PackedFile[];
}

export interface PackageJson {
    name: string;
    version: string;
    dependencies: Record<string, string>;
    peerDependencies: Record<string, string>;
    scripts: Record<string, string>;
    exports: Record<string, unknown>;
    typesVersions: { "*": Record<string, string[]> };
}

export function readPackageJson(folder: string): PackageJson {
    return JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8")) as PackageJson;
}

let folder: string | undefined;
let tarball: Promise<Tarball> | undefined;

/** A folder outside the repository for all that these tests write. It goes when the tests have ended. */
export function temporaryFolder(): string {
    if (folder === undefined) {
        const made = realpathSync(mkdtempSync(path.join(tmpdir(), "atlas-package-")));
        process.once("exit", () => rmSync(made, { recursive: true, force: true }));
        folder = made;
    }
    return folder;
}

/** What `npm publish` would upload, from the build that is there; packed once. */
export function packOnce(): Promise<Tarball> {
    return (tarball ??= pack());
}

async function pack(): Promise<Tarball> {
    refuseStaleBuild();
    // The script `prepack` would delete dist/ under the feet of other tests.
    const args = ["pack", "--ignore-scripts", "--json", "--pack-destination", temporaryFolder()];
    const [packed] = JSON.parse(await npm(args, { folder: REPOSITORY })) as (Tarball & {
        filename: string;
    })[];
    if (packed === undefined) throw new Error("npm pack made no tarball.");
    return { ...packed, file: path.join(temporaryFolder(), packed.filename) };
}

/** The names below dist/, without extension, of everything that the sources compile to. */
export function builtModules(): string[] {
    return ["provider", "testkit"].flatMap((layer) =>
        readdirSync(path.join(REPOSITORY, layer), { recursive: true, encoding: "utf8" })
            .filter((name) => name.endsWith(".ts"))
            .map((name) => path.posix.join(layer, name.split(path.sep).join("/").replace(/\.ts$/u, ""))),
    );
}

/** Source maps hold the text that was compiled, so they can tell, whatever the clock says. */
function refuseStaleBuild(): void {
    const stale = builtModules().filter((name) => {
        const map = path.join(REPOSITORY, "dist", `${name}.js.map`);
        if (!existsSync(map)) return true;
        const { sourcesContent } = JSON.parse(readFileSync(map, "utf8")) as { sourcesContent: string[] };
        return sourcesContent[0] !== readFileSync(path.join(REPOSITORY, `${name}.ts`), "utf8");
    });
    if (stale.length > 0) {
        throw new Error(`dist/ is not built from these sources: ${stale.join(", ")}. Run npm run build.`);
    }
}
