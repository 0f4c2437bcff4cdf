import { messageOf } from "../atlas/errors/explained";
import type { CheckableSession } from "../core/session";
import { AS_PROVIDER } from "../core/settings/settings";
import type { LookUp } from "./lookUp";

/** What a session of a front can do beside: wait at its end for what is under way. */
export interface AnsweringSession extends CheckableSession {
    asOperation<T>(run: () => Promise<T>): Promise<T>;
}

/** The answer to a look-up whose arguments are good. @throws Error that names the look-up. */
export async function answer<Args extends object, Result>(
    lookUp: LookUp<Args, Result>,
    args: Args,
    session: AnsweringSession,
): Promise<Result> {
    const [problem] = session.settingsProblems(lookUp.callers ?? AS_PROVIDER);
    if (problem !== undefined) {
        throw new Error(`${lookUp.name}: ${problem}`);
    }
    try {
        return await session.asOperation(() => lookUp.run(session, args));
    } catch (error) {
        throw new Error(`${lookUp.name}: ${messageOf(error)}`, { cause: error });
    }
}
