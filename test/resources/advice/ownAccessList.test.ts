import type { Advice } from "./advice";
import { describeAdvice } from "./advice";
import type { Properties } from "./program";
import { accessList, accessListEntry } from "./program";
import type { Site } from "./site";

/** The address that all callers seem to come from. */
const CALLER = "203.0.113.7";
const OWN_KEY = "key of the paying organization";
/** An address of another machine of ours. */
const ELSEWHERE = "198.51.100.7";

function ownEntry({ atlas, orgId }: Site, ipAddress: string, others: Properties = {}) {
    const { apiKeyId } = atlas.payingOrganization;
    return accessListEntry({ orgId, apiKeyId, ipAddress, ...others });
}

function ownList({ atlas, orgId }: Site, entries: string[]) {
    const { apiKeyId } = atlas.payingOrganization;
    return accessList({ orgId, apiKeyId, entries, allowLockout: true });
}

const lockouts: readonly Advice[] = [
    {
        title: "to allow the lockout on the entry of this machine, and to create it first",
        given: (site) => ({ program: { other: ownEntry(site, ELSEWHERE), mine: ownEntry(site, CALLER) } }),
        says: /Set allowLockout: true on the entry that holds this machine's address, and create it first/,
        follow: (site) => ({
            program: {
                mine: ownEntry(site, CALLER, { allowLockout: true }),
                other: ownEntry(site, ELSEWHERE),
            },
        }),
        holds: { keys: { [OWN_KEY]: [CALLER, ELSEWHERE] } },
    },
    {
        title: "to allow the lockout on a list that names this machine first",
        given: ({ orgId, atlas }) => {
            const { apiKeyId } = atlas.payingOrganization;
            return { program: { list: accessList({ orgId, apiKeyId, entries: [ELSEWHERE, CALLER] }) } };
        },
        says: /set allowLockout: true, and name that address first/,
        follow: (site) => ({ program: { list: ownList(site, [CALLER, ELSEWHERE]) } }),
        holds: { keys: { [OWN_KEY]: [CALLER, ELSEWHERE] } },
    },
];

const bothOwnEntries = (site: Site) => ({
    mine: ownEntry(site, CALLER, { allowLockout: true }),
    other: ownEntry(site, ELSEWHERE),
});

function withAnotherKey({ atlas, orgId }: Site) {
    const { publicKey, privateKey } = atlas.addApiKey({ orgId, desc: "another key" });
    return { "mongodbatlas:publicKey": publicKey, "mongodbatlas:privateKey": privateKey };
}

const ANOTHER_KEY = { "another key": [] };
const callersEntry = { before: bothOwnEntries, says: /lets no caller cut itself off/ };
const withoutMine = (site: Site) => ({ program: { other: ownEntry(site, ELSEWHERE) } });

const callersOwnEntries: readonly Advice[] = [
    {
        ...callersEntry,
        title: "to remove this machine's entry with another key",
        given: withoutMine,
        follow: (site) => ({ config: withAnotherKey(site) }),
        holds: { keys: { [OWN_KEY]: [ELSEWHERE], ...ANOTHER_KEY } },
    },
    {
        ...callersEntry,
        title: "to remove this machine's entry from another address",
        given: withoutMine,
        follow: (site) => {
            site.atlas.setCallerAddress(ELSEWHERE);
            return {};
        },
        holds: { keys: { [OWN_KEY]: [ELSEWHERE] } },
    },
    {
        ...callersEntry,
        title: "to let go of this machine's entry",
        given: withoutMine,
        follow: () => ({ stateDelete: ["mine"] }),
        holds: { keys: { [OWN_KEY]: [CALLER, ELSEWHERE] } },
    },
    {
        ...callersEntry,
        title: "to destroy this machine's entry with another key, after an up with that",
        given: () => ({ runs: ["destroy"] }),
        says: /lets no caller cut itself off.*with another key.*run `pulumi up` first/s,
        follow: (site) => ({ config: withAnotherKey(site), runs: ["up", "destroy"] }),
        holds: { keys: ANOTHER_KEY },
    },
    {
        title: "to keep this machine's entry on a list",
        before: (site) => ({ list: ownList(site, [CALLER, ELSEWHERE]) }),
        given: (site) => ({ program: { list: ownList(site, [ELSEWHERE]) } }),
        says: /lets no caller cut itself off.*keep the entry in the program/,
        follow: (site) => ({ program: { list: ownList(site, [CALLER, ELSEWHERE]) } }),
        holds: { keys: { [OWN_KEY]: [CALLER, ELSEWHERE] } },
    },
];

describeAdvice("about the first entries on the key of the run", lockouts);
describeAdvice("about the entry that lets the run in", callersOwnEntries);
