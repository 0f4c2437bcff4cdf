import { isPulumiOnPath } from "pulumi-atlas-org/testkit";
import type { Program } from "./programs";

const HOW_TO_GET_IT =
    "Get the Pulumi CLI from https://www.pulumi.com/docs/install/: it brings both, and needs no account for this. Without it, `npm run quickstart` shows the same with a program in TypeScript.";

/** What a program needs and this machine has not, in sentences; undefined if everything may be there. */
export function missingFor({ engine }: Program): string | undefined {
    return engine === "pulumi" && !isPulumiOnPath()
        ? `a YAML program needs the Pulumi CLI and its YAML host, and there is no \`pulumi\` on the PATH. ${HOW_TO_GET_IT}`
        : undefined;
}

/**
 * What a failure says is missing, in sentences; undefined if it is something else. Where the CLI looks for its language
 * hosts, only the CLI knows.
 */
export function missingBy(error: unknown): string | undefined {
    return error instanceof Error && /no language plugin .*pulumi-language-yaml/.test(error.message)
        ? `the Pulumi CLI finds no \`pulumi-language-yaml\`, its YAML host: neither beside \`pulumi\` nor on the PATH. ${HOW_TO_GET_IT}`
        : undefined;
}
