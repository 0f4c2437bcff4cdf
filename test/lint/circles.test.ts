import { expect } from "chai";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";

const PROVIDER = path.join(__dirname, "../../provider");

/** The modules of provider/ that a file imports, types included. */
function importsOf(file: string): string[] {
    const { importedFiles } = ts.preProcessFile(readFileSync(`${file}.ts`, "utf8"), true, true);
    return importedFiles
        .filter(({ fileName }) => fileName.startsWith("."))
        .map(({ fileName }) => path.join(path.dirname(file), fileName.replace(/\.js$/, "")));
}

/** A circle that leads back to one of the files on the way; undefined if there is none. */
function circleFrom(file: string, way: readonly string[], done: Set<string>): readonly string[] | undefined {
    if (way.includes(file)) {
        return [...way.slice(way.indexOf(file)), file];
    }
    if (done.has(file)) {
        return undefined;
    }
    for (const imported of importsOf(file)) {
        const circle = circleFrom(imported, [...way, file], done);
        if (circle !== undefined) {
            return circle;
        }
    }
    done.add(file);
    return undefined;
}

describe("the files of provider/", () => {
    it("import each other in no circle", () => {
        const files = readdirSync(PROVIDER, { recursive: true, encoding: "utf8" })
            .filter((name) => name.endsWith(".ts"))
            .map((name) => path.join(PROVIDER, name.slice(0, -3)));
        const done = new Set<string>();
        for (const file of files) {
            expect(circleFrom(file, [], done)?.map((each) => path.relative(PROVIDER, each))).to.equal(
                undefined,
            );
        }
    });
});
