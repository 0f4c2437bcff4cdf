import type { Advice } from "#provider/atlas/errors/errorCodes";
import { ADVICE_BY_STATUS, ERROR_CODES } from "#provider/atlas/errors/errorCodes";

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

/** What an answer without a known code is explained by. */
export function adviceByStatus(): string {
    return Object.entries(ADVICE_BY_STATUS)
        .map(([status, advice]) => `- **${status}**: ${adviceFor(advice)}`)
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
