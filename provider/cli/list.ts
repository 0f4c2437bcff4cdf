import { objectIdProblem } from "../schema/checks";
import type { Lifecycle } from "../runtime/lifecycle";
import { nearestName } from "../schema/nearestName";
import type { ProviderInstance } from "../runtime/providerInstance";
import * as kinds from "../kinds";
import type { FoundResource } from "./importFile";

/** The kinds of which anything can be imported. A program that Pulumi writes has its resources in this order. */
const LISTED = new Map(
    (Object.values(kinds) as Lifecycle<object, object>[])
        .filter((lifecycle) => "list" in lifecycle)
        .map((lifecycle): [string, typeof lifecycle] => [lifecycle.definition.kind, lifecycle])
        .sort(([one], [other]) => place(one) - place(other)),
);

/** What others may refer to comes first: the organization, then owners of access lists. */
function place(kind: string): number {
    return kind === "Organization" ? 0 : kind.includes("AccessList") ? 2 : 1;
}

/** The kinds that can be listed. */
export const LISTED_KINDS: readonly string[] = [...LISTED.keys()];

/** Of an access list, either the whole of it or its entries belong into a program: the whole, unless somebody asks. */
export const DEFAULT_KINDS: readonly string[] = LISTED_KINDS.filter((kind) => !kind.endsWith("Entry"));

/** What is wrong with a question, in a sentence; undefined if it is good. */
export function questionProblem(orgId: string | undefined, wanted: readonly string[]): string | undefined {
    const unknown = wanted.find((kind) => !LISTED.has(kind));
    if (unknown !== undefined) {
        const meant = nearestName(unknown, LISTED_KINDS);
        const question = meant === undefined ? "" : ` Is ${meant} meant?`;
        return `--kind ${unknown}: there is no such kind to list; there are ${LISTED_KINDS.join(", ")}.${question}`;
    }
    return orgId === undefined ? "which organization? Give its id." : objectIdProblem(orgId);
}

/** What an organization holds of some kinds, kind by kind. @throws Error if Atlas refuses. */
export async function* listed(
    instance: ProviderInstance,
    orgId: string,
    wanted: readonly string[],
): AsyncGenerator<FoundResource> {
    for (const kind of wanted) {
        for await (const resource of LISTED.get(kind)?.list?.(instance, orgId) ?? []) {
            yield { kind, ...resource };
        }
    }
}
