import { BASE_URL_VARIABLE } from "#provider/configuration/connection";
import { CLI_VARIABLES, CREDENTIAL_VARIABLES } from "#provider/configuration/settings";
import type { CredentialField } from "#provider/configuration/credential";
import { PLUGIN_NAME } from "#provider/packageFile";
import { readPage } from "./markers";

interface Variable {
    readonly type: string;
    readonly description: string;
    readonly secret?: boolean;
}

/** The settings of the plugin in a stack's configuration, as its schema has them, with the variables that stand for them. */
export function configurationKeys(): string {
    const { config } = JSON.parse(readPage("schema.json")) as {
        config: { variables: Readonly<Record<string, Variable>> };
    };
    return Object.entries(config.variables)
        .map(([name, { type, description, secret }]) =>
            [
                `- **\`${PLUGIN_NAME}:${name}\`** (\`${type}\`${secret === true ? ", a secret" : ""}). ${description}`,
                ...environmentOf(name),
            ].join(" "),
        )
        .join("\n");
}

function environmentOf(setting: string): string[] {
    const variables =
        setting === "baseUrl"
            ? [BASE_URL_VARIABLE]
            : [...CREDENTIAL_VARIABLES, CLI_VARIABLES].flatMap(
                  (names) => names[setting as CredentialField] ?? [],
              );
    return variables.length === 0
        ? []
        : [`Environment: ${variables.map((name) => `\`${name}\``).join(", else ")}.`];
}
