import { EmulatedAtlas } from "#testkit/atlas/emulatedAtlas";
import type { EmulatedAtlasOptions } from "#testkit/atlas/emulatedAtlasOptions";

import { HandClient, SERVICE_ACCOUNTS_TYPE } from "./handClient";
import type { Reply } from "./handClient";

export interface AtlasFixture {
    /** A fresh emulated Atlas for every test. */
    readonly atlas: EmulatedAtlas;
    /** Calls with the ORG_OWNER key of the paying organization. */
    readonly owner: HandClient;
    /** The same key, asking for the version that service accounts have. */
    readonly accountsOwner: HandClient;
    /** "/orgs/<id of the paying organization>". */
    readonly org: string;
    readonly orgId: string;
    as(key: { readonly publicKey: string; readonly privateKey: string }): HandClient;
}

/** Starts an emulated Atlas before each test of the suite and closes it afterwards. */
export function useAtlas(options: EmulatedAtlasOptions = {}): AtlasFixture {
    let atlas: EmulatedAtlas;
    beforeEach(async () => {
        atlas = await EmulatedAtlas.start(options);
    });
    afterEach(() => atlas.close());
    return {
        get atlas() {
            return atlas;
        },
        get owner() {
            return new HandClient(atlas.baseUrl, atlas.payingOrganization);
        },
        get accountsOwner() {
            return new HandClient(atlas.baseUrl, atlas.payingOrganization, SERVICE_ACCOUNTS_TYPE);
        },
        get orgId() {
            return atlas.payingOrganization.orgId;
        },
        get org() {
            return `/orgs/${atlas.payingOrganization.orgId}`;
        },
        as: (key) => new HandClient(atlas.baseUrl, key),
    };
}

/** Status and errorCode of a reply, for one-line asserts. */
export function verdictOf(reply: Reply): string {
    const { errorCode } = reply.body ?? {};
    return typeof errorCode === "string" ? `${reply.status} ${errorCode}` : String(reply.status);
}

export function resultsOf(reply: Reply): Record<string, unknown>[] {
    return reply.body?.["results"] as Record<string, unknown>[];
}
