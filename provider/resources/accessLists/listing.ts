import type { CanonicalAddress } from "../../atlas/address";
import { addressOrNone, wireAddress } from "../../atlas/address";
import type { AtlasClient } from "../../atlas/client";
import type { AccessListOwner } from "../../atlas/endpoints/accessListOwners";
import { accessListPath, ownerKind } from "../../atlas/endpoints/accessListOwners";
import type { AccessListEntryResponse } from "../../atlas/endpoints/accessLists";
import { getAccessListEntry, listAccessListEntries } from "../../atlas/endpoints/accessLists";
import { AtlasError } from "../../atlas/errors/errors";
import { isNotFound } from "../../atlas/errors/errorPredicates";
import { accessListOwner, confirmGone } from "../../atlas/gone/confirmGone";
import { isPresent } from "../../core/properties";
import type { AtlasSession } from "../../core/session";
import { perSession, remembered } from "../../core/session";
import { listName } from "./names";

/** The entries of a list by their canonical addresses, in the order in which Atlas gives them. */
export type AccessList = ReadonlyMap<CanonicalAddress, AccessListEntryResponse>;

// A list is read once for all its entries, and again after each write of our own.
const knownLists = perSession(() => new Map<string, Promise<AccessList | undefined>>());

/** The list of an owner, as this run knows it; undefined when the owner is gone. */
export function readAccessList(
    session: AtlasSession,
    owner: AccessListOwner,
): Promise<AccessList | undefined> {
    return remembered(knownLists(session), listName(owner), () => listOrNone(session.client, owner));
}

/** The next one who reads the list asks Atlas. */
export function forgetAccessList(session: AtlasSession, owner: AccessListOwner): void {
    knownLists(session).delete(listName(owner));
}

/** The list of an owner, as Atlas shows it now; undefined when the owner is gone. */
export async function listOrNone(
    client: AtlasClient,
    owner: AccessListOwner,
): Promise<AccessList | undefined> {
    try {
        return await listNow(client, owner);
    } catch (error) {
        await confirmGone(client, error, accessListOwner(owner));
        return undefined;
    }
}

/** The list of an owner, as Atlas shows it now. */
export async function listNow(client: AtlasClient, owner: AccessListOwner): Promise<AccessList> {
    const entries = await listAccessListEntries(client, owner);
    entries.forEach((entry) => requireOneAddress(owner, entry));
    return byAddress(entries);
}

/** @throws AtlasError if nothing is known of which entry it is: Atlas gives an address as text, in one form or two. */
function requireOneAddress(owner: AccessListOwner, { cidrBlock, ipAddress }: AccessListEntryResponse): void {
    const given: unknown[] = [cidrBlock, ipAddress].filter(isPresent);
    const areTexts = given.every((text) => typeof text === "string");
    if (!areTexts || new Set(given.map(addressOrNone)).size !== 1) {
        throw new AtlasError(
            `GET ${accessListPath(owner)}: an entry has no address, or two different ones, in cidrBlock and ipAddress. So nothing is known of the list. Try again. If that does not help, check baseUrl, and what stands before it.`,
        );
    }
}

/** The entry of an address, as Atlas shows it now; undefined if there is none. */
export async function findEntry(
    client: AtlasClient,
    owner: AccessListOwner,
    address: CanonicalAddress,
): Promise<AccessListEntryResponse | undefined> {
    try {
        if (!ownerKind(owner).canReadOneEntry) {
            return (await listNow(client, owner)).get(address);
        }
        const entry = await getAccessListEntry(client, owner, wireAddress(address));
        requireOneAddress(owner, entry);
        if (!byAddress([entry]).has(address)) {
            throw new AtlasError(
                `GET ${accessListPath(owner)}: asked for ${address}, Atlas answered without that address. Try again later.`,
            );
        }
        return entry;
    } catch (error) {
        if (isNotFound(error)) {
            return undefined;
        }
        throw error;
    }
}

/** Without what others wrote there in a way that this package never would: that is none of ours. */
export function byAddress(entries: readonly AccessListEntryResponse[]): AccessList {
    return new Map(
        entries.flatMap((entry) => {
            const address = addressOrNone(entry.cidrBlock ?? entry.ipAddress);
            return address === undefined ? [] : [[address, entry] as const];
        }),
    );
}

/** When an entry was made, ISO 8601; undefined if Atlas does not say. */
export function createdOf(
    owner: AccessListOwner,
    entry: AccessListEntryResponse | undefined,
): string | undefined {
    const created: unknown = entry?.[ownerKind(owner).createdField];
    return typeof created === "string" ? created : undefined;
}
