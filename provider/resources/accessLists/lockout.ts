import type { AccessListOwner } from "../../atlas/endpoints/accessListOwners";
import { ownerKind } from "../../atlas/endpoints/accessListOwners";
import type { AtlasSession } from "../../core/session";
import { perSession, remembered } from "../../core/session";
import { readAccessList } from "./listing";
import { listName } from "./names";

/** Whether the provider itself calls as an owner; at most one call for each. */
const callers = perSession(() => new Map<string, Promise<boolean>>());

/** Callers whose lists are known to have entries, and keep one: Atlas lets no caller remove the address that it calls from. */
const restrictedCallers = perSession(() => new Set<string>());

/** Whether the next entry would be the first on the list of the very owner that the provider calls as. */
export async function wouldLockOut(session: AtlasSession, owner: AccessListOwner): Promise<boolean> {
    const name = listName(owner);
    const restricted = restrictedCallers(session);
    if (restricted.has(name) || !(await isCaller(session, owner))) {
        return false;
    }
    const isEmpty = ((await readAccessList(session, owner))?.size ?? 0) === 0;
    if (!isEmpty) {
        restricted.add(name);
    }
    return isEmpty;
}

function isCaller(session: AtlasSession, owner: AccessListOwner): Promise<boolean> {
    return remembered(callers(session), listName(owner), () =>
        ownerKind(owner).isCaller(session.client, owner),
    );
}
