import type { AtlasClient } from "../client";
import { AtlasListError } from "../errors/errors";
import type { Answer, Reader } from "../transport/answerReaders";
import type { AtlasRequest } from "../transport/request";
import { pageOf } from "./answers";

/** A list, as far as Atlas has shown it. */
export interface AtlasList<T> {
    readonly members: readonly T[];
    /** There if members may be missing: then nothing that is not here counts as absent. */
    readonly gap?: AtlasListError;
}

/** The largest page that Atlas gives. */
export const MAX_ITEMS_PER_PAGE = 500;

/** How a list is read. */
export interface ListRequest<T> extends Pick<AtlasRequest, "path" | "version"> {
    readonly member: Reader<T>;
    /** What makes two members one, as pages may overlap when the list changes meanwhile; undefined if nothing tells. */
    readonly idOf: (member: T) => string | undefined;
}

/** Everything in a list, read in pages of 500; once more if that is less than Atlas says there is. */
export async function listAll<T>(client: AtlasClient, request: ListRequest<T>): Promise<AtlasList<T>> {
    const first = await readPages(client, request);
    const { members, lacks } = first.lacks === undefined ? first : await readPages(client, request);
    if (lacks === undefined) {
        return { members };
    }
    const gap = new AtlasListError(
        `GET ${request.path}: the list is not whole, at a second look as well: ${lacks}. So what it does not show may be there all the same. Try again later. If that does not help, check baseUrl, and what stands before it.`,
    );
    return { members, gap };
}

/** The members of a list where it means something that one is not there. @throws AtlasListError if it may be there. */
export function wholeList<T>({ members, gap }: AtlasList<T>): readonly T[] {
    if (gap !== undefined) {
        throw gap;
    }
    return members;
}

/** The members that Atlas shows, where others may be missing: a warning says so. */
export function shownMembers<T>(
    { members, gap }: AtlasList<T>,
    hearer: { warn(message: string): void },
): readonly T[] {
    if (gap !== undefined) {
        hearer.warn(gap.message);
    }
    return members;
}

/** A list of something that its members have, or are. */
export function mapList<T, R>(
    { members, ...others }: AtlasList<T>,
    ofMember: (member: T) => R,
): AtlasList<R> {
    return { members: members.map(ofMember), ...others };
}

interface ReadPages<T> {
    readonly members: readonly T[];
    /** What shows that there are more; undefined if nothing does. */
    readonly lacks: string | undefined;
}

async function readPages<T>(client: AtlasClient, request: ListRequest<T>): Promise<ReadPages<T>> {
    const { path, version, member, idOf } = request;
    const members = new Map<string, T>();
    let [named, isUnknownShown] = [0, false];
    for (let pageNum = 1; ; pageNum += 1) {
        const page = await client.request({
            ...{ method: "GET", path, version },
            query: { pageNum, itemsPerPage: MAX_ITEMS_PER_PAGE },
            read: pageOf(member),
        });
        const before = members.size;
        const told = page.results.flatMap((each) => {
            const id = idOf(each);
            return id === undefined ? [] : [[id, each] as const];
        });
        told.forEach(([id, each]) => members.set(id, each));
        isUnknownShown ||= told.length < page.results.length;
        named = Math.max(named, page.totalCount ?? 0);
        const isEnd = !hasNext(page);
        // A server that says "next" for ever, and has nothing new, would never be done.
        if (isEnd || members.size === before) {
            const isLoose = !isEnd && page.totalCount === undefined;
            const lacks = lackOf(members.size, { named, isUnknownShown, isLoose });
            return { members: [...members.values()], lacks };
        }
    }
}

/** What is known of a list beside its members. */
interface KnownOfList {
    /** How many members Atlas says there are, or more. */
    readonly named: number;
    /** Whether it has a member that cannot be told. */
    readonly isUnknownShown: boolean;
    /** Whether it ends where Atlas says that it goes on. */
    readonly isLoose: boolean;
}

function lackOf(shown: number, { named, isUnknownShown, isLoose }: KnownOfList): string | undefined {
    if (shown < named) {
        return `it has ${shown} of ${named} members`;
    }
    if (isUnknownShown) {
        return "it has a member without what it goes by";
    }
    return isLoose ? "after a page with nothing new, there is said to be another one" : undefined;
}

/** Whether one page shows all members of a list, as far as the page tells. */
export function isWholeList(page: Answer<ReturnType<typeof pageOf>>): boolean {
    return !hasNext(page) && page.results.length >= (page.totalCount ?? 0);
}

/**
 * Only the presence of a next link tells that there is another page. Servers may give smaller pages than they were asked for,
 * and the link may name another host: so the next page is asked for by its number.
 */
function hasNext({ links = [] }: Answer<ReturnType<typeof pageOf>>): boolean {
    return links.some(({ rel }) => rel === "next");
}
