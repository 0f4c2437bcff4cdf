import { listed } from "./listed";
import type { Properties } from "./properties";
import { containsUnknown } from "./unknown";

/** An input that is a set: order means nothing, and what is named twice counts once. */
export interface SetInput {
    /** Where the set stands among the inputs: ["roles"], or ["apiKey", "roles"]. */
    readonly path: readonly string[];
    /** The one spelling of a member; undefined for what is no member at all. Default: a text is its own spelling. */
    readonly canonical?: (member: unknown) => string | undefined;
}

/** Inputs whose sets are in order, and what was wrong with the order. */
export interface TidyInputs {
    readonly inputs: Properties;
    /** How many members of a set were named before, by the set's name. */
    readonly repeats: ReadonlyMap<string, number>;
}

/**
 * Brings the sets among inputs into the order of the old inputs. Pulumi compares lists by position: a preview of what
 * this returns shows what comes and what goes. A set that holds unknown values, or anything that is no member, is left
 * as it is.
 */
export function withTidySets(inputs: Properties, sets: readonly SetInput[], olds: Properties): TidyInputs {
    const repeats = new Map<string, number>();
    let tidy = inputs;
    for (const set of sets) {
        const given = membersOf(inputs, set);
        if (given === undefined) {
            continue;
        }
        tidy = replaced(
            tidy,
            set.path,
            inOldOrder(given, membersOf(olds, set) ?? new Map<string, unknown>()),
        );
        const count = (valueAt(inputs, set.path) as unknown[]).length - given.size;
        if (count > 0) {
            repeats.set(set.path.join("."), count);
        }
    }
    return { inputs: tidy, repeats };
}

/** What a change takes out of a set and brings into it. */
export interface SetChange {
    readonly name: string;
    readonly removed: readonly string[];
    readonly added: readonly string[];
}

/** The sets in which members that stay move into the places of others that go: there, a list by position misleads. */
export function rearrangedSets(sets: readonly SetInput[], olds: Properties, news: Properties): SetChange[] {
    return sets.flatMap((set) => {
        const [before, after] = [membersOf(olds, set), membersOf(news, set)];
        if (before === undefined || after === undefined) {
            return [];
        }
        if (![...before.keys()].slice(after.size).some((member) => after.has(member))) {
            return [];
        }
        const removed = [...before.keys()].filter((member) => !after.has(member));
        const added = [...after.keys()].filter((member) => !before.has(member));
        return [{ name: set.path.join("."), removed, added }];
    });
}

/** What a user should know of such a change, whoever asks: a preview, a refresh, or the update itself. */
export function describeSetChange({ name, removed, added }: SetChange): string {
    const gain = added.length === 0 ? "" : `, and bring in ${listed(added)}`;
    return `the changes to ${name} take out ${listed(removed)}${gain}; what else the preview shows there only moves to another place in the list.`;
}

/** Members as they are spelled, by their canonical spelling, each once. */
type Members = ReadonlyMap<string, unknown>;

function membersOf(inputs: Properties, { path, canonical = asText }: SetInput): Members | undefined {
    const value = valueAt(inputs, path);
    if (!Array.isArray(value) || containsUnknown(value)) {
        return undefined;
    }
    const members = new Map<string, unknown>();
    for (const member of value) {
        const name = canonical(member);
        if (name === undefined) {
            return undefined;
        }
        if (!members.has(name)) {
            members.set(name, member);
        }
    }
    return members;
}

function asText(member: unknown): string | undefined {
    return typeof member === "string" ? member : undefined;
}

/** An old member that stays keeps its place and spelling. Gaps are filled with new members, then with those beyond the end. */
function inOldOrder(given: Members, olds: Members): unknown[] {
    const places = [...olds].map(([name, member]) => (given.has(name) ? [member] : []));
    const news = [...given].filter(([name]) => !olds.has(name)).map(([, member]) => member);
    const waiting = [...news, ...places.slice(given.size).flat()].values();
    return Array.from({ length: given.size }, (_, index) => {
        const [member = waiting.next().value] = places[index] ?? [];
        return member;
    });
}

function valueAt(inputs: unknown, [name, ...rest]: readonly string[]): unknown {
    if (name === undefined) {
        return inputs;
    }
    return typeof inputs === "object" && inputs !== null
        ? valueAt((inputs as Properties)[name], rest)
        : undefined;
}

function replaced(inputs: Properties, [name = "", ...rest]: readonly string[], value: unknown): Properties {
    const member = rest.length === 0 ? value : replaced(inputs[name] as Properties, rest, value);
    return { ...inputs, [name]: member };
}
