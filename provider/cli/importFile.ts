import type { ListedResource } from "../runtime/lifecycle";
import { PLUGIN_NAME, tokenOf } from "../packageFile";

/** A resource that exists, with its kind. */
export interface FoundResource extends ListedResource {
    readonly kind: string;
}

/** What `pulumi import --file` reads: each resource with a name of its own in the program. */
export function importFile(found: readonly FoundResource[]): string {
    const taken = new Set<string>();
    const resources = found.map((resource) => ({
        type: tokenOf(resource.kind),
        name: freeName(programName(resource), taken),
        id: resource.id,
    }));
    return `${JSON.stringify({ resources }, undefined, 4)}\n`;
}

/**
 * What no resource can be called in the programs that Pulumi writes in TypeScript, Python and YAML: words of these
 * languages, and what the programs call Pulumi and this package. Pulumi changes some of the names by itself, and not all.
 */
const RESERVED = new Set([
    ...["pulumi", PLUGIN_NAME],
    // TypeScript; the last three are what Node.js gives to each module.
    ...words(
        "arguments await break case catch class const continue debugger default delete do else enum eval export",
    ),
    ...words(
        "extends false finally for function if implements import in instanceof interface let new null package",
    ),
    ...words(
        "private protected public return static super switch this throw true try typeof undefined var void while",
    ),
    ...words("with yield exports module require"),
    // Python
    ...words(
        "and as assert async def del elif except exec from global is lambda nonlocal none not or pass print raise",
    ),
]);

function words(text: string): string[] {
    return text.split(" ");
}

/** "CI (staging)" is "ci-staging", and a key "class" is "class-org-api-key": what is a name in every language. */
function programName({ kind, name: text }: FoundResource): string {
    const kindInWords = kind.replaceAll(/\B[A-Z]/g, "-$&").toLowerCase();
    const name = (text.toLowerCase().match(/[a-z0-9]+/g) ?? [kindInWords]).join("-");
    if (RESERVED.has(name)) {
        return `${name}-${kindInWords}`;
    }
    return /^\d/.test(name) ? `n${name}` : name;
}

/** Of names that differ in dashes alone, some languages make the same: "ci-2" and "ci2". */
function freeName(wanted: string, taken: Set<string>): string {
    let name = wanted;
    for (let count = 2; taken.has(withoutDashes(name)); count += 1) {
        name = `${wanted}-${count}`;
    }
    taken.add(withoutDashes(name));
    return name;
}

function withoutDashes(name: string): string {
    return name.replaceAll("-", "");
}
