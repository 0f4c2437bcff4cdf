import type { AtlasClient } from "../atlas/client";
import { messageOf } from "../atlas/errors/explained";
import { listOrganizationProjects } from "../atlas/endpoints/organizations";

/**
 * A sentence that names the projects behind a conflict: those whose id the error mentions, else all of the
 * organization. Empty when they cannot be listed, as the conflict itself is what the user must see.
 */
export async function nameProjects(client: AtlasClient, orgId: string, error: unknown): Promise<string> {
    try {
        const { members: projects } = await listOrganizationProjects(client, orgId);
        const text = messageOf(error);
        const mentioned = projects.filter(({ id }) => text.includes(id));
        const named = mentioned.length > 0 ? mentioned : projects;
        return named.length === 0
            ? ""
            : `Projects: ${named.map(({ id, name = "a project" }) => `${name} (${id})`).join(", ")}.`;
    } catch {
        return "";
    }
}
