import type { Advice } from "./advice";
import { describeAdvice } from "./advice";
import { made } from "./payments";
import type { Properties } from "./program";
import { accessListEntry } from "./program";
import type { Site } from "./site";

/** The address that all callers seem to come from. */
const CALLER = "203.0.113.7";

const inProgram = (site: Site, others?: Properties) => ({ payments: made(site, others) });

const withOwnEntry = (site: Site, others?: Properties) => ({
    ...inProgram(site, others),
    machine: accessListEntry((of) => {
        const { id: orgId, apiKeyId } = of("payments");
        return { orgId, apiKeyId, ipAddress: CALLER, allowLockout: true };
    }, "payments"),
});

const LISTED_ONLY = { settings: { apiAccessListRequired: true } };
const LOCKED_OUT = { ...LISTED_ONLY, allowLockout: true };

/** Somebody lets this machine in, in the Atlas UI. */
const letIn = (site: Site) => ({
    atAtlas: () => void site.atlas.addAccessListEntry(site.key("pulumi").id, CALLER),
    runs: ["refresh", "up"] as const,
});

const lockouts: readonly Advice[] = [
    {
        title: "to add this machine before a new organization requires lists",
        given: (site) => ({ program: inProgram(site, LISTED_ONLY), runs: ["preview"] }),
        says: /Create the organization, add this machine's address .*an OrgApiKeyAccessListEntry with allowLockout: true on apiKeyId.*then turn the setting on/,
        follow: (site) => [
            { program: inProgram(site) },
            { program: withOwnEntry(site) },
            { program: withOwnEntry(site, LISTED_ONLY) },
        ],
        holds: { organizations: ["payments"], keys: { pulumi: [CALLER] } },
    },
    {
        title: "to allow the lockout of a new organization, and to let this machine in by the Atlas UI",
        given: (site) => ({ program: inProgram(site, LISTED_ONLY), runs: ["preview"] }),
        says: /Or set allowLockout: true, and add the address in the Atlas UI/,
        follow: (site) => [{ program: inProgram(site, LOCKED_OUT) }, letIn(site)],
        holds: { organizations: ["payments"], keys: { pulumi: [CALLER] } },
    },
    {
        title: "to add this machine before an organization that exists requires lists",
        before: (site) => inProgram(site),
        given: (site) => ({ program: inProgram(site, LISTED_ONLY) }),
        says: /First add this machine's address to it \(OrgApiKeyAccessListEntry with allowLockout: true on key .*then turn the setting on/,
        follow: (site) => [{ program: withOwnEntry(site) }, { program: withOwnEntry(site, LISTED_ONLY) }],
        holds: { organizations: ["payments"], keys: { pulumi: [CALLER] } },
    },
    {
        title: "to allow the lockout, and to let this machine in by the Atlas UI",
        before: (site) => inProgram(site),
        given: (site) => ({ program: inProgram(site, LISTED_ONLY) }),
        says: /Or set allowLockout: true, and add the address in the Atlas UI/,
        follow: (site) => [{ program: inProgram(site, LOCKED_OUT) }, letIn(site)],
        holds: { organizations: ["payments"], keys: { pulumi: [CALLER] } },
    },
    {
        title: "to put this machine on the list when it is locked out",
        before: (site) => inProgram(site, { ...LISTED_ONLY, allowLockout: true }),
        given: () => ({ runs: ["refresh"] }),
        says: /put the address 203\.0\.113\.7 on the access list of API key/,
        follow: letIn,
        holds: { organizations: ["payments"], keys: { pulumi: [CALLER] } },
    },
];

describeAdvice("about an Organization that would lock this run out", lockouts);
