import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Where one scenario keeps its script, its log of calls and its cloud. */
export const folder = process.env.CONFORMANCE_FOLDER;

/** What the present run of the scenario wants: { variant, things: { <label>: { <method>: what to do } } }. */
export function script() {
    return JSON.parse(readFileSync(join(folder, "script.json"), "utf8"));
}
