import type { StoredApiKey } from "pulumi-atlas-org/testkit";
import { PASSPHRASE } from "./stage";

/** How a person's shell takes variables; both refer to one as `$NAME`, and put values in between double quotes. */
export interface Shell {
    set(name: string, value: string): string;
    /** For the commands that it starts, too. */
    export(name: string, value: string): string;
    readonly curl: string;
}

const POSIX: Shell = {
    set: (name, value) => `${name}="${value}"`,
    export: (name, value) => `export ${name}="${value}"`,
    curl: "curl",
};

const POWERSHELL: Shell = {
    set: (name, value) => `$${name} = "${value}"`,
    export: (name, value) => `$env:${name} = "${value}"`,
    // There, `curl` may be another command.
    curl: "curl.exe",
};

export function shellOf(platform: NodeJS.Platform): Shell {
    return platform === "win32" ? POWERSHELL : POSIX;
}

/** Shows the keys of an organization and the access list of one of them, and removes the entry of that. */
export function curlLines(
    shell: Shell,
    { baseUrl, owner, runner }: { baseUrl: string; owner: StoredApiKey; runner: StoredApiKey },
): string[] {
    const call = `${shell.curl} -s --digest --user "$KEY" --header "$JSON"`;
    return [
        shell.set("ORG", `${baseUrl}/api/atlas/v2/orgs/${owner.orgId}`),
        shell.set("KEY", `${owner.publicKey}:${owner.privateKey}`),
        shell.set("JSON", "Accept: application/vnd.atlas.2023-01-01+json"),
        `${call} --write-out '\\n' "$ORG/apiKeys"`,
        shell.set("LIST", `$ORG/apiKeys/${runner.id}/accessList`),
        `${call} --write-out '\\n' "$LIST"`,
        `${call} --request DELETE "$LIST/203.0.113.0%2F24"`,
    ];
}

/** Runs the Pulumi CLI on the stack that the quickstart has left up. */
export function pulumiLines(
    shell: Shell,
    { folder, projectFolder }: { folder: string; projectFolder: string },
): string[] {
    return [
        `cd "${projectFolder}"`,
        shell.set("QUICKSTART", folder),
        shell.export("PULUMI_HOME", "$QUICKSTART/pulumi-home"),
        shell.export("PULUMI_BACKEND_URL", "file://$QUICKSTART/backend"),
        shell.export("PULUMI_STACK", "dev"),
        shell.export("PULUMI_CONFIG_PASSPHRASE", PASSPHRASE),
        shell.set("SETTINGS", "$QUICKSTART/workspace/Pulumi.dev.yaml"),
        'pulumi refresh --config-file "$SETTINGS"',
        'pulumi up --config-file "$SETTINGS"',
        "pulumi stack output --show-secrets",
        'pulumi destroy --config-file "$SETTINGS"',
    ];
}
