import type { ConfigurableSession } from "../core/host/hostSession";
import type { Properties } from "../core/properties";
import { containsUnknown } from "../core/unknown";
import { answer } from "../lookups/answer";
import { argumentProblems } from "../lookups/lookUp";
import type { LookUp } from "../lookups/lookUp";
import * as lookUps from "../lookUps";
import { nameIn } from "../pluginNames";

type AnyLookUp = LookUp<object, unknown>;

const BY_NAME = new Map(Object.values(lookUps).map((lookUp) => [lookUp.name, lookUp as AnyLookUp]));

/** What came of a call of a function: what is wrong with its arguments, or its result. */
export interface Called {
    readonly result?: object;
    readonly failures: readonly string[];
}

/** Runs a look-up. @throws Error if there is no such function, or if the look-up fails. */
export async function callFunction(
    session: ConfigurableSession,
    token: string,
    args: Properties,
): Promise<Called> {
    const lookUp = BY_NAME.get(nameIn(token));
    if (lookUp === undefined) {
        throw new Error(`There is no function ${token}; there are ${[...BY_NAME.keys()].join(", ")}.`);
    }
    const failures = argumentProblems(lookUp, args);
    if (failures.length > 0) {
        return { failures };
    }
    if (containsUnknown(args)) {
        throw new Error(`${lookUp.name}: its arguments are not known yet.`);
    }
    const result = (await answer(lookUp, args, session)) as object;
    return { result, failures: [] };
}
