import type { CheckFailure } from "../schema/checks";
import { failure } from "../schema/checks";
import type { Configuration } from "../configuration/configuration";
import { configurationOf, recordOf } from "../configuration/configuration";
import { presentText } from "../configuration/credential";
import { inheritedSettings, NOBODY, settingsProblems } from "../configuration/settings";
import { ADDRESS_SETTINGS, fullName, keyProblems, SECRET_SETTINGS } from "../configuration/names";
import type { WireProperties } from "./wireValues";
import { markSecrets, unwrapSecrets } from "./wireValues";

/** Settings of a provider instance, by the names that both fronts share. The engine sends them without a namespace. */
export function settingsOf(given: WireProperties): Record<string, unknown> {
    return Object.fromEntries(
        Object.entries(unwrapSecrets(given)).map(([name, value]) => [fullName(name), value]),
    );
}

/**
 * What is wrong with the settings of a provider instance, and the settings as state holds them: an explicit provider's with
 * what it inherits from the stack. The default one has all of the stack's already.
 */
export function checkConfiguration(
    given: WireProperties,
    environment: NodeJS.ProcessEnv,
): { inputs: WireProperties; failures: CheckFailure[] } {
    const stack = stackConfiguration(environment);
    const inherited = inheritedSettings(unwrapSecrets(given), (setting) =>
        presentText(stack.get(fullName(setting))),
    );
    const settings = { ...given, ...inherited };
    const configuration = configurationOf(recordOf(settingsOf(settings)));
    const problems = new Set([
        ...keyProblems(stack.keys(), ADDRESS_SETTINGS).errors,
        // Who has no credential may still not need one; a resource that does says so.
        ...settingsProblems(configuration, environment, NOBODY),
    ]);
    return {
        inputs: markSecrets(settings, { secrets: SECRET_SETTINGS, sent: given }),
        failures: [...problems].map((problem) => failure("", withOrigin(problem, inherited["baseUrl"]))),
    };
}

/** @param address is the one that was inherited, if one was. */
function withOrigin(problem: string, address: string | undefined): string {
    return address !== undefined && problem.includes(address)
        ? `${problem} The address is ${fullName("baseUrl")} of the stack.`
        : problem;
}

/**
 * The stack's configuration, by the names that both fronts share. The engine tells only default providers of it, but gives
 * the process of every provider what is in the namespace of its package: by names without that, secrets in clear. Where it
 * does not, nothing is inherited. A full name is of another stack, whose program runs this one.
 */
function stackConfiguration(environment: NodeJS.ProcessEnv): Configuration {
    const settings = Object.entries(parsedObject(environment["PULUMI_CONFIG"]))
        .filter(([name]) => !name.includes(":"))
        .map(([name, value]): [string, unknown] => [fullName(name), value]);
    return configurationOf(recordOf(Object.fromEntries(settings)));
}

/** Nothing of what is no JSON is repeated: it may hold secrets. */
function parsedObject(json: string | undefined): Record<string, unknown> {
    try {
        const parsed: unknown = JSON.parse(json ?? "{}");
        return typeof parsed === "object" && parsed !== null ? { ...parsed } : {};
    } catch {
        return {};
    }
}
