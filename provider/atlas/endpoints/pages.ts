import type { AtlasClient } from "../client";
import type { AtlasRequest } from "../transport/request";

/** One page of a list. */
export interface PageResponse<T> {
    readonly results: T[];
    readonly links?: readonly { readonly href: string; readonly rel: string }[];
    /** An estimate. */
    readonly totalCount?: number;
}

/** The largest page that Atlas gives. */
export const MAX_ITEMS_PER_PAGE = 500;

/** Everything in a list, read in pages of 500. */
export async function listAll<T>(
    client: AtlasClient,
    request: Pick<AtlasRequest, "path" | "version">,
): Promise<T[]> {
    const all: T[] = [];
    let page: PageResponse<T>;
    let pageNum = 1;
    do {
        page = await client.request({
            ...request,
            method: "GET",
            query: { pageNum, itemsPerPage: MAX_ITEMS_PER_PAGE },
            expects: ["results[]"],
        });
        all.push(...page.results);
        pageNum += 1;
    } while (hasNext(page));
    return all;
}

/** The count is an estimate, and the next link names a host that need not be ours: only its presence tells. */
function hasNext({ results, links = [] }: PageResponse<unknown>): boolean {
    return results.length === MAX_ITEMS_PER_PAGE && links.some(({ rel }) => rel === "next");
}
