import type { EmulatedAtlasOptions } from "pulumi-atlas-org/testkit";
import type { CreateReply, HostedResource, Properties } from "../../support/host";
import type { HostFixture } from "../../support/hostFixture";
import { useHost } from "../../support/hostFixture";

const LIST = "/orgs/{orgId}/apiKeys/{apiUserId}/accessList";

export const ENTRY = `${LIST}/{ipAddress}`;
export const POST = `POST ${LIST}`;
export const GET_LIST = `GET ${LIST}`;
export const GET_ENTRY = `GET ${ENTRY}`;
export const DELETE = `DELETE ${ENTRY}`;
export const GET_KEY = "GET /orgs/{orgId}/apiKeys/{apiUserId}";

/** What tests of entries share. */
export interface EntryFixture {
    fixture: () => HostFixture;
    entries: () => HostedResource;
    /** The key whose list it is: not the one that the host calls with, unless the suite wants that. */
    apiKeyId: () => string;
    inputsOf: (values?: Properties) => Properties;
    /** The id of an entry of the key. */
    idOf: (address: string) => string;
    /** The addresses that Atlas holds for the key. */
    listed: () => string[];
    /** An entry made in this very run. */
    created: (values: Properties) => Promise<CreateReply>;
}

export function useEntries(
    options: EmulatedAtlasOptions & { isOwnKey?: boolean } = {},
    settings?: Readonly<Record<string, string>>,
): EntryFixture {
    const { isOwnKey = false, ...atlasOptions } = options;
    const fixture = useHost(atlasOptions, settings);
    let apiKeyId: string;
    beforeEach(() => {
        const { atlas, key, orgId } = fixture();
        apiKeyId = isOwnKey ? key.id : atlas.addApiKey({ orgId }).id;
    });
    const entries = () => fixture().resource("OrgApiKeyAccessListEntry");
    const inputsOf = (values: Properties = {}) => ({ orgId: fixture().orgId, apiKeyId, ...values });
    return {
        fixture,
        entries,
        apiKeyId: () => apiKeyId,
        inputsOf,
        idOf: (address) => `${fixture().orgId}-${apiKeyId}-${address}`,
        listed: () => [...fixture().atlas.apiKey(apiKeyId).accessList.keys()],
        created: async (values) => {
            const made = await entries().create(inputsOf(values));
            fixture().forget();
            return made;
        },
    };
}
