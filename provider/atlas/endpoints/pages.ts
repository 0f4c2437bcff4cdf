import type { AtlasClient } from "../client";
import { AtlasListError } from "../errors/errors";
import { asRecord } from "../transport/json";
import type { AtlasRequest } from "../transport/request";

/** One page of a list. */
export interface PageResponse<T> {
    readonly results: T[];
    readonly links?: unknown;
    /** An estimate. */
    readonly totalCount?: number;
}

/** The largest page that Atlas gives. */
export const MAX_ITEMS_PER_PAGE = 500;

/** Everything in a list, read in pages of 500. */
export async function listAll<T>(
    client: AtlasClient,
    request: Pick<AtlasRequest, "path" | "version" | "expects">,
): Promise<T[]> {
    const first = await readPages<T>(client, request);
    const all = isShort(first) ? await readPages<T>(client, request) : first;
    if (isShort(all)) {
        throw new AtlasListError(
            `GET ${request.path}: the list has ${all.members.length} of ${all.totalCount} members, at a second look as well, so what is missing in it may be there all the same. Try again later. If that does not help, check baseUrl, and what stands before it.`,
        );
    }
    return all.members;
}

/** The pages of a list, put together. */
interface WholeList<T> {
    readonly members: T[];
    /** The largest that a page has named; 0 if none has. */
    readonly totalCount: number;
}

async function readPages<T>(
    client: AtlasClient,
    request: Pick<AtlasRequest, "path" | "version" | "expects">,
): Promise<WholeList<T>> {
    // Between two pages a list may shift, and a server may ignore pageNum: what was there before counts once.
    const members = new Map<string, T>();
    let [totalCount, pageNum] = [0, 1];
    for (;;) {
        const page: PageResponse<T> = await client.request({
            ...request,
            method: "GET",
            query: { pageNum, itemsPerPage: MAX_ITEMS_PER_PAGE },
            expects: request.expects ?? ["results[]"],
        });
        const known = members.size;
        page.results.forEach((member) => members.set(JSON.stringify(member), member));
        totalCount = Math.max(totalCount, typeof page.totalCount === "number" ? page.totalCount : 0);
        if (!hasNext(page) || members.size === known) {
            return { members: [...members.values()], totalCount };
        }
        pageNum += 1;
    }
}

function isShort({ members, totalCount }: WholeList<unknown>): boolean {
    return members.length < totalCount;
}

/**
 * Only the presence of a next link tells: it names a host that need not be ours, and servers may give smaller pages than
 * they were asked for. A page without new members is the last one, whatever it says.
 */
function hasNext({ results, links }: PageResponse<unknown>): boolean {
    return (
        results.length > 0 && Array.isArray(links) && links.some((link) => asRecord(link)["rel"] === "next")
    );
}
