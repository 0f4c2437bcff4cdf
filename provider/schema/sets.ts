import { listed } from "./lists";
import type { MarkedValue } from "./markedSecrets";
import type { Properties } from "./properties";
import { containsUnknown } from "./properties";

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
 * this returns shows what comes and what goes. A member that is not known yet counts as a new one. A set that holds
 * anything that is no member is left as it is.
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
    readonly removed: MembersNamed;
    readonly added: MembersNamed;
    /** Whether members that stay move into the places of others that go. */
    readonly isRearranged: boolean;
}

/** Members as a message may name them: of those that the program has marked as secret, how many there are. */
export interface MembersNamed {
    readonly names: readonly string[];
    readonly secretCount: number;
}

/** Of a longer set, nobody finds in a preview what changes: Pulumi shows the whole set, or nothing of it. */
const MAX_READABLE = 50;

/**
 * The changes of sets that a preview does not show well: of long sets, and of those in which members move.
 *
 * @param marked no message may name. Default: none.
 */
export function obscureChanges(
    sets: readonly SetInput[],
    olds: Properties,
    news: Properties,
    marked: readonly MarkedValue[] = [],
): SetChange[] {
    return sets.flatMap((set) => {
        const [before, after] = [membersOf(olds, set), membersOf(news, set)];
        if (before === undefined || after === undefined) {
            return [];
        }
        const removed = [...before.keys()].filter((member) => !after.has(member));
        const added = [...after.keys()].filter((member) => !before.has(member));
        const isRearranged = [...before.keys()].slice(after.size).some((member) => after.has(member));
        const isLong = Math.max(before.size, after.size) > MAX_READABLE;
        const named = (members: readonly string[]) => membersNamed(members, set, marked);
        return removed.length + added.length > 0 && (isRearranged || isLong)
            ? [{ name: set.path.join("."), removed: named(removed), added: named(added), isRearranged }]
            : [];
    });
}

function membersNamed(
    members: readonly string[],
    { path, canonical = asText }: SetInput,
    marked: readonly MarkedValue[],
): MembersNamed {
    const ofSet = marked.filter(({ property }) => property === path[0]);
    const secrets = new Set(ofSet.map(({ value }) => canonical(value)));
    const names = members.filter((member) => !secrets.has(member));
    return { names, secretCount: members.length - names.length };
}

/** What a user should know of such a change. A refresh, which changes nothing, and the update itself tell it as well. */
export function describeSetChange({ name, removed, added, isRearranged }: SetChange): string {
    const changes = [...described("takes out", removed), ...described("brings in", added)];
    const moves = isRearranged ? " What else a preview shows there only moves to another place." : "";
    return `of ${name}, the next \`pulumi up\`, unless this one does, ${changes.join(", and ")}.${moves}`;
}

function described(what: string, { names, secretCount }: MembersNamed): string[] {
    const secrets = secretCount === 0 ? [] : [`${secretCount} secret ${secretCount === 1 ? "one" : "ones"}`];
    const all = [...secrets, ...names];
    return all.length === 0 ? [] : [`${what} ${listed(all)}`];
}

/** Members as they are spelled, by their canonical spelling, each once. */
type Members = ReadonlyMap<string, unknown>;

function membersOf(inputs: Properties, { path, canonical = asText }: SetInput): Members | undefined {
    const value = valueAt(inputs, path);
    if (!Array.isArray(value)) {
        return undefined;
    }
    const members = new Map<string, unknown>();
    for (const [index, member] of value.entries()) {
        const name = containsUnknown(member) ? `unknown ${index}` : canonical(member);
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
