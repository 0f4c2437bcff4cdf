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
    const args: atlas.OrganizationArgs = { name: Promise.resolve("a"), orgOwnerId: maybe, settings };
    const keyArgs: atlas.OrgApiKeyArgs = {
        orgId,
        description: "a key",
        roles: [role, orgId.apply(() => role)],
    };
    const keepers: atlas.LinkTokenArgs = { orgId, keepers: { month: orgId }, onConflict: "replace" };
    const credential: atlas.ProviderArgs = { publicKey: orgId, privateKey: orgId, baseUrl: maybe };
    return [args, keyArgs, keepers, credential];
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
        // @ts-expect-error a role that Atlas does not have
        new atlas.OrgApiKey("key", { orgId, description: "a key", roles: ["ORG_ADMIN"] }),
        // @ts-expect-error a misspelt name of an input
        new atlas.LinkToken("link", { orgID: orgId }),
        // @ts-expect-error an organization without a name
        new atlas.Organization("org", { apiKey: { description: "a key", roles: ["ORG_OWNER"] } }),
        // @ts-expect-error a misspelt part of a credential
        new atlas.Provider("provider", { clientID: "mdb_sa_id_0123456789abcdef01234567" }),
    ];
}
