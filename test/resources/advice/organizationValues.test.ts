import type { Advice } from "./advice";
import { describeAdvice } from "./advice";
import { BY_HAND, made, makeKey } from "./payments";
import { organization } from "./program";
import type { Site } from "./site";

/** An organization of that name, which is there from before. */
function takenOver({ atlas }: Site, name: string) {
    const known = [...atlas.store.organizations.values()].find((each) => each.name === name);
    const { id } = known ?? atlas.addOrganization({ name });
    const { publicKey, privateKey } = atlas.addApiKey({ orgId: id, desc: `key of ${name}` });
    return organization({ name, existingOrgId: id, credentials: { publicKey, privateKey } });
}

const refusedValues: readonly Advice[] = [
    {
        title: "to remove a setting that this Atlas does not have",
        before: (site) => ({ payments: made(site) }),
        given: (site) => {
            const fault = { method: "PATCH", path: "/orgs/{orgId}/settings", status: 400 };
            site.atlas.faults.add({ ...fault, errorCode: "FEATURE_UNSUPPORTED" });
            return { program: { payments: made(site, { settings: { genAIFeaturesEnabled: true } }) } };
        },
        says: /remove it from the program/,
        follow: (site) => ({ program: { payments: made(site) } }),
        holds: { organizations: ["payments"], keys: { pulumi: [] } },
    },
    {
        title: "to name an owner who exists",
        given: (site) => ({ program: { payments: made(site, { orgOwnerId: "0".repeat(24) }) } }),
        says: /Give as orgOwnerId the id of a user in the organization/,
        follow: (site) => ({ program: { payments: made(site) } }),
        holds: { organizations: ["payments"], keys: { pulumi: [] } },
    },
    {
        title: "to give an owner",
        given: (site) => ({ program: { payments: made(site, { orgOwnerId: undefined }) } }),
        says: /orgOwnerId is required/,
        follow: (site) => ({ program: { payments: made(site) } }),
        holds: { organizations: ["payments"], keys: { pulumi: [] } },
    },
    {
        title: "to create with a credential of the paying organization",
        given: (site) => {
            const { id } = site.atlas.addOrganization({ name: "poor" });
            const { publicKey, privateKey } = site.atlas.addApiKey({ orgId: id, desc: "poor key" });
            const config = { "mongodbatlas:publicKey": publicKey, "mongodbatlas:privateKey": privateKey };
            return { program: { payments: made(site) }, config };
        },
        says: /Create organizations with an ORG_OWNER credential of a paying organization/,
        follow: (site) => ({ config: site.config }),
        holds: { organizations: ["poor", "payments"], keys: { "poor key": [], pulumi: [] } },
    },
    {
        title: "to give another organization a resource of its own",
        before: (site) => ({ payments: made(site) }),
        given: (site) => ({ program: { payments: takenOver(site, "sales") }, runs: ["preview"] }),
        says: /Give the other one a resource of its own/,
        follow: (site) => ({ program: { payments: made(site), sales: takenOver(site, "sales") } }),
        holds: { organizations: ["payments", "sales"], keys: { pulumi: [], "key of sales": [] } },
    },
    {
        title: "to remove what is only for a new organization",
        given: (site) => {
            const { id } = site.atlas.addOrganization({ name: "payments" });
            return { program: { payments: made(site, { existingOrgId: id }) }, runs: ["preview"] };
        },
        says: /is only for a new organization: remove it/,
        follow: (site) => {
            const existingOrgId = site.organizationId("payments");
            const args = { name: "payments", existingOrgId, credentials: makeKey(site) };
            return { program: { payments: organization(args) } };
        },
        holds: { organizations: ["payments"], keys: BY_HAND },
    },
    {
        title: "to name an organization that exists, or to make one with a key of its own",
        given: (site) => {
            const { publicKey, privateKey } = site.atlas.payingOrganization;
            const args = { apiKey: undefined, credentials: { publicKey, privateKey } };
            return { program: { payments: made(site, args) }, runs: ["preview"] };
        },
        says: /give it an apiKey or a serviceAccount, or name it in existingOrgId/,
        follow: (site) => ({ program: { payments: made(site) } }),
        holds: { organizations: ["payments"], keys: { pulumi: [] } },
    },
];

describeAdvice("about values of an Organization that are refused", refusedValues);
