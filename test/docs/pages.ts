import { readdirSync } from "node:fs";
import path from "node:path";
import { REPOSITORY, readPage } from "./generated/markers";

/** The pages for users, from the root of the repository: the README and what is in docs/. */
export function pages(): string[] {
    const names = readdirSync(path.join(REPOSITORY, "docs")).filter((name) => name.endsWith(".md"));
    return ["README.md", ...names.map((name) => `docs/${name}`)];
}

/** A link within the repository. */
export interface Link {
    /** From the root of the repository. */
    readonly target: string;
    /** The heading that it leads to, as GitHub spells it; undefined if it leads to the top. */
    readonly anchor: string | undefined;
}

export function linksOf(page: string): Link[] {
    return [...readPage(page).matchAll(/\]\(([^)#\s]*)(?:#([^)\s]*))?\)/gu)]
        .filter(([, target = ""]) => !/^[a-z]+:/u.test(target))
        .map(([, target = "", anchor]) => ({
            target: target === "" ? page : path.posix.join(path.posix.dirname(page), target),
            anchor,
        }));
}

/** The anchors of a page's headings, as GitHub makes them. */
export function anchorsOf(page: string): string[] {
    const prose = readPage(page).replaceAll(/^ *```.*?^ *```$/gms, "");
    return [...prose.matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) =>
        heading
            .toLowerCase()
            .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
            .replaceAll(/\s/gu, "-"),
    );
}
