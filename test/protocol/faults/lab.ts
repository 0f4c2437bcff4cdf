import { EmulatedAtlas } from "pulumi-atlas-org/testkit";
import { SkewedClock } from "../../support/skewedClock";
import type { CallerKind } from "./hostPool";
import { HostPool } from "./hostPool";

/** Milliseconds, as the hosts are configured; a thirtieth or less of the defaults. */
export const LIMITS = { requestTimeoutMs: 1_000, maxRetryMs: 2_500, maxRateLimitWaitMs: 5_000 } as const;

const HOSTS: Readonly<Record<CallerKind, number>> = { key: 7, account: 1 };

/** How many trials run side by side. */
export const LAB_WIDTH = HOSTS.key;

/** An organization that nobody has seen before, for one trial. */
export interface Site {
    readonly atlas: EmulatedAtlas;
    readonly clock: SkewedClock;
    /** It pays for others. */
    readonly orgId: string;
    /** A user of it, who may own others. */
    readonly ownerId: string;
    /** A key in it that nobody calls with. */
    readonly apiKeyId: string;
    /** A service account in it that nobody calls as. */
    readonly clientId: string;
}

/** Where faults are tried: an emulated Atlas, and provider hosts that call it. */
export class Lab {
    readonly atlas: EmulatedAtlas;
    readonly pool: HostPool;
    readonly clock: SkewedClock;

    private constructor(atlas: EmulatedAtlas, pool: HostPool, clock: SkewedClock) {
        this.atlas = atlas;
        this.pool = pool;
        this.clock = clock;
    }

    static async start(): Promise<Lab> {
        const clock = new SkewedClock();
        // Tokens end more often here than they do in life.
        const tokenRequestLimit = { requests: 1_000, windowMs: 60_000 };
        // Else a DELETE would take the link whose token was lost, and the one of the resource would be left.
        const atlas = await EmulatedAtlas.start({ clock, tokenRequestLimit, deletedLink: "newest" });
        const settings = {
            "mongodbatlas:baseUrl": atlas.baseUrl,
            "mongodbatlas:requestTimeoutMs": String(LIMITS.requestTimeoutMs),
            "mongodbatlas:maxRetryMs": String(LIMITS.maxRetryMs),
            "mongodbatlas:maxRateLimitWaitMs": String(LIMITS.maxRateLimitWaitMs),
        };
        try {
            return new Lab(atlas, await HostPool.start(atlas, settings, HOSTS), clock);
        } catch (error) {
            await atlas.close();
            throw error;
        }
    }

    newSite(): Site {
        const { atlas, clock } = this;
        const { id: orgId } = atlas.addOrganization({ name: "Paying organization", isPaying: true });
        const ownerId = atlas.addUser(orgId).id;
        atlas.organization(orgId).ownerId = ownerId;
        const apiKeyId = atlas.addApiKey({ orgId }).id;
        const { clientId } = atlas.addServiceAccount({ orgId });
        return { atlas, clock, orgId, ownerId, apiKeyId, clientId };
    }

    async stop(): Promise<void> {
        await this.pool.stop();
        await this.atlas.close();
    }
}
