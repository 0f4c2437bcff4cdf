import type { Host, HostedResource, Properties } from "../../support/host";
import type { HostFixture } from "../../support/hostFixture";
import type { AccessListKeyOptions } from "../accessListKey";
import { DELETE, POST, useAccessListKey } from "../accessListKey";

export { DELETE, ENTRY, GET_KEY, GET_LIST, LIST, POST } from "../accessListKey";

export const KIND = "OrgApiKeyAccessList";

/** An address that the package accepts, and Atlas refuses. */
export const GUILTY = "0.0.0.0";

/** Where the host calls from. */
export const CALLER = "203.0.113.7";

/** What tests of lists share. */
export interface ListFixture {
    fixture: () => HostFixture;
    lists: () => HostedResource;
    /** The key whose list it is: not the one that the host calls with, unless the suite wants that. */
    apiKeyId: () => string;
    id: () => string;
    inputsOf: (entries: readonly string[], others?: Properties) => Properties;
    /** What state holds of a list; `added` is all of it unless `others` say which. */
    stateOf: (entries: readonly string[], others?: Properties) => Properties;
    /** The addresses that Atlas holds for the key, in a fixed order. */
    listed: () => string[];
    /** Puts entries there behind the package's back. */
    add: (...addresses: string[]) => void;
    /** The addresses in the bodies of all posts so far. */
    posted: () => string[][];
    /** The addresses that were to be deleted so far, in a fixed order. */
    deleted: () => string[];
    /** What Pulumi has shown since the last call, in one text. */
    shown: () => Promise<string>;
}

export function useLists(
    options?: AccessListKeyOptions,
    settings?: Readonly<Record<string, string>>,
): ListFixture {
    const { fixture, apiKeyId } = useAccessListKey(options, settings);
    const requestsTo = (endpoint: string) =>
        fixture()
            .atlas.calls()
            .filter((call) => call.endpoint === endpoint);
    const inputsOf = (entries: readonly string[], others: Properties = {}) => ({
        ...{ orgId: fixture().orgId, apiKeyId: apiKeyId(), entries },
        ...others,
    });
    return {
        fixture,
        lists: () => fixture().resource(KIND),
        apiKeyId,
        id: () => `${fixture().orgId}-${apiKeyId()}`,
        inputsOf,
        stateOf: (entries, others) => ({
            ...inputsOf(entries, { added: entries, ...others }),
            schemaVersion: 1,
        }),
        listed: () => [...fixture().atlas.apiKey(apiKeyId()).accessList.keys()].sort(),
        add: (...addresses) =>
            addresses.forEach((address) => fixture().atlas.addAccessListEntry(apiKeyId(), address)),
        posted: () => requestsTo(POST).map(({ body }) => addressesIn(body)),
        deleted: () =>
            requestsTo(DELETE)
                .map(({ path }) => addressIn(path))
                .sort(),
        shown: async () => (await fixture().host.takeLines()).join("\n"),
    };
}

/** The entries in inputs or state, in a fixed order. */
export function entriesIn(
    properties: Properties | undefined,
    name: "entries" | "added" = "entries",
): string[] {
    return [...(properties?.[name] as string[])].sort();
}

/** Runs something with the lists of a host that knows nothing of this one's doings. */
export function inNextRun<T>(fixture: HostFixture, run: (lists: HostedResource) => Promise<T>): Promise<T> {
    return fixture.inNextRun((host: Host) => run(host.resource(KIND)));
}

function addressesIn(body: unknown): string[] {
    return (body as { ipAddress?: string; cidrBlock?: string }[]).map(
        ({ ipAddress, cidrBlock }) => ipAddress ?? cidrBlock ?? "",
    );
}

function addressIn(path: string): string {
    return decodeURIComponent(path.split("/").at(-1) ?? "");
}
