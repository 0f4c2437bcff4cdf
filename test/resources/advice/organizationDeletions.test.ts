import type { Advice } from "./advice";
import { describeAdvice } from "./advice";
import { BY_HAND, made, makeKey, runnerIn } from "./payments";
import type { Properties } from "./program";
import { organization } from "./program";
import type { Site } from "./site";
import { PAYING } from "./site";

/** An organization that is there from before, and the key of it that somebody has made. */
function existing(site: Site): Properties {
    const { id } = site.atlas.addOrganization({ name: "payments" });
    return { name: "payments", existingOrgId: id, credentials: makeKey(site) };
}

function failOnce({ atlas }: Site): void {
    atlas.faults.add({ method: "POST", path: "/orgs/{orgId}/apiKeys", connection: "lost-before" });
}

const deletions: readonly Advice[] = [
    {
        title: "to set deleteAdopted, run up, and destroy",
        before: (site) => ({ payments: organization(existing(site)) }),
        given: () => ({ runs: ["destroy"] }),
        says: /Set deleteAdopted: true, run `pulumi up`, then destroy to delete it/,
        follow: (site) => {
            const existingOrgId = site.organizationId("payments");
            const args = { name: "payments", existingOrgId, credentials: makeKey(site), deleteAdopted: true };
            return { program: { payments: organization(args) }, runs: ["up", "destroy"] };
        },
        holds: {},
    },
    {
        title: "to run again after a failure elsewhere, with the old name of what was taken over still in state",
        before: (site) => ({ old: made(site) }),
        given: (site) => {
            failOnce(site);
            const existingOrgId = site.organizationId("payments");
            const taken = organization({ name: "payments", existingOrgId, credentials: makeKey(site) });
            return { program: { new: taken, runner: runnerIn("new") } };
        },
        says: /run `pulumi up` again/,
        follow: () => ({}),
        holds: { organizations: ["payments"], keys: { pulumi: [], runner: [], ...BY_HAND } },
    },
    {
        title: "to delete the projects first",
        before: (site) => ({ payments: made(site) }),
        given: (site) => {
            site.atlas.addProject({ orgId: site.organizationId("payments"), name: "shop" });
            return { runs: ["destroy"] };
        },
        says: /Delete the organization's projects first\..*shop/,
        follow: (site) => {
            [...site.atlas.store.projects.keys()].forEach((id) => site.atlas.removeProject(id));
            return { runs: ["destroy"] };
        },
        holds: {},
    },
    {
        title: "to remove from the program what was taken over and is gone",
        before: ({ orgId }) => ({ paying: organization({ name: PAYING, existingOrgId: orgId }) }),
        given: ({ atlas, orgId }) => {
            const times = Number.POSITIVE_INFINITY;
            const body = { links: [], results: [], totalCount: 0 };
            atlas.faults.add({ path: `/orgs/${orgId}`, status: 404, errorCode: "ORG_NOT_FOUND", times });
            atlas.faults.add({ path: "/orgs", status: 200, body, times });
            return { runs: ["refresh"] };
        },
        says: /is gone from Atlas\. Remove it from the program/,
        follow: () => ({ program: {} }),
        holds: {},
    },
    {
        title: "to let go of an organization that is gone with its credential",
        before: (site) => ({ payments: made(site) }),
        given: (site) => {
            site.atlas.removeOrganization(site.organizationId("payments"));
            return { runs: ["refresh"] };
        },
        says: /gone for good, .*`pulumi state delete <URN>` removes it from the state/,
        follow: () => ({ stateDelete: ["payments"] }),
        holds: { organizations: ["payments"], keys: { pulumi: [] } },
    },
    {
        title: "to let go of an organization that is closed",
        before: (site) => ({ payments: made(site) }),
        given: ({ atlas }) => {
            atlas.faults.add({ path: "/orgs/{orgId}", status: 400, errorCode: "INACTIVE_ORG" });
            return { runs: ["refresh"] };
        },
        says: /let go of it, .*with `pulumi state delete --target-dependents`/,
        follow: () => ({ program: {}, stateDelete: ["payments"] }),
        holds: { organizations: ["payments"], keys: { pulumi: [] } },
    },
];

describeAdvice("about the end of an Organization", deletions);
