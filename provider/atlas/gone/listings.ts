import type { AtlasClient } from "../client";
import type { AtlasList } from "../endpoints/pages";
import { wholeList } from "../endpoints/pages";
import { asOneOperation } from "../retrying/operation";

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
