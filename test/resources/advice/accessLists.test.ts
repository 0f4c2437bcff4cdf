import type { Advice } from "./advice";
import { describeAdvice } from "./advice";
import type { Properties } from "./program";
import { accessList, accessListEntry, orgApiKey } from "./program";
import type { Site } from "./site";

const LIST = "/orgs/{orgId}/apiKeys/{apiUserId}/accessList";
const ENTRY = `${LIST}/{ipAddress}`;
const [ONE, OTHER] = ["192.0.2.1", "192.0.2.2"];
const MANY = Array.from({ length: 2000 }, (_, index) => `198.18.${index >> 8}.${index & 255}`);

/** A key that is there from before, with these entries. */
function addKey({ atlas, orgId }: Site, ...addresses: string[]): void {
    atlas.addApiKey({ orgId, desc: "runner", accessList: addresses });
}

function entry(site: Site, ipAddress: string, others: Properties = {}) {
    return accessListEntry({ orgId: site.orgId, apiKeyId: site.key("runner").id, ipAddress, ...others });
}

function list(site: Site, entries: string[], others: Properties = {}) {
    return accessList({ orgId: site.orgId, apiKeyId: site.key("runner").id, entries, ...others });
}

const runnerOf = ({ orgId }: Site, description: string) =>
    orgApiKey({ orgId, description, roles: ["ORG_MEMBER"] });

const existingEntries: readonly Advice[] = [
    {
        title: "to adopt an entry that exists",
        given: (site) => {
            addKey(site, ONE);
            return { program: { ci: entry(site, ONE) } };
        },
        says: /set onConflict: "adopt"/,
        follow: (site) => ({ program: { ci: entry(site, ONE, { onConflict: "adopt" }) } }),
        holds: { keys: { runner: [ONE] } },
    },
    {
        title: "to adopt the entry of a resource that was renamed",
        before: (site) => {
            addKey(site);
            return { old: entry(site, ONE) };
        },
        given: (site) => ({ program: { new: entry(site, ONE) } }),
        says: /set onConflict: "adopt"/,
        follow: (site) => ({ program: { new: entry(site, ONE, { onConflict: "adopt" }) } }),
        holds: { keys: { runner: [ONE] } },
    },
    {
        title: "to run again after a failure elsewhere, with the old name of an adopted entry still in state",
        before: (site) => {
            addKey(site);
            return { old: entry(site, ONE) };
        },
        given: (site) => {
            site.atlas.faults.add({
                method: "POST",
                path: "/orgs/{orgId}/apiKeys",
                connection: "lost-before",
            });
            const adopted = entry(site, ONE, { onConflict: "adopt" });
            return { program: { new: adopted, ops: runnerOf(site, "ops") } };
        },
        says: /run `pulumi up` again/,
        follow: () => ({}),
        holds: { keys: { runner: [ONE], ops: [] } },
    },
    {
        title: "to adopt what an OrgApiKeyAccessList has made",
        before: (site) => {
            addKey(site);
            return { list: list(site, [ONE, OTHER]) };
        },
        given: (site) => ({ program: { one: entry(site, ONE), other: entry(site, OTHER) } }),
        says: /also one that .*an OrgApiKeyAccessList has made, set onConflict: "adopt"/,
        follow: (site) => ({
            program: {
                one: entry(site, ONE, { onConflict: "adopt" }),
                other: entry(site, OTHER, { onConflict: "adopt" }),
            },
        }),
        holds: { keys: { runner: [ONE, OTHER] } },
    },
    {
        title: "to declare an address once",
        given: (site) => {
            addKey(site);
            return { program: { first: entry(site, ONE), second: entry(site, ONE) } };
        },
        says: /another resource of this run is for 192\.0\.2\.1 .*declare it once/,
        follow: (site) => ({ program: { first: entry(site, ONE) } }),
        holds: { keys: { runner: [ONE] } },
    },
];

const lostAnswers: readonly Advice[] = [
    {
        title: "to run again when an entry was not made",
        given: (site) => {
            addKey(site);
            site.atlas.faults.add({ method: "POST", path: LIST, connection: "lost-before" });
            return { program: { ci: entry(site, ONE) } };
        },
        says: /At the last look.*Run `pulumi up` again/,
        follow: () => ({}),
        holds: { keys: { runner: [ONE] } },
    },
    {
        title: "to run again when nobody knows whether an entry was made",
        given: (site) => {
            addKey(site);
            site.atlas.faults.add({ method: "POST", path: LIST, connection: "lost-after" });
            site.atlas.faults.add({ method: "GET", path: ENTRY, status: 503, times: 9 });
            return { program: { ci: entry(site, ONE) } };
        },
        says: /could not be found out.*Run `pulumi up` again: it looks, and goes on from there/,
        follow: (site) => {
            site.atlas.faults.clear();
            return {};
        },
        holds: { keys: { runner: [ONE] } },
    },
    {
        title: "to run again when nobody knows what became of a list",
        given: (site) => {
            addKey(site);
            site.atlas.faults.add({ method: "POST", path: LIST, connection: "lost-after" });
            site.atlas.faults.add({ method: "GET", path: LIST, status: 503, times: 9 });
            return { program: { list: list(site, [ONE, OTHER]) } };
        },
        says: /run `pulumi up` again, which finds out and goes on/,
        follow: (site) => {
            site.atlas.faults.clear();
            return {};
        },
        holds: { keys: { runner: [ONE, OTHER] } },
    },
    {
        title: "to run again when nobody knows what became of a list that is too long for an error",
        given: (site) => {
            addKey(site);
            site.atlas.faults.add({ method: "POST", path: LIST, connection: "lost-after" });
            site.atlas.faults.add({ method: "GET", path: LIST, status: 503, times: 9 });
            return { program: { list: list(site, MANY) } };
        },
        says: /Run `pulumi up` again: this run counts as a success/,
        follow: (site) => {
            site.atlas.faults.clear();
            return {};
        },
        holds: { keys: { runner: MANY } },
    },
    {
        title: "to run again when nobody knows which entries stand there already",
        given: (site) => {
            addKey(site, ONE);
            site.atlas.faults.add({ method: "GET", path: LIST, status: 503, times: 9 });
            return { program: { list: list(site, [ONE, OTHER]) } };
        },
        says: /none was added: run `pulumi up` again/,
        follow: (site) => {
            site.atlas.faults.clear();
            return {};
        },
        holds: { keys: { runner: [ONE, OTHER] } },
    },
];

const strangers: readonly Advice[] = [
    {
        title: "to declare what is to stay on a list",
        given: (site) => {
            addKey(site, OTHER);
            return { program: { list: list(site, [ONE]) } };
        },
        says: /declare what is to stay/,
        follow: (site) => ({ program: { list: list(site, [ONE, OTHER]) } }),
        holds: { keys: { runner: [OTHER, ONE] } },
    },
    {
        title: 'to set mode "additive" for a list that is shared',
        given: (site) => {
            addKey(site, OTHER);
            return { program: { list: list(site, [ONE]) } };
        },
        says: /set mode: "additive"/,
        follow: (site) => ({ program: { list: list(site, [ONE], { mode: "additive" }) } }),
        holds: { keys: { runner: [OTHER, ONE] } },
    },
];

describeAdvice("about entries that exist", existingEntries);
describeAdvice("after a lost answer", lostAnswers);
describeAdvice("about what others put on a list", strangers);
