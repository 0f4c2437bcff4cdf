import type { Advice } from "#provider/atlas/errors/errorCodes";
import { ADVICE_BY_STATUS, ERROR_CODES, TRY_LATER } from "#provider/atlas/errors/errorCodes";
import { PASSING_REFUSALS } from "#provider/atlas/errors/requestOutcome";

/** A heading for each group of codes that mean the same, with what they mean and what the error tells to do. */
export function errorCodeSections(): string {
    return ERROR_CODES.map(({ codes: [first = "", ...others], meaning, advice }) =>
        [
            `### ${first}`,
            ...(others.length === 0 ? [] : [`Also ${others.map((code) => `\`${code}\``).join(", ")}.`]),
            `${capitalized(meaning)}.`,
            `**The error says:** ${adviceFor(advice)}`,
        ].join("\n\n"),
    ).join("\n\n");
}

/** What an answer without a known code is explained by; statuses with the same advice share a line. */
export function adviceByStatus(): string {
    const passing = [...PASSING_REFUSALS.map(String), "any other of 500 and above"];
    const statusesByAdvice = new Map([[TRY_LATER, passing]]);
    for (const [status, advice] of Object.entries(ADVICE_BY_STATUS)) {
        const text = adviceFor(advice);
        statusesByAdvice.set(text, [...(statusesByAdvice.get(text) ?? []), status]);
    }
    return [...statusesByAdvice]
        .map(([advice, statuses]) => `- **${statuses.join(", ")}**: ${advice}`)
        .join("\n");
}

function adviceFor(advice: Advice): string {
    return typeof advice === "function"
        ? advice({ path: "", parameters: [], retryAfterMs: undefined, caller: "the credential" })
        : advice;
}

function capitalized(text: string): string {
    return text.charAt(0).toUpperCase() + text.slice(1);
}
