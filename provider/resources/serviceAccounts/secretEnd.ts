const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** From then on, a secret that does not renew is warned of. */
const WARNING_DAYS = 14;

/** When a secret ends, and how long before that it is renewed. */
export interface SecretEnd {
    /** ISO 8601, UTC. Undefined if nobody knows. */
    readonly expiresAt: unknown;
    /** Undefined if nothing renews it. */
    readonly renewBeforeHours: unknown;
}

/** Whether the time has come to renew a secret. */
export function isDueForRenewal({ expiresAt, renewBeforeHours }: SecretEnd, nowMs: number): boolean {
    const endsAtMs = endMs(expiresAt);
    return (
        typeof renewBeforeHours === "number" &&
        !Number.isNaN(endsAtMs) &&
        nowMs >= endsAtMs - renewBeforeHours * HOUR_MS
    );
}

/** What to say of a secret that ends soon, or has ended, and that nothing renews. @param whatToDo a sentence. */
export function endWarning(
    { expiresAt, renewBeforeHours }: SecretEnd,
    nowMs: number,
    whatToDo: string,
): string | undefined {
    const leftMs = endMs(expiresAt) - nowMs;
    if (typeof renewBeforeHours === "number" || !(leftMs <= WARNING_DAYS * DAY_MS)) {
        return undefined;
    }
    const end = leftMs > 0 ? `ends in ${lengthOf(leftMs)}, at` : "has ended, at";
    return `the secret ${end} ${String(expiresAt)}. ${whatToDo}`;
}

/** Milliseconds since 1970, UTC; not a number if nobody knows. */
export function endMs(expiresAt: unknown): number {
    return typeof expiresAt === "string" ? Date.parse(expiresAt) : Number.NaN;
}

function lengthOf(durationMs: number): string {
    return durationMs < 2 * DAY_MS
        ? `${Math.ceil(durationMs / HOUR_MS)} h`
        : `${Math.floor(durationMs / DAY_MS)} days`;
}
