import type { AtlasClient } from "../client";
import { asOneOperation } from "../retrying/operation";

/** One of Atlas's lists. */
export interface Listing {
    /** Below `/api/atlas/v2`. */
    readonly path: string;
    /** Asks Atlas for the names of all members. */
    readonly ask: (client: AtlasClient) => Promise<string[]>;
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

    /** Whether Atlas lists the member now. */
    async has(listing: Listing, member: string): Promise<boolean> {
        return (await this.#ask(listing)).has(member);
    }

    /** Whether Atlas has listed the member in this run; asks only if not. */
    async hadOrHas(listing: Listing, member: string): Promise<boolean> {
        const known = await this.#known.get(listing.path)?.members;
        return known?.has(member) === true || this.has(listing, member);
    }

    /** Whether Atlas lists the member. If it did not before, that stands until this client makes something. */
    async stillHas(listing: Listing, member: string): Promise<boolean> {
        const known = this.#known.get(listing.path);
        const isCurrent = known?.sentPosts === this.#client.sentPosts;
        const isKnownToLack = isCurrent && !(await known.members).has(member);
        return !isKnownToLack && this.has(listing, member);
    }

    #ask({ path, ask }: Listing): Promise<ReadonlySet<string>> {
        // The answer serves several operations: none of them pays for it alone.
        const members = asOneOperation(async () => new Set(await ask(this.#client)));
        this.#known.set(path, { members, sentPosts: this.#client.sentPosts });
        members.catch(() => this.#known.delete(path));
        return members;
    }
}

interface KnownMembers {
    readonly members: Promise<ReadonlySet<string>>;
    /** How many POSTs the client had sent before. */
    readonly sentPosts: number;
}
