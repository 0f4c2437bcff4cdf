import type { ListedResource } from "../core/lifecycle";
import { tokenOf } from "../pluginNames";

/** A resource that exists, with its kind. */
export interface FoundResource extends ListedResource {
    readonly kind: string;
}

/** What `pulumi import --file` reads: each resource with a name of its own in the program. */
export function importFile(found: readonly FoundResource[]): string {
    const taken = new Set<string>();
    const resources = found.map(({ kind, id, name }) => ({
        type: tokenOf(kind),
        name: freeName(programName(name), taken),
        id,
    }));
    return `${JSON.stringify({ resources }, undefined, 4)}\n`;
}

/** "CI (staging)" is "ci-staging": what is a name in every language. */
function programName(text: string): string {
    const words = text.toLowerCase().match(/[a-z0-9]+/g) ?? ["unnamed"];
    const name = words.join("-");
    return /^\d/.test(name) ? `n${name}` : name;
}

function freeName(wanted: string, taken: Set<string>): string {
    let name = wanted;
    for (let count = 2; taken.has(name); count += 1) {
        name = `${wanted}-${count}`;
    }
    taken.add(name);
    return name;
}
