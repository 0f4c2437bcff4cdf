import type { Alias, Goal } from "./goal";
import type { UrnParts } from "../urns";
import { isStackUrn, makeUrn, nameOf, typeOf } from "../urns";

type Child = Pick<UrnParts, "name" | "type">;

/** Finds the old names of resources; port of the alias functions of pkg/resource/deploy/step_generator.go. */
export class Aliases {
    readonly #stack: Pick<UrnParts, "stack" | "project">;
    readonly #oldUrns = new Map<string, string>();
    readonly #newUrns = new Map<string, string>();

    constructor(stack: Pick<UrnParts, "stack" | "project">) {
        this.#stack = stack;
    }

    /** Notes that a resource was found under another URN: its children inherit that. */
    use(urn: string, oldUrn: string): void {
        this.#oldUrns.set(urn, oldUrn);
        this.#newUrns.set(oldUrn, urn);
    }

    /** What has taken over from the resource that had the given URN. */
    newUrnOf(oldUrn: string): string | undefined {
        return this.#newUrns.get(oldUrn);
    }

    /** The URNs under which a resource may stand in the old state, beside its own. */
    urnsOf({ name, type, parent, aliases }: Pick<Goal, "name" | "type" | "parent" | "aliases">): string[] {
        const own = aliases.map((alias) => this.#collapse({ name, type, parent }, alias));
        const oldParent = this.#oldUrns.get(parent);
        if (oldParent === undefined) return [...new Set(own)];
        const children = [{ name, type }, ...own.map((urn) => ({ name: nameOf(urn), type: typeOf(urn) }))];
        const inherited = children.map((child) => this.#inherited(child, nameOf(parent), oldParent));
        return [...new Set([...own, ...inherited])];
    }

    #collapse(resource: Child & { parent: string }, alias: Alias): string {
        if (alias.urn !== "") return alias.urn;
        const type = alias.type || resource.type;
        const name = alias.name || resource.name;
        const given =
            alias.parent === "" ? resource.parent : (this.#oldUrns.get(alias.parent) ?? alias.parent);
        if (given !== "" && !alias.noParent && !isStackUrn(given)) {
            return `${given.slice(0, given.lastIndexOf("::"))}$${type}::${name}`;
        }
        const stack = alias.stack || this.#stack.stack;
        const project = alias.project || this.#stack.project;
        return makeUrn({ stack, project, parent: "", type, name });
    }

    /** A child that was named after its parent is looked for under the parent's old name. */
    #inherited({ name, type }: Child, parentName: string, oldParent: string): string {
        const hasParentsName = name.startsWith(parentName);
        const oldName = hasParentsName ? nameOf(oldParent) + name.slice(parentName.length) : name;
        return makeUrn({ ...this.#stack, parent: oldParent, type, name: oldName });
    }
}
