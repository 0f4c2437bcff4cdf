import { AtlasClient } from "#provider/atlas/client";
import { connectMigrationLink } from "#provider/opsManager/migrationLinks";
import type { StoredApiKey } from "pulumi-atlas-org/testkit";
import type { StackUnderTest } from "./stackUnderTest";

/** The credential of the source organization that a state of everyKind has connected. */
export interface SourceCredential {
    readonly publicKey: string;
    readonly privateKey: string;
}

type Outputs = Readonly<Record<string, unknown>>;

/** The outputs of an OrgApiKey. */
interface KeyOutputs {
    readonly apiKeyId: string;
    readonly publicKey: string;
    readonly privateKey: string;
    readonly description: string;
    readonly roles: StoredApiKey["roles"];
}

/** The outputs of a LinkToken. */
interface LinkTokenOutputs {
    readonly linkToken: string;
    readonly accessListIps: string[];
}

/**
 * Fills the emulated Atlas with all that a state of the program everyKind names, as if it had been made there. The source
 * side is the Cloud Manager at the same address.
 */
export async function restoreAtlas(stack: StackUnderTest): Promise<SourceCredential> {
    const { atlas } = stack;
    const { store } = atlas;
    const outputsOf = async (name: string): Promise<Outputs> => (await stack.state(name)).outputs;

    const payments = await outputsOf("payments");
    const orgId = addOrganization(stack, String(payments["orgId"]), "payments");
    Object.assign(atlas.organization(orgId).settings, payments["settings"]);
    const { publicKey, privateKey } = payments["credentials"] as SourceCredential;
    addKey({ ...payments, publicKey, privateKey, description: "pulumi", roles: ["ORG_OWNER"] });
    for (const name of ["listed", "single"]) {
        addKey(await outputsOf(name));
    }
    for (const name of ["listed-account", "single-account"]) {
        const { clientId, description, roles, createdAt, ...outputs } = await outputsOf(name);
        store.serviceAccounts.set(String(clientId), {
            ...{ clientId, orgId, name, description, roles, createdAt, accessList: new Map() },
            secrets: [
                secretOf(
                    outputs["clientSecretId"],
                    outputs["clientSecret"],
                    outputs["clientSecretExpiresAt"],
                ),
            ],
        } as never);
    }
    const next = await outputsOf("next");
    const secret = secretOf(next["secretId"], next["clientSecret"], next["expiresAt"]);
    atlas.serviceAccount(String(next["clientId"])).secrets.push(secret);
    for (const name of ["list", "entry", "account-list", "account-entry"]) {
        const { apiKeyId, clientId, entries, address, created } = await outputsOf(name);
        for (const each of (entries ?? [address]) as string[]) {
            atlas.addAccessListEntry(String(apiKeyId ?? clientId), each, created as string | undefined);
        }
    }
    return connectSource();

    function addKey(outputs: Outputs): void {
        const { apiKeyId, publicKey, privateKey, description, roles } = outputs as unknown as KeyOutputs;
        const key = { id: apiKeyId, orgId, publicKey, privateKey, desc: description, roles };
        store.apiKeys.set(apiKeyId, { ...key, projectRoles: [], accessList: new Map() });
    }

    async function connectSource(): Promise<SourceCredential> {
        const { linkToken, accessListIps } = (await outputsOf("ops")) as unknown as LinkTokenOutputs;
        const apiKeyId = atlas.addApiKey({ orgId, desc: "made for the link" }).id;
        const unused = { activeProjectIds: [], availableProjects: [] };
        store.linkTokens.push({ orgId, linkToken, accessListIps, apiKeyId, ...unused });
        const sourceId = addOrganization(stack, (await stack.state("east")).id ?? "", "source");
        const source = atlas.addApiKey({ orgId: sourceId });
        const credential = { publicKey: source.publicKey, privateKey: source.privateKey };
        const client = new AtlasClient({ credential, baseUrl: atlas.baseUrl });
        await connectMigrationLink(client, { orgId: sourceId, linkToken }, () => Promise.resolve(undefined));
        client.close();
        return credential;
    }
}

function addOrganization({ atlas }: StackUnderTest, id: string, name: string): string {
    const made = atlas.addOrganization({ name });
    atlas.store.organizations.delete(made.id);
    atlas.store.organizations.set(id, { ...made, id });
    return id;
}

function secretOf(id: unknown, secret: unknown, expiresAt: unknown) {
    const createdAt = "2026-11-27T06:06:47Z";
    return { id: String(id), secret: String(secret), createdAt, expiresAt: String(expiresAt) };
}
