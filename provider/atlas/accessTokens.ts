import type { Clock } from "./clock";

/** A token as the token endpoint gave it. */
export interface AccessToken {
    readonly value: string;
    readonly lifeMs: number;
}

interface HeldToken {
    readonly value: string;
    /** When to get another, well before it ends. */
    readonly renewAtMs: number;
    /** Whether it took the place of one that Atlas had refused. */
    readonly isReplacement: boolean;
    wasAccepted: boolean;
}

const MAX_RENEWAL_MARGIN_MS = 10 * 60_000;

/** The access token of one service account: fetched once, however many calls wait for it, and renewed in time. */
export class AccessTokens {
    readonly #clock: Clock;
    readonly #fetch: () => Promise<AccessToken>;
    #held: HeldToken | undefined;
    #fetching: Promise<HeldToken> | undefined;

    constructor(clock: Clock, fetch: () => Promise<AccessToken>) {
        this.#clock = clock;
        this.#fetch = fetch;
    }

    /** Lets go of the token that is held, if any. */
    release(): string | undefined {
        const token = this.#held?.value;
        this.#held = undefined;
        return token;
    }

    /** A token that is good for a while. */
    async current(): Promise<string> {
        const held = this.#held;
        return held !== undefined && this.#clock.nowMs() < held.renewAtMs
            ? held.value
            : (await this.#fetchOnce(false)).value;
    }

    /**
     * Gets another token after Atlas has refused one. False if that is no use: the refused one had itself taken the place
     * of a refused one, and never worked.
     */
    async renew(refused: string): Promise<boolean> {
        const held = this.#held;
        if (held?.value === refused) {
            if (held.isReplacement && !held.wasAccepted) {
                return false;
            }
            await this.#fetchOnce(true);
        }
        return true;
    }

    /** Atlas took this token for good. */
    noteAccepted(token: string): void {
        if (this.#held?.value === token) {
            this.#held.wasAccepted = true;
        }
    }

    #fetchOnce(isReplacement: boolean): Promise<HeldToken> {
        this.#fetching ??= this.#fetchNow(isReplacement).finally(() => {
            this.#fetching = undefined;
        });
        return this.#fetching;
    }

    async #fetchNow(isReplacement: boolean): Promise<HeldToken> {
        const { value, lifeMs } = await this.#fetch();
        const marginMs = Math.min(MAX_RENEWAL_MARGIN_MS, lifeMs / 2);
        const renewAtMs = this.#clock.nowMs() + lifeMs - marginMs;
        this.#held = { value, renewAtMs, isReplacement, wasAccepted: false };
        return this.#held;
    }
}
