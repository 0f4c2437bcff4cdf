import { DEFAULT_BASE_URL, GOVERNMENT_BASE_URL, parseBaseUrl } from "../atlas/transport/baseUrl";
import { AtlasConfigError } from "../atlas/errors/errors";
import { quoted } from "../atlas/secrets";
import { proxyFor } from "../atlas/transport/proxies";
import type { Configuration } from "./configuration";
import type { CredentialSource } from "./credential";
import { presentText } from "./credential";
import { ALLOW_HTTP, fullName, GOVERNMENT_SETTINGS, TIME_SETTINGS } from "./names";
import { UNKNOWN } from "../schema/properties";

/** How to reach Atlas, and how long to try; what is not given is the client's default. */
export interface ConnectionSettings {
    readonly baseUrl?: string;
    readonly allowHttp?: boolean;
    readonly requestTimeoutMs?: number;
    readonly maxRetryMs?: number;
    readonly maxRateLimitWaitMs?: number;
}

/**
 * Where Atlas is, from the provider instance's configuration, then from the environment; and the times that the
 * configuration sets. A setting that is not known yet counts as good.
 *
 * @param source says where the credential was found that will be sent there; undefined if there is none.
 * @throws AtlasConfigError if an address or a time is malformed, if the address that was found may be meant for another
 *     credential than this, or if the environment puts a proxy before it that cannot be used.
 */
export function resolveConnection(
    { get }: Pick<Configuration, "get">,
    environment: NodeJS.ProcessEnv,
    source: CredentialSource | undefined,
): ConnectionSettings {
    const permission = get(fullName(ALLOW_HTTP));
    const allowHttp = permission === UNKNOWN || readFlag(fullName(ALLOW_HTTP), permission) === true;
    const baseUrl = resolveBaseUrl(get, environment, { source, allowHttp });
    if (get(fullName("baseUrl")) !== UNKNOWN) {
        proxyFor(baseUrl ?? DEFAULT_BASE_URL, environment);
    }
    const times = Object.entries(TIME_SETTINGS).flatMap(([name, smallest]) => {
        const value = readTime(fullName(name), get(fullName(name)), smallest);
        return value === undefined ? [] : [[name, value] as const];
    });
    return {
        ...(baseUrl !== undefined && { baseUrl }),
        ...(allowHttp && { allowHttp }),
        ...Object.fromEntries(times),
    };
}

/**
 * A number of milliseconds, which configuration holds as text; undefined if there is none, or none yet.
 *
 * @throws AtlasConfigError if it is not a whole number, or too small.
 */
export function readTime(name: string, value: unknown, smallest: number): number | undefined {
    const given = typeof value === "string" ? presentText(value) : value;
    if (given === undefined || given === null || given === UNKNOWN) {
        return undefined;
    }
    const isMilliseconds =
        (typeof given === "string" || typeof given === "number") && /^\d{1,9}$/.test(`${given}`);
    if (!isMilliseconds || Number(given) < smallest) {
        throw new AtlasConfigError(
            `${name} is ${quoted(given)}: give milliseconds as a whole number from ${smallest}.`,
        );
    }
    return Number(given);
}

type Get = Configuration["get"];

function resolveBaseUrl(
    get: Get,
    environment: NodeJS.ProcessEnv,
    { source, allowHttp }: { source: CredentialSource | undefined; allowHttp: boolean },
): string | undefined {
    const government = governmentSetting(get);
    const given = givenBaseUrl(get, environment);
    if (given !== undefined) {
        return given.text === UNKNOWN ? undefined : agreedBaseUrl(given, government, allowHttp);
    }
    if (government !== undefined) {
        return GOVERNMENT_BASE_URL;
    }
    if (source === "atlasCli") {
        return baseUrlOfAtlasCli(environment);
    }
    if (source !== undefined) {
        refuseBaseUrlOfAtlasCli(environment);
    }
    return undefined;
}

interface GivenBaseUrl {
    readonly name: string;
    readonly text: string;
}

