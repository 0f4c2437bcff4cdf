import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { folder } from "./script.js";

/** One file per thing that ever was, `null` in it once the thing is gone; a test may change them. */
const CLOUD = join(folder, "cloud");
mkdirSync(CLOUD, { recursive: true });

export function add(inputs) {
    const taken = readdirSync(CLOUD).filter((name) => name.replace(/-\d+\.json$/u, "") === inputs.label);
    const id = `${inputs.label}-${taken.length + 1}`;
    return { id, props: write(id, { ...inputs, out: `out of ${id}`, version: 1 }) };
}

export function get(id) {
    try {
        return JSON.parse(readFileSync(file(id), "utf8"));
    } catch {
        return null;
    }
}

export function change(id, props) {
    if (!get(id)) throw new Error(`There is no ${id} to change.`);
    return write(id, props);
}

export function remove(id) {
    if (!get(id)) throw new Error(`There is no ${id} to delete.`);
    write(id, null);
}

function write(id, props) {
    writeFileSync(file(id), JSON.stringify(props));
    return get(id);
}

function file(id) {
    return join(CLOUD, `${id}.json`);
}
