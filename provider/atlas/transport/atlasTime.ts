import { asRecord, NOT_JSON, parseJson } from "./errorBody";
import { findServedDigest } from "./digestChallenge";
import type { HttpReply } from "./http";

/**
 * What time it is at Atlas, by the `Date` of its answers. Never by the clock of this machine, which may be hours off.
 * A `Date` has whole seconds, so a time is never later than it was at Atlas, and earlier by a second and the time that
 * the answer was under way at most.
 */
export class AtlasTime {
    /** One for each second in which Atlas has answered, in the order in which they came. */
    readonly #answers: { readonly dateMs: number; readonly cameAtMs: number }[] = [];

    /** Takes note of an answer. @param cameAtMs is by the monotonic clock. */
    note(reply: HttpReply, cameAtMs: number): void {
        const dateMs = Date.parse(reply.header("date") ?? "");
        if (!Number.isNaN(dateMs) && this.#answers.at(-1)?.dateMs !== dateMs && hasFormOfAtlas(reply)) {
            this.#answers.push({ dateMs, cameAtMs });
        }
    }

    /**
     * The time at Atlas, in milliseconds since 1970, by the answer that is nearest to a moment; undefined if Atlas has not
     * answered yet.
     *
     * @param momentMs is by the monotonic clock.
     */
    at(momentMs: number): number | undefined {
        const distanceTo = (answer: { cameAtMs: number }) => Math.abs(answer.cameAtMs - momentMs);
        const [first, ...others] = this.#answers;
        if (first === undefined) {
            return undefined;
        }
        const nearest = others.reduce(
            (best, answer) => (distanceTo(answer) < distanceTo(best) ? answer : best),
            first,
        );
        return nearest.dateMs + momentMs - nearest.cameAtMs;
    }
}

/** What a gateway answers in the place of Atlas carries the gateway's time. */
function hasFormOfAtlas(reply: HttpReply): boolean {
    const isChallenge =
        reply.status === 401 && findServedDigest(reply.header("www-authenticate")) !== undefined;
    if (isChallenge || reply.status === 204) {
        return true;
    }
    const body = parseJson(reply.text);
    return body !== NOT_JSON && (reply.status < 300 || asRecord(body)["error"] === reply.status);
}
