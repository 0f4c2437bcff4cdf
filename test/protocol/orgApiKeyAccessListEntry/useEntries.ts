import type { CreateReply, HostedResource, Properties } from "../../support/host";
import type { HostFixture } from "../../support/hostFixture";
import type { AccessListKeyOptions } from "../accessListKey";
import { useAccessListKey } from "../accessListKey";

export { DELETE, ENTRY, GET_ENTRY, GET_KEY, GET_LIST, POST } from "../accessListKey";

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
    /** What another run reads, which knows nothing of this one. */
    readInNextRun: (id: string, outs?: Properties) => ReturnType<HostedResource["read"]>;
}

const KIND = "OrgApiKeyAccessListEntry";

export function useEntries(
    options?: AccessListKeyOptions,
    settings?: Readonly<Record<string, string>>,
): EntryFixture {
    const { fixture, apiKeyId } = useAccessListKey(options, settings);
    const entries = () => fixture().resource(KIND);
    const inputsOf = (values: Properties = {}) => ({
        orgId: fixture().orgId,
        apiKeyId: apiKeyId(),
        ...values,
    });
    return {
        fixture,
        entries,
        apiKeyId,
        inputsOf,
        idOf: (address) => `${fixture().orgId}-${apiKeyId()}-${address}`,
        listed: () => [...fixture().atlas.apiKey(apiKeyId()).accessList.keys()],
        created: async (values) => {
            const made = await entries().create(inputsOf(values));
            fixture().forget();
            return made;
        },
        readInNextRun: (id, outs) => fixture().inNextRun((host) => host.resource(KIND).read(id, outs)),
    };
}
