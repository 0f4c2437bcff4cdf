import { expect } from "chai";
import { realpathSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import type { Install, PackageManager } from "./support/installs";
import { compileOnce, installOnce } from "./support/installs";

const { Node10, Node16, NodeNext, Bundler } = ts.ModuleResolutionKind;

/** How a TypeScript program may look for types. */
const RESOLUTIONS = [
    // "node" of old: it reads typesVersions, not exports.
    { name: "node10", moduleResolution: Node10, module: ts.ModuleKind.CommonJS },
    { name: "node16", moduleResolution: Node16, module: ts.ModuleKind.Node16 },
    { name: "nodenext", moduleResolution: NodeNext, module: ts.ModuleKind.NodeNext },
    { name: "bundler", moduleResolution: Bundler, module: ts.ModuleKind.ESNext },
];

const TYPES = {
    "": "dist/provider/index.d.ts",
    "/host": "dist/provider/host.d.ts",
    "/plugin": "dist/provider/plugin.d.ts",
    "/testkit": "dist/testkit/index.d.ts",
};

/** Compiles programs in CommonJS and ESM against an install. */
export function describeTypes(packageManager: PackageManager): void {
    describe(`the types of the package, installed by ${packageManager}`, function () {
        this.timeout(600_000);

        it("satisfy the strictest compiler in CommonJS and ESM", async () => {
            expect(await compileOnce(packageManager)).to.equal("");
        });

        for (const { name, ...options } of RESOLUTIONS) {
            it(`are found by ${name} resolution`, async () => {
                const install = await installOnce(packageManager);
                const found = Object.keys(TYPES).map((entry) => typesFile(install, entry, options));
                const { packageFolder } = install;
                expect(found).to.deep.equal(
                    Object.values(TYPES).map((file) => path.join(packageFolder, file)),
                );
            });
        }
    });
}

function typesFile({ folder }: Install, entry: string, options: ts.CompilerOptions): string | undefined {
    const program = path.join(folder, "commonjs/index.ts");
    const { resolvedModule } = ts.resolveModuleName(`pulumi-atlas-org${entry}`, program, options, ts.sys);
    return resolvedModule && realpathSync(resolvedModule.resolvedFileName);
}
