import type { CheckFailure } from "../core/checks";
import { failure } from "../core/checks";
import type { Configuration } from "../core/settings/configuration";
import { configurationOf, recordOf } from "../core/settings/configuration";
import { fullName, SECRET_SETTINGS } from "../core/settings/settingNames";
import { NOBODY, settingsProblems } from "../core/settings/settings";
import type { WireProperties } from "./wireValues";
import { marked, plain } from "./wireValues";

/** Settings of a provider instance, by the names that both fronts share. The engine sends them without a namespace. */
export function settingsOf(given: WireProperties): Record<string, unknown> {
    return Object.fromEntries(Object.entries(plain(given)).map(([name, value]) => [fullName(name), value]));
}

/** What is wrong with the settings of a provider instance, and the settings as state holds them. */
export function checkConfiguration(
    given: WireProperties,
    environment: NodeJS.ProcessEnv,
): { inputs: WireProperties; failures: CheckFailure[] } {
    const configuration: Configuration = configurationOf(recordOf(settingsOf(given)));
    // Who has no credential may still not need one; a resource that does says so.
    const problems = settingsProblems(configuration, environment, NOBODY);
    return {
        inputs: marked(given, { secrets: SECRET_SETTINGS, came: given }),
        failures: problems.map((problem) => failure("", problem)),
    };
}
