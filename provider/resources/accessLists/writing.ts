import type { AccessListOwner } from "../../atlas/endpoints/accessListOwners";
import type { AtlasSession } from "../../core/session";
import { perSession } from "../../core/session";
import { forgetAccessList } from "./listing";
import { listName } from "./names";

const lastWrites = perSession(() => new Map<string, Promise<unknown>>());

/** Runs writes to one list one after the other: Atlas does not say that it takes two at a time. */
export function writeInTurn<T>(
    session: AtlasSession,
    owner: AccessListOwner,
    write: () => Promise<T>,
): Promise<T> {
    const writes = lastWrites(session);
    const run = async () => {
        try {
            return await write();
        } finally {
            forgetAccessList(session, owner);
        }
    };
    const turn = (writes.get(listName(owner)) ?? Promise.resolve()).then(run, run);
    writes.set(listName(owner), turn);
    return turn;
}

/** Waits for the writes to a list that are under way or in line. */
export async function writesSettled(session: AtlasSession, owner: AccessListOwner): Promise<void> {
    await Promise.allSettled([lastWrites(session).get(listName(owner))]);
}
