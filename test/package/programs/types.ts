// Compiled only: what a program may write under the strictest settings, and what its compiler has to refuse.
import type * as pulumi from "@pulumi/pulumi";
import * as atlas from "pulumi-atlas-org";
import { EmulatedAtlas, openStack, type Stack } from "pulumi-atlas-org/testkit";

/** Every output is an Output of what it says. */
export function outputs(
    org: atlas.Organization,
    key: atlas.OrgApiKey,
    entry: atlas.OrgApiKeyAccessListEntry,
): pulumi.Output<string>[] {
    return [org.orgId, org.name, key.apiKeyId, key.publicKey, key.privateKey, entry.address];
}

/** Inputs take plain values, promises and outputs; what is optional may be left out, or be undefined. */
export function inputs(orgId: pulumi.Output<string>, maybe: string | undefined): object[] {
    const settings: atlas.OrganizationSettings = { multiFactorAuthRequired: true };
    const role: atlas.OrganizationRole = "ORG_READ_ONLY";
    const args: atlas.OrganizationArgs = {
        name: Promise.resolve("a"),
        orgOwnerId: maybe,
        settings,
        existingOrgId: orgId,
    };
    const keyArgs: atlas.OrgApiKeyArgs = {
        orgId,
        description: "a key",
        roles: [role, orgId.apply(() => role)],
    };
    const keepers: atlas.LinkTokenArgs = { orgId, keepers: { month: orgId }, onConflict: "replace" };
    const credential: atlas.ProviderArgs = { publicKey: orgId, privateKey: orgId, baseUrl: maybe };
    return [args, keyArgs, keepers, credential];
}

/** Of what excludes each other, one is enough, and the other may be named as undefined. */
export function choices(org: atlas.Organization, orgId: string, isBlock: boolean): object[] {
    const { publicKey, privateKey } = org.credentials;
    const entry = { orgId, apiKeyId: org.apiKeyId.apply((id) => id ?? "") };
    const place = isBlock ? { cidrBlock: "192.0.2.0/24" } : { ipAddress: org.name };
    const apiKey = { description: "a key", roles: ["ORG_OWNER" as const] };
    const taken = { name: "a", existingOrgId: orgId };
    return [
        new atlas.Provider("whole", org.credentials),
        new atlas.Provider("parts", { publicKey, privateKey, accessToken: undefined }),
        new atlas.Provider("token", { accessToken: orgId, maxRetryMs: org.name.apply(Number) }),
        new atlas.OrgApiKeyAccessListEntry("either", { ...entry, ...place }),
        new atlas.OrgApiKeyAccessListEntry("one", { ...entry, ipAddress: "192.0.2.1", cidrBlock: undefined }),
        new atlas.OrgApiKeyAccessListEntry("later", {
            ...entry,
            ipAddress: "192.0.2.1",
            cidrBlock: org.clientId,
        }),
        new atlas.Organization("made", { name: "a", apiKey, credentials: isBlock ? {} : undefined }),
        new atlas.Organization("taken", isBlock ? taken : { name: "a", credentials: org.credentials }),
    ];
}

/** What components take and pass on. */
export function passedOn(org: atlas.OrganizationArgs, provider: atlas.ProviderArgs): object[] {
    return [
        new atlas.Organization("a", { ...org, name: "a" }),
        new atlas.Provider("a", { ...provider, baseUrl: provider.baseUrl }),
    ];
}

/** Whatever there is can be looked up. */
export function lookups(id: pulumi.Output<string>, options: pulumi.CustomResourceOptions): object[] {
    return [
        atlas.Organization.get("org", id),
        atlas.OrgApiKey.get("key", "id", {}, options),
        atlas.OrgApiKeyAccessListEntry.get("entry", id),
        atlas.LinkToken.get("link", id, { linkToken: "known" }),
    ];
}

export function narrowed(value: unknown): pulumi.Output<string> | undefined {
    return atlas.LinkToken.isInstance(value) ? value.linkToken : undefined;
}

export async function tested(folder: string): Promise<Stack> {
    const emulated = await EmulatedAtlas.start();
    const config = { "mongodbatlas:baseUrl": emulated.baseUrl };
    return openStack({ programFolder: folder, stateFolder: folder, config });
}

export function refused(orgId: string): object[] {
    return [
        // @ts-expect-error a role that is no text
        new atlas.OrgApiKey("key", { orgId, description: "a key", roles: [1] }),
        // @ts-expect-error a misspelt name of an input
        new atlas.LinkToken("link", { orgID: orgId }),
        // @ts-expect-error an organization without a name
        new atlas.Organization("org", { apiKey: { description: "a key", roles: ["ORG_OWNER"] } }),
        // @ts-expect-error a misspelt part of a credential
        new atlas.Provider("provider", { clientID: "mdb_sa_id_0123456789abcdef01234567" }),
        // @ts-expect-error half a key
        new atlas.Provider("provider", { publicKey: "abcdefgh" }),
        // @ts-expect-error no credential
        new atlas.Provider("provider", { baseUrl: "https://cloud.mongodb.com" }),
        // @ts-expect-error an organization that nobody could manage
        new atlas.Organization("org", { name: "payments", orgOwnerId: orgId }),
        // @ts-expect-error neither address nor block
        new atlas.OrgApiKeyAccessListEntry("entry", { orgId, apiKeyId: orgId }),
        // @ts-expect-error both an address and a block
        new atlas.OrgApiKeyAccessListEntry("entry", { orgId, apiKeyId: orgId, ipAddress: "", cidrBlock: "" }),
    ];
}
