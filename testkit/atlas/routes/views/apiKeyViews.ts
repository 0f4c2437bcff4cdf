import { arrayOf } from "../../http/bodies";
import type { Call } from "../../endpoint";
import { selfLinks } from "../../endpoint";
import { badRequest } from "../../errors";
import { organizationRole } from "../../organizationRoles";
import type { OrganizationRole } from "../../store/organizationRole";
import type { StoredApiKey } from "../../store/storedApiKey";

/** An API key as replies show it; the private key in clear only when the key has just been made. */
export function apiKeyView(call: Call, key: StoredApiKey, isNew = false): Record<string, unknown> {
    return {
        desc: key.desc,
        id: key.id,
        links: selfLinks(call, `/orgs/${key.orgId}/apiKeys/${key.id}`),
        privateKey: isNew ? key.privateKey : `********-****-****-${key.privateKey.slice(-12)}`,
        publicKey: key.publicKey,
        roles: rolesInReply(call, key),
    };
}

export function keyDescription(value: unknown): string {
    // Characters, of which JavaScript may need two units for one.
    if (typeof value !== "string" || value === "" || Array.from(value).length > 250) {
        throw badRequest("INVALID_API_KEY_DESC", "The description must have 1 to 250 characters.");
    }
    return value;
}

export function keyRoles(value: unknown, field: string): OrganizationRole[] {
    const roles = arrayOf(organizationRole)(value, field);
    if (roles.length === 0) {
        throw badRequest("MISSING_API_KEY_ROLES", "An API key needs at least one role.");
    }
    return roles;
}

/**
 * Atlas mixes project roles in, may add an implicit ORG_MEMBER, and changes the order from reply to reply. Here the
 * list turns by one with every reply, so that nobody can rely on an order.
 */
function rolesInReply(call: Call, key: StoredApiKey): Record<string, string>[] {
    const implied = call.behaviour.impliedOrgMember ? ["ORG_MEMBER"] : [];
    const roles: Record<string, string>[] = [
        ...[...new Set([...key.roles, ...implied])].map((roleName) => ({ orgId: key.orgId, roleName })),
        ...key.projectRoles,
    ];
    const turn = call.store.countReply() % roles.length;
    return [...roles.slice(turn), ...roles.slice(0, turn)];
}
