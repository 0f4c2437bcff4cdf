import { describeAdvice } from "./advice";
import { linkToken, orgApiKey } from "./program";
import type { Site } from "./site";
import { PAYING } from "./site";

const LINKS = "/orgs/{orgId}/liveMigrations/linkTokens";
const KEYS = "/orgs/{orgId}/apiKeys";

const link = ({ orgId }: Site) => linkToken({ orgId });
const replacingLink = ({ orgId }: Site) => linkToken({ orgId, onConflict: "replace" });
const runner = ({ orgId }: Site) => orgApiKey({ orgId, description: "runner", roles: ["ORG_MEMBER"] });

function addLinkOfOthers({ atlas, orgId }: Site): void {
    const { id } = atlas.addApiKey({ orgId, desc: "Live migration link" });
    const empty = { accessListIps: [], activeProjectIds: [], availableProjects: [] };
    atlas.store.linkTokens.push({ orgId, linkToken: "token of others", apiKeyId: id, ...empty });
}

describeAdvice("of a LinkToken", [
    {
        title: "to replace the link that exists",
        given: (site) => {
            addLinkOfOthers(site);
            return { program: { link: link(site) } };
        },
        says: /has a link already.*set onConflict: "replace"/,
        follow: (site) => ({ program: { link: replacingLink(site) } }),
        holds: { links: [PAYING] },
    },
    {
        title: "to replace the link of a resource that was renamed",
        before: (site) => ({ old: link(site) }),
        given: (site) => ({ program: { new: link(site) } }),
        says: /set onConflict: "replace"/,
        follow: (site) => ({ program: { new: replacingLink(site) } }),
        holds: { links: [PAYING] },
    },
    {
        title: "to run again after a failure elsewhere, with the old name still in state",
        before: (site) => ({ old: link(site) }),
        given: (site) => {
            site.atlas.faults.add({ method: "POST", path: KEYS, connection: "lost-before" });
            return { program: { new: replacingLink(site), runner: runner(site) } };
        },
        says: /run `pulumi up` again/,
        follow: () => ({}),
        holds: { links: [PAYING], keys: { runner: [] } },
    },
    {
        title: "to run again when Atlas's answer holds no token",
        given: (site) => {
            site.atlas.faults.add({ method: "POST", path: LINKS, status: 200, body: {}, takesEffect: true });
            return { program: { link: link(site) } };
        },
        says: /Run `pulumi up` again: it deletes that link and makes a new one/,
        follow: () => ({}),
        holds: { links: [PAYING] },
    },
    {
        title: "to run again when it is not known whether Atlas has made a link",
        given: (site) => {
            site.atlas.faults.add({ method: "POST", path: LINKS, connection: "lost-before" });
            return { program: { link: link(site) } };
        },
        says: /Run `pulumi up` again: it makes another one/,
        follow: () => ({}),
        holds: { links: [PAYING] },
    },
    {
        title: "to end the migration first",
        before: (site) => ({ link: link(site) }),
        given: (site) => {
            site.atlas.activateMigration(site.orgId);
            return { runs: ["destroy"] };
        },
        says: /[Ff]inish.* or cancel .*then run this again.*migrated/,
        follow: (site) => {
            site.atlas.endMigrations(site.orgId);
            return { runs: ["destroy"] };
        },
        holds: {},
    },
]);
