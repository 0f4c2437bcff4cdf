import type { EmulatedAtlas, EmulatedOpsManager } from "pulumi-atlas-org/testkit";
import type { Declaration } from "../support/stackDeclarations";
import {
    accessList,
    accessListEntry,
    from,
    linkToken,
    migrationLink,
    organization,
    orgApiKey,
    provider,
    serviceAccount,
    serviceAccountEntry,
    serviceAccountList,
    serviceAccountSecret,
} from "../support/stackDeclarations";

const SECRET_LIFE = { secretExpiresAfterHours: 8760 };

/** A program with each kind of resource, and a Provider for each side of the link. */
export function everyKind(atlas: EmulatedAtlas, opsManager: EmulatedOpsManager): Declaration[] {
    const orgId = from("payments", "orgId");
    const within = { provider: "in-payments" };
    const { source } = opsManager;
    const key = (name: string) =>
        orgApiKey(name, { orgId, description: name, roles: ["ORG_MEMBER"] }, within);
    const account = (name: string) =>
        serviceAccount(
            name,
            { orgId, name, description: name, roles: ["ORG_MEMBER"], ...SECRET_LIFE },
            within,
        );
    return [
        organization("payments", {
            name: "payments",
            orgOwnerId: atlas.payingOrganization.ownerId,
            apiKey: { description: "pulumi", roles: ["ORG_OWNER"] },
            settings: { multiFactorAuthRequired: true },
        }),
        provider("in-payments", from("payments", "credentials")),
        key("listed"),
        accessList("list", { ...owner("listed", "apiKeyId"), entries: ["203.0.113.0/24", "::1"] }, within),
        key("single"),
        accessListEntry("entry", { ...owner("single", "apiKeyId"), ipAddress: "198.51.100.1" }, within),
        account("listed-account"),
        serviceAccountSecret("next", { ...owner("listed-account", "clientId"), ...SECRET_LIFE }, within),
        serviceAccountList(
            "account-list",
            { ...owner("listed-account", "clientId"), entries: ["203.0.113.7"] },
            within,
        ),
        account("single-account"),
        serviceAccountEntry(
            "account-entry",
            { ...owner("single-account", "clientId"), cidrBlock: "198.51.100.0/28" },
            within,
        ),
        linkToken("ops", { orgId, accessListIps: ["203.0.113.10"] }, within),
        provider("ops-manager", {
            baseUrl: opsManager.baseUrl,
            allowHttp: true,
            publicKey: source.publicKey,
            privateKey: source.privateKey,
        }),
        migrationLink(
            "east",
            { orgId: source.orgId, linkToken: from("ops", "linkToken") },
            { provider: "ops-manager" },
        ),
    ];
}

function owner(name: string, property: "apiKeyId" | "clientId") {
    return { orgId: from("payments", "orgId"), [property]: from(name, property) };
}

/** What happens to the resources of everyKind when the plugin takes over. */
export const MOVED = Object.fromEntries([
    ...["payments", "listed", "list", "single", "entry", "listed-account", "next", "account-list"].map(same),
    ...["single-account", "account-entry", "ops", "east"].map(same),
    // A provider instance is of the one front or of the other.
    ...["in-payments", "ops-manager"].map((name) => [name, ["create", "delete"]]),
]) as Record<string, string[]>;

function same(name: string): [string, string[]] {
    return [name, ["same"]];
}
