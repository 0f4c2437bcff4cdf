import type { AccessListOwner } from "./endpoints/accessListOwners";
import { ownerKind, ownersPath } from "./endpoints/accessListOwners";
import type { AtlasClient } from "./client";
import { hasErrorCode, isNotFound } from "./errors/errorPredicates";
import { AtlasError, messageOf } from "./errors/errors";
import type { AtlasApiError } from "./errors/errors";
import { listLivingOrganizations } from "./endpoints/organizations";
import { mapList, wholeList } from "./endpoints/pages";
import type { AtlasList } from "./endpoints/pages";
import { asOneOperation } from "./retrying/operation";

/** Something at Atlas that the answer to a call may show to be gone. */
export interface AtlasObject {
    /** As errors call it: "API key 65f0c0ffee0c0ffee0c0ffee". */
    readonly name: string;
    /** What should have answered. @default "Atlas" */
    readonly server?: string;
    /** Asks Atlas for what would show that the thing may still be there; resolves to undefined if nothing does. */
    readonly evidenceItExists: (listings: Listings, error: AtlasApiError) => Promise<string | undefined>;
}

/** An answer says that something is gone, and is not believed. */
export class NotConfirmedGoneError extends AtlasError {
    static {
        this.prototype.name = "NotConfirmedGoneError";
    }
}

/**
 * The one place that decides, for reads and deletes, whether a failed call shows that a thing is gone. The call must
 * have been signed, and an error of Atlas's form must have said 404 (or 400 API_KEY_NOT_FOUND) of the thing, not of the path.
 * Then Atlas has to show to the same credential that this is the right place: it lists the organization, and what would
 * list the thing answers. That is asked only after such an answer, and shared by the operations of a run.
 *
 * @returns when the thing is gone.
 * @throws the error itself if it says nothing of the kind.
 * @throws NotConfirmedGoneError if it does, but is not to be believed.
 */
export async function confirmGone(client: AtlasClient, error: unknown, thing: AtlasObject): Promise<void> {
    if (!isNotFound(error)) {
        throw error;
    }
    const { doubt, cause = error } = await doubtAbout(client, error, thing);
    if (doubt !== undefined) {
        throw new NotConfirmedGoneError(
            `${error.sentence} That does not show that ${thing.name} is gone: ${doubt}. So it counts as still there. Check that baseUrl (${client.baseUrl}) is the address of the right ${thing.server ?? "Atlas"}, and that the credential may see it.`,
            { cause },
        );
    }
}

export function organization(orgId: string): AtlasObject {
    return {
        name: `organization ${orgId}`,
        evidenceItExists: async (listings) =>
            (await listings.has(organizations, orgId)) ? "GET /orgs lists it" : undefined,
    };
}

/** The link of an organization, which Atlas cannot list. Atlas may close its path where it opens all others. */
export function link(orgId: string): AtlasObject {
    return {
        name: `the link of organization ${orgId}`,
        evidenceItExists: async (listings) =>
            (await listings.has(organizations, orgId)) ? undefined : notListed(orgId),
    };
}

/** An API key or a service account. */
export function accessListOwner(owner: AccessListOwner): AtlasObject {
    const { name, listIds, ownerGoneCodes } = ownerKind(owner);
    const { orgId, id } = owner;
    return listedObject({
        name: `${name} ${id}`,
        orgId,
        member: id,
        listing: { path: ownersPath(owner), ask: (client) => listIds(client, orgId) },
        ownCodes: ownerGoneCodes,
    });
}

/** What an organization holds, and Atlas lists. */
export interface ListedObject {
    readonly name: string;
    readonly orgId: string;
    readonly listing: Listing;
    /** What it is called in the listing. */
    readonly member: string;
    /** The error codes that say of this very kind of thing that it does not exist. */
    readonly ownCodes: readonly string[];
}

