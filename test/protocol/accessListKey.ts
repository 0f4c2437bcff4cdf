import type { HostFixture, HostFixtureOptions } from "../support/hostFixture";
import { useHost } from "../support/hostFixture";

export const LIST = "/orgs/{orgId}/apiKeys/{apiUserId}/accessList";
export const ENTRY = `${LIST}/{ipAddress}`;
export const POST = `POST ${LIST}`;
export const GET_LIST = `GET ${LIST}`;
export const GET_ENTRY = `GET ${ENTRY}`;
export const DELETE = `DELETE ${ENTRY}`;
export const GET_KEY = "GET /orgs/{orgId}/apiKeys/{apiUserId}";

export type AccessListKeyOptions = HostFixtureOptions & { isOwnKey?: boolean };

/** A key whose access list is managed: not the one that the host calls with, unless the suite wants that. */
export function useAccessListKey(
    { isOwnKey = false, ...options }: AccessListKeyOptions = {},
    settings?: Readonly<Record<string, string>>,
): { fixture: () => HostFixture; apiKeyId: () => string } {
    const fixture = useHost(options, settings);
    let apiKeyId: string;
    beforeEach(() => {
        const { atlas, key, orgId } = fixture();
        apiKeyId = isOwnKey ? key.id : atlas.addApiKey({ orgId }).id;
    });
    return { fixture, apiKeyId: () => apiKeyId };
}
