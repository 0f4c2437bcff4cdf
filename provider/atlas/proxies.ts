const PROXY_VARIABLES = ["HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY"];

/** The passwords of the proxies that the environment names, alone and as HTTP's Basic scheme has them. */
export function proxySecrets(environment: NodeJS.ProcessEnv): string[] {
    return PROXY_VARIABLES.flatMap((name) => [environment[name], environment[name.toLowerCase()]])
        .filter((text) => text !== undefined)
        .flatMap(passwordsIn);
}

function passwordsIn(proxy: string): string[] {
    const url = URL.canParse(proxy) ? new URL(proxy) : undefined;
    if (url === undefined || url.password === "") {
        return [];
    }
    const [user, password] = [url.username, url.password].map(decoded);
    return [password ?? "", Buffer.from(`${user ?? ""}:${password ?? ""}`).toString("base64")];
}

/** As it is, if it is no good encoding. */
function decoded(text: string): string {
    try {
        return decodeURIComponent(text);
    } catch {
        return text;
    }
}
