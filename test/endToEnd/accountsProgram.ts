import type { StoredServiceAccount } from "pulumi-atlas-org/testkit";
import type { Declaration } from "../support/stackDeclarations";
import {
    from,
    orgApiKey,
    provider,
    serviceAccount,
    serviceAccountEntry,
    serviceAccountList,
    serviceAccountSecret,
    shown,
} from "../support/stackDeclarations";
import type { StackUnderTest } from "../support/stackUnderTest";

export const REPLACED_NEW_FIRST = ["create-replacement", "replace", "delete-replaced"];
// Where the emulated Atlas says that calls come from.
export const HERE = "203.0.113.7";

/** The one account of this name, as it is now. */
export function accountOf({ atlas }: StackUnderTest, name: string): StoredServiceAccount | undefined {
    const { orgId } = atlas.payingOrganization;
    return structuredClone(atlas.store.serviceAccountsOf(orgId).find((account) => account.name === name));
}

interface Changes {
    readonly account?: object;
    readonly entries?: string[];
    readonly address?: string;
}

/** An account with a list, whose secret renews itself and is used; another one with a single entry. */
export function programOf({ atlas }: StackUnderTest, changes: Changes = {}): Declaration[] {
    const { orgId } = atlas.payingOrganization;
    const about = { orgId, description: "for tests", roles: ["ORG_OWNER"] };
    const secret = { orgId, clientId: from("deployer", "clientId") };
    return [
        serviceAccount("deployer", {
            ...about,
            name: "deployer",
            secretExpiresAfterHours: 8,
            deleteFirstSecret: true,
            ...changes.account,
        }),
        shown(
            serviceAccountSecret("secret", {
                ...secret,
                secretExpiresAfterHours: 720,
                renewBeforeHours: 168,
            }),
            "clientSecret",
        ),
        serviceAccountList("list", { ...secret, entries: changes.entries ?? [HERE, "192.0.2.0/24"] }),
        provider("as-deployer", {
            clientId: from("deployer", "clientId"),
            clientSecret: from("secret", "clientSecret"),
        }),
        orgApiKey(
            "by-deployer",
            { orgId, description: "made by the account", roles: ["ORG_MEMBER"] },
            { provider: "as-deployer", dependsOn: "list" },
        ),
        serviceAccount("reporter", { ...about, name: "reporter", secretExpiresAfterHours: 200 }),
        serviceAccountEntry("entry", {
            orgId,
            clientId: from("reporter", "clientId"),
            ipAddress: changes.address ?? "192.0.2.1",
        }),
    ];
}
