import type { Call } from "../endpoint";
import { badRequest } from "../errors";

interface Link {
    readonly href: string;
    readonly rel: string;
}

/** The page of a list that the query asks for, in Atlas' envelope. */
export function pageOf(call: Call, items: readonly unknown[]): Record<string, unknown> {
    const pageNum = wholeNumber(call, { name: "pageNum", fallback: 1, maximum: Number.MAX_SAFE_INTEGER });
    const itemsPerPage = wholeNumber(call, { name: "itemsPerPage", fallback: 100, maximum: 500 });
    const start = (pageNum - 1) * itemsPerPage;
    const page = {
        links: linksOf(call, { pageNum, itemsPerPage, hasNext: start + itemsPerPage < items.length }),
        results: items.slice(start, start + itemsPerPage),
    };
    return call.query["includeCount"] === "false" ? page : { ...page, totalCount: items.length };
}

/** The `name` filter of lists: a prefix, upper and lower case alike. */
export function hasPrefix(name: string, prefix: string | undefined): boolean {
    return name.toLowerCase().startsWith((prefix ?? "").toLowerCase());
}

function wholeNumber(call: Call, rule: { name: string; fallback: number; maximum: number }): number {
    const given = call.query[rule.name];
    if (given === undefined) {
        return rule.fallback;
    }
    const value = Number(given);
    if (!/^\d{1,15}$/.test(given) || value < 1 || value > rule.maximum) {
        throw badRequest("INVALID_QUERY_PARAMETER", `${given} cannot be the ${rule.name}.`, [rule.name]);
    }
    return value;
}

function linksOf(call: Call, page: { pageNum: number; itemsPerPage: number; hasNext: boolean }): Link[] {
    const link = (rel: string, pageNum: number): Link => {
        const query = new URLSearchParams({
            ...call.query,
            pageNum: String(pageNum),
            itemsPerPage: String(page.itemsPerPage),
        });
        return { href: `${call.origin}${call.path}?${query.toString()}`, rel };
    };
    return [
        link("self", page.pageNum),
        ...(page.pageNum > 1 ? [link("previous", page.pageNum - 1)] : []),
        ...(page.hasNext ? [link("next", page.pageNum + 1)] : []),
    ];
}
