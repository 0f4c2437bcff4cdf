import type { Diagnostics } from "../diagnostics";
import { ReportedError } from "../diagnostics";
import type { ProviderRegistry } from "../providers/providerRegistry";
import type { BaseState } from "../state/baseState";
import type { ResourceState } from "../state/resourceState";
import { makeUrn } from "../urns";
import { Aliases } from "./aliases";
import type { Goal } from "./goal";

export interface RegistrationsOptions {
    stack: string;
    project: string;
    base: BaseState;
    diagnostics: Diagnostics;
    providers: ProviderRegistry;
}

/** What a resource was before the run. */
export interface FoundState {
    old: ResourceState | undefined;
    /** The URN under which it was found, if that is not its own. */
    alias: string | undefined;
    /** The registration is not to be followed: what is wrong has been reported. */
    isInvalid: boolean;
}

/** Gives each registered resource its URN and finds its state from before. */
export class Registrations {
    readonly #options: RegistrationsOptions;
    readonly #aliases: Aliases;
    readonly #urns = new Set<string>();

    constructor(options: RegistrationsOptions) {
        this.#options = options;
        this.#aliases = new Aliases(options);
    }

    /** @throws Error when there is no such parent, or when another resource has the URN. */
    register({ parent, type, name }: Pick<Goal, "parent" | "type" | "name">): string {
        const { stack, project } = this.#options;
        if (parent !== "" && !this.#urns.has(parent))
            throw new Error(`could not find parent resource ${parent}`);
        const urn = makeUrn({ stack, project, parent, type, name });
        if (this.#urns.has(urn)) {
            throw this.#report(urn, `Duplicate resource URN '${urn}'; try giving it a unique name`);
        }
        this.#urns.add(urn);
        return urn;
    }

    findOld(urn: string, goal: Pick<Goal, "name" | "type" | "parent" | "aliases">): FoundState {
        const { base } = this.#options;
        const claimed = this.#aliases.newUrnOf(urn);
        if (claimed !== undefined) {
            this.#report(
                urn,
                `Duplicate resource URN '${urn}' conflicting with alias on resource with URN '${claimed}'`,
            );
        }
        const isClaimed = claimed !== undefined;
        const found = [urn, ...this.#aliases.urnsOf(goal)].find((candidate) => base.get(candidate));
        if (found === undefined || found === urn) {
            return { old: base.get(urn), alias: undefined, isInvalid: isClaimed };
        }
        return { old: base.get(found), alias: found, isInvalid: !this.#useAlias(urn, found) || isClaimed };
    }

    /** The URN of what has taken over from a resource of the old state; else its own. */
    currentUrn(oldUrn: string): string {
        return this.#aliases.newUrnOf(oldUrn) ?? oldUrn;
    }

    /** Returns false when another resource lays claim to the alias. */
    #useAlias(urn: string, alias: string): boolean {
        const rival = this.#urns.has(alias) ? urn : this.#aliases.newUrnOf(alias);
        if (rival !== undefined) {
            this.#report(
                urn,
                `Duplicate resource alias '${alias}' applied to resource with URN '${urn}' ` +
                    `conflicting with resource with URN '${rival}'`,
            );
        }
        this.#aliases.use(urn, alias);
        this.#options.providers.registerAlias(urn, alias);
        return rival === undefined;
    }

    #report(urn: string, message: string): ReportedError {
        this.#options.diagnostics.error(message, urn);
        return new ReportedError(message);
    }
}
