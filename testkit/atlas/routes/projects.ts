import { selfLinks } from "../endpoint";
import type { Answer, Call, Endpoint } from "../endpoint";
import { hasPrefix, pageOf } from "../http/pagination";

export const PROJECT_ENDPOINTS: readonly Endpoint[] = [
    { method: "GET", path: "/orgs/{orgId}/groups", rateLimit: "organization", handle: listProjects },
];

function listProjects(call: Call): Answer {
    const projects = call.store
        .projectsOf(call.organization.id)
        .filter((project) => hasPrefix(project.name, call.query["name"]))
        .map((project) => ({
            clusterCount: project.clusterCount,
            created: project.created,
            id: project.id,
            links: selfLinks(call, `/groups/${project.id}`),
            name: project.name,
            orgId: project.orgId,
            withDefaultAlertsSettings: true,
        }));
    return { status: 200, body: pageOf(call, projects) };
}