export function listedObject({ name, orgId, listing, member, ownCodes }: ListedObject): AtlasObject {
    return {
        name,
        async evidenceItExists(listings, error) {
            if (!(await listings.hadOrHas(organizations, orgId))) {
                return notListed(orgId);
            }
            const isListed = await listings.stillHas(listing, member);
            // A listing may lag behind; the code that is about this very kind of thing says more.
            return isListed && !hasErrorCode(error, ...ownCodes) ? `GET ${listing.path} lists it` : undefined;
        },
    };
}

const organizations: Listing = {
    path: "/orgs",
    ask: async (client) => mapList(await listLivingOrganizations(client), ({ id }) => id),
};

function notListed(orgId: string): string {
    return `GET /orgs does not list its organization ${orgId} to this credential`;
}

interface Doubt {
    /** Why the thing may be there all the same. */
    readonly doubt?: string | undefined;
    /** The error of the question that should have cleared the matter up. */
    readonly cause?: unknown;
}

async function doubtAbout(client: AtlasClient, error: AtlasApiError, thing: AtlasObject): Promise<Doubt> {
    if (isAboutPath(error)) {
        return { doubt: "the server does not know the path of this call, or the version of the API" };
    }
    try {
        return { doubt: await thing.evidenceItExists(Listings.of(client), error) };
    } catch (cause) {
        return { doubt: `asked to make sure, the server failed (${messageOf(cause)})`, cause };
    }
}

/** Whether a 404 is about the call itself: its path, which Atlas then names, or the version that it asks for. */
function isAboutPath(error: AtlasApiError): boolean {
    const words = [error.detail ?? "", ...error.parameters].map(String);
    const spellings = [error.path, decodeURIComponent(error.path)];
    const namesPath = words.some((text) => spellings.some((path) => text.includes(path)));
    return (
        hasErrorCode(error, "INVALID_VERSION_DATE", "VERSION_GONE") ||
        (hasErrorCode(error, "RESOURCE_NOT_FOUND") && namesPath)
    );
}

/** One of Atlas's lists. */
export interface Listing {
    /** Below `/api/atlas/v2`. */
    readonly path: string;
    /** Asks Atlas for the names of all members. */
    readonly ask: (client: AtlasClient) => Promise<AtlasList<string>>;
}

/** What Atlas has listed to one client so far. One client serves one run, so the operations of a run share this. */
export class Listings {
    static readonly #ofClients = new WeakMap<AtlasClient, Listings>();

    readonly #client: AtlasClient;
    readonly #known = new Map<string, KnownMembers>();

    private constructor(client: AtlasClient) {
        this.#client = client;
    }

    static of(client: AtlasClient): Listings {
        const listings = Listings.#ofClients.get(client) ?? new Listings(client);
        Listings.#ofClients.set(client, listings);
        return listings;
    }

    /** Whether Atlas lists the member now. @throws AtlasListError if the list lacks members, and does not show this one. */
    async has(listing: Listing, member: string): Promise<boolean> {
        const list = await this.#ask(listing);
        return list.members.includes(member) || wholeList(list).includes(member);
    }

    /** Whether Atlas has listed the member in this run; asks only if not. */
    async hadOrHas(listing: Listing, member: string): Promise<boolean> {
        const known = await this.#known.get(listing.path)?.members;
        return known?.members.includes(member) === true || this.has(listing, member);
    }

    /** Whether Atlas lists the member. If it did not before, that stands until this client makes something. */
    async stillHas(listing: Listing, member: string): Promise<boolean> {
        const known = this.#known.get(listing.path);
        const list = known?.sentPosts === this.#client.sentPosts ? await known.members : undefined;
        const isKnownToLack = list !== undefined && list.gap === undefined && !list.members.includes(member);
        return !isKnownToLack && this.has(listing, member);
    }

    #ask({ path, ask }: Listing): Promise<AtlasList<string>> {
        // The answer serves several operations: none of them pays for it alone.
        const members = asOneOperation(() => ask(this.#client));
        this.#known.set(path, { members, sentPosts: this.#client.sentPosts });
        members.catch(() => this.#known.delete(path));
        return members;
    }
}

interface KnownMembers {
    readonly members: Promise<AtlasList<string>>;
    /** How many POSTs the client had sent before. */
    readonly sentPosts: number;
}
