import { accessList, accessListEntry, linkToken, orgApiKey } from "../support/stackDeclarations";
import type { StackUnderTest } from "../support/stackUnderTest";

export const ADDRESS = "192.0.2.1";
export const CONFLICTS = { atlas: { secondLinkToken: "conflict" } } as const;

export function declarationsFor({ atlas }: StackUnderTest) {
    const { orgId } = atlas.payingOrganization;
    const { id: apiKeyId, accessList: listed } = atlas.addApiKey({ orgId });
    return {
        entry: (name: string, options?: object, args: object = {}) =>
            accessListEntry(name, { orgId, apiKeyId, ipAddress: ADDRESS, ...args }, { ...options }),
        link: (name: string, args: object = {}, options?: object) =>
            linkToken(name, { orgId, ...args }, { ...options }),
        list: accessList("list", { orgId, apiKeyId, entries: [ADDRESS] }),
        failing: (dependsOn: string) =>
            orgApiKey("failing", { orgId, description: "CI", roles: ["ORG_MEMBER"] }, { dependsOn }),
        addresses: () => [...listed.keys()],
    };
}
