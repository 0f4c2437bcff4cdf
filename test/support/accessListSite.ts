import type { EmulatedAtlasOptions } from "pulumi-atlas-org/testkit";
import { EmulatedAtlas } from "pulumi-atlas-org/testkit";
import { AtlasClient } from "#provider/atlas/client";
import type { ProviderInstance } from "#provider/runtime/providerInstance";
import type { TwoOwners } from "./accessListOwners";
import { HastyClock } from "./hastyClock";

/** More than one list may have under way at a time, so that it is the list that sets the limit. */
const LANES = 16;

/** An owner with entries on its list, and a session of a run that changes it. */
export interface AccessListSite extends TwoOwners {
    readonly atlas: EmulatedAtlas;
    readonly clock: HastyClock;
    readonly instance: ProviderInstance;
    /** What a user would read. */
    readonly said: string[];
    readonly close: () => Promise<void>;
}

export async function openAccessListSite(
    ownersIn: (atlas: EmulatedAtlas) => TwoOwners,
    addresses: readonly string[],
    options?: EmulatedAtlasOptions,
): Promise<AccessListSite> {
    const atlas = await EmulatedAtlas.start(options);
    const owners = ownersIn(atlas);
    const clock = new HastyClock();
    const said: string[] = [];
    const say = (line: string) => void said.push(line);
    const { credential } = owners;
    const client = new AtlasClient({
        ...{ credential, baseUrl: atlas.baseUrl, clock, laneCount: LANES, onWait: say, random: () => 1 },
    });
    addresses.forEach((address) => atlas.addAccessListEntry(owners.owner.id, address));
    return {
        ...owners,
        atlas,
        clock,
        said,
        instance: { client, clientFor: () => client, nowMs: () => clock.nowMs(), say, warn: say },
        close: async () => {
            client.close();
            await atlas.close();
        },
    };
}

/** The addresses on the list of the owner. */
export function listed({ atlas, owner: { kind, id } }: AccessListSite): string[] {
    return [...(kind === "apiKey" ? atlas.apiKey(id) : atlas.serviceAccount(id)).accessList.keys()];
}
