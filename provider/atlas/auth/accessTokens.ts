import type { Clock } from "../clock";
import { hasErrorCode } from "../errors/errorPredicates";
import { asOneOperation } from "../retrying/operation";

/** A token as the token endpoint gave it. */
export interface AccessToken {
    readonly value: string;
    readonly lifeMs: number;
}

interface HeldToken {
    readonly value: string;
    /** When to get another, well before it ends. */
    readonly renewAtMs: number;
    readonly endsAtMs: number;
}

const MAX_RENEWAL_MARGIN_MS = 10 * 60_000;

/** How long no refused token is renewed after a renewal that was no use. */
const RENEWAL_PAUSE_MS = 10 * 60_000;

/** The access token of one service account: fetched once, however many calls wait for it, and renewed in time. */
export class AccessTokens {
    readonly #clock: Clock;
    readonly #fetch: () => Promise<AccessToken>;
    readonly #given: HeldToken[] = [];
    #fetching: Promise<HeldToken> | undefined;
    #refusal: Error | undefined;
    #pausedUntilMs = 0;

    constructor(clock: Clock, fetch: () => Promise<AccessToken>) {
        this.#clock = clock;
        this.#fetch = fetch;
    }

    /** A token that is good for a while. */
    async current(): Promise<string> {
        const held = this.#given.at(-1);
        return held !== undefined && this.#clock.nowMs() < held.renewAtMs
            ? held.value
            : (await this.#fetchOnce()).value;
    }

    /** Gets another token after Atlas has refused one; false if that is not likely to help. */
    async renew(refused: string): Promise<boolean> {
        if (this.#given.at(-1)?.value !== refused) {
            return true;
        }
        if (this.#clock.nowMs() < this.#pausedUntilMs) {
            return false;
        }
        await this.#fetchOnce();
        return true;
    }

    /** A new token was refused as well: it was not about the token. Atlas says the same of an organization that is gone. */
    noteUselessRenewal(): void {
        this.#pausedUntilMs = this.#clock.nowMs() + RENEWAL_PAUSE_MS;
    }

    /** Lets go of all tokens that still live. */
    async release(): Promise<string[]> {
        await this.#fetching?.catch(() => undefined);
        const nowMs = this.#clock.nowMs();
        return this.#given.splice(0).flatMap(({ value, endsAtMs }) => (nowMs < endsAtMs ? [value] : []));
    }

    #fetchOnce(): Promise<HeldToken> {
        // Many operations may wait for it: none of them pays for it alone.
        this.#fetching ??= asOneOperation(() => this.#fetchNow()).finally(() => {
            this.#fetching = undefined;
        });
        return this.#fetching;
    }

    async #fetchNow(): Promise<HeldToken> {
        if (this.#refusal !== undefined) {
            throw this.#refusal;
        }
        try {
            const { value, lifeMs } = await this.#fetch();
            const endsAtMs = this.#clock.nowMs() + lifeMs;
            const renewAtMs = endsAtMs - Math.min(MAX_RENEWAL_MARGIN_MS, lifeMs / 2);
            const held = { value, renewAtMs, endsAtMs };
            this.#given.push(held);
            return held;
        } catch (error) {
            // A wrong secret stays wrong, and Atlas counts the requests for tokens.
            if (hasErrorCode(error, "invalid_client", "access_denied")) {
                this.#refusal = error as Error;
            }
            throw error;
        }
    }
}
