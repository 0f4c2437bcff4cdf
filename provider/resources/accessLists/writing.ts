import type { AccessListOwner } from "../../atlas/endpoints/accessListOwners";
import { isAtlasApiError } from "../../atlas/errors/errorPredicates";
import type { AtlasSession } from "../../core/session";
import { perSession } from "../../core/session";
import { forgetEntries } from "./lastEntry";
import { forgetAccessList } from "./listing";
import { listName } from "./names";
import { Turns } from "./turns";

const turnsOfLists = perSession(() => new Map<string, Turns>());

/** Runs a write to a list alone: Atlas does not say that it takes two at a time. */
export async function writeInTurn<T>(
    session: AtlasSession,
    owner: AccessListOwner,
    write: () => Promise<T>,
): Promise<T> {
    const turns = turnsOf(session, owner);
    const turn = await turns.begin("alone");
    try {
        return await write();
    } finally {
        forgetAccessList(session, owner);
        forgetEntries(session, owner);
        turns.end(turn);
    }
}

/** To be called when a delete has failed. Resolves to whether it was for its company, and it is alone now. */
export type SeparateAfter = (error: unknown) => Promise<boolean>;

/**
 * Runs a delete on a list, beside others if there are any. Atlas does not say that it takes several at a time: once it
 * has refused one beside others, it gets them one at a time for the rest of the run, that one again as well.
 */
export async function deleteInTurn<T>(
    session: AtlasSession,
    owner: AccessListOwner,
    remove: (separateAfter: SeparateAfter) => Promise<T>,
): Promise<T> {
    const turns = turnsOf(session, owner);
    let turn = await turns.begin("delete");
    const separateAfter = async (error: unknown) => {
        if (session.client.isStopping || !turn.hadCompany || !mayComeOfCompany(error)) {
            return false;
        }
        turns.separateDeletes();
        turns.end(turn);
        turn = await turns.begin("delete");
        return true;
    };
    try {
        return await remove(separateAfter);
    } catch (error) {
        if (await separateAfter(error)) {
            return await remove(separateAfter);
        }
        throw error;
    } finally {
        forgetAccessList(session, owner);
        turns.end(turn);
    }
}

/** Waits for the writes to a list that are under way or in line. */
export async function writesSettled(session: AtlasSession, owner: AccessListOwner): Promise<void> {
    const turns = turnsOf(session, owner);
    turns.end(await turns.begin("alone"));
}

function turnsOf(session: AtlasSession, owner: AccessListOwner): Turns {
    const known = turnsOfLists(session);
    const turns = known.get(listName(owner)) ?? new Turns();
    known.set(listName(owner), turns);
    return turns;
}

/** Whether it may be different for a delete that is alone. */
function mayComeOfCompany(error: unknown): boolean {
    return isAtlasApiError(error) && ([409, 429].includes(error.status) || error.status >= 500);
}
