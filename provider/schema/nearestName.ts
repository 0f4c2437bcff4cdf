import { distance } from "fastest-levenshtein";

/** The known name that another one was most likely meant to be; undefined if it is like none. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
    const nearness = known.map((candidate) => ({
        candidate,
        edits: distance(plain(name), plain(candidate)),
    }));
    const [nearest] = nearness.sort((one, other) => one.edits - other.edits);
    const isNear = nearest !== undefined && nearest.edits <= Math.min(2, plain(nearest.candidate).length / 3);
    return isNear ? nearest.candidate : undefined;
}

/** Case, dashes and underscores make no difference to a person. */
function plain(name: string): string {
    return name.toLowerCase().replace(/[\W_]/g, "");
}
