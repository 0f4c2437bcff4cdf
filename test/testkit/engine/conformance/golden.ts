import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Observation } from "./normalize";

const LINE_WIDTH = 140;

/** What the Pulumi CLI did with a scenario when record.ts was last run. */
export async function readGolden(name: string): Promise<Observation[]> {
    return JSON.parse(await readFile(goldenFile(name), "utf8")) as Observation[];
}

export async function writeGolden(name: string, runs: Observation[]): Promise<void> {
    await writeFile(goldenFile(name), `${format(runs)}\n`);
}

function goldenFile(name: string): string {
    return path.join(__dirname, "golden", `${name}.json`);
}

/** JSON in which what fits on a line stands on a line, so that a changed call is a changed line. */
function format(value: unknown, indent = ""): string {
    const line = JSON.stringify(value);
    if (typeof value !== "object" || value === null || indent.length + line.length <= LINE_WIDTH) return line;
    const inner = `${indent}  `;
    const items = Array.isArray(value)
        ? value.map((item) => format(item, inner))
        : Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${format(item, inner)}`);
    const [open, close] = Array.isArray(value) ? "[]" : "{}";
    return `${open}\n${inner}${items.join(`,\n${inner}`)}\n${indent}${close}`;
}