/** What counts for every credential of a run. */
function givenBaseUrl(get: Get, environment: NodeJS.ProcessEnv): GivenBaseUrl | undefined {
    return [
        { name: fullName("baseUrl"), value: get(fullName("baseUrl")) },
        { name: BASE_URL_VARIABLE, value: environment[BASE_URL_VARIABLE] },
    ].flatMap(({ name, value }) => {
        const text = presentText(value);
        return text === undefined ? [] : [{ name, text }];
    })[0];
}

function agreedBaseUrl(
    { name, text }: GivenBaseUrl,
    government: string | undefined,
    allowHttp: boolean,
): string {
    const baseUrl = parseBaseUrl(text, name, allowHttp);
    if (government !== undefined && baseUrl === DEFAULT_BASE_URL) {
        throw new AtlasConfigError(
            `${government} is true, which means "${GOVERNMENT_BASE_URL}", but ${name} is "${baseUrl}". Remove the one that is wrong.`,
        );
    }
    return baseUrl;
}

/** The name of the setting that says that Atlas for Government is meant, if one does. */
function governmentSetting(get: Get): string | undefined {
    const answers = GOVERNMENT_SETTINGS.map(fullName).flatMap((name) => {
        const answer = readFlag(name, get(name));
        return answer === undefined ? [] : [{ name, answer }];
    });
    const [first, second] = answers;
    if (second !== undefined && second.answer !== first?.answer) {
        throw new AtlasConfigError(`${first?.name} and ${second.name} contradict each other: remove one.`);
    }
    return first?.answer === true ? first.name : undefined;
}

/** @throws AtlasConfigError if it is neither true nor false. */
export function readFlag(name: string, value: unknown): boolean | undefined {
    const text = typeof value === "boolean" ? String(value) : presentText(value)?.toLowerCase();
    if (text === undefined || text === UNKNOWN) {
        return undefined;
    }
    if (text !== "true" && text !== "false") {
        throw new AtlasConfigError(`${name} is ${quoted(value)}: give true or false.`);
    }
    return text === "true";
}

export const BASE_URL_VARIABLE = "MONGODB_ATLAS_BASE_URL";
const CLI_URL_VARIABLE = "MCLI_OPS_MANAGER_URL";
const HOW_TO_SAY_WHERE = `${fullName("baseUrl")} or ${BASE_URL_VARIABLE} (such as "${DEFAULT_BASE_URL}")`;

/** The services that the Atlas CLI's variables can name, as far as they are Atlas, with their addresses. */
const ATLAS_SERVICES = new Map([
    ["cloud", undefined],
    ["cloudgov", GOVERNMENT_BASE_URL],
]);

function baseUrlOfAtlasCli(environment: NodeJS.ProcessEnv): string | undefined {
    const service = presentText(environment["MCLI_SERVICE"])?.toLowerCase() ?? "cloud";
    const address = presentText(environment[CLI_URL_VARIABLE]);
    if (!ATLAS_SERVICES.has(service)) {
        const variables = ["MCLI_PUBLIC_API_KEY", ...(address === undefined ? [] : [CLI_URL_VARIABLE])];
        throw new AtlasConfigError(
            `MCLI_SERVICE is ${quoted(service)}, so ${variables.join(" and ")} ${address === undefined ? "is" : "are"} not for Atlas. Give a credential of Atlas by another way, such as ${fullName("clientId")} and ${fullName("clientSecret")}, and the address with ${HOW_TO_SAY_WHERE}.`,
        );
    }
    return address === undefined ? ATLAS_SERVICES.get(service) : parseBaseUrl(address, CLI_URL_VARIABLE);
}

/** Somebody who migrates has the tools of both sides set up: a credential of Atlas must not go to the Ops Manager. */
function refuseBaseUrlOfAtlasCli(environment: NodeJS.ProcessEnv): void {
    if (presentText(environment[CLI_URL_VARIABLE]) !== undefined) {
        throw new AtlasConfigError(
            `${CLI_URL_VARIABLE} is set, but it counts only for a credential from MCLI_PUBLIC_API_KEY and MCLI_PRIVATE_API_KEY, and this one comes from elsewhere. Say where Atlas is with ${HOW_TO_SAY_WHERE}, or unset ${CLI_URL_VARIABLE}.`,
        );
    }
}
