import { describeAdvice } from "./advice";
import { accessListEntry, orgApiKey } from "./program";
import type { Site } from "./site";

const KEYS = "/orgs/{orgId}/apiKeys";

const runner = ({ orgId }: Site, description = "runner") =>
    orgApiKey({ orgId, description, roles: ["ORG_MEMBER"] });

const ciOfRunner = ({ orgId }: Site) =>
    accessListEntry((of) => ({ orgId, apiKeyId: of("runner")["apiKeyId"], ipAddress: "192.0.2.1" }));

describeAdvice("of an OrgApiKey", [
    {
        title: "to delete the key whose private key was lost",
        given: (site) => {
            site.atlas.faults.add({ method: "POST", path: KEYS, connection: "lost-after" });
            return { program: { runner: runner(site) } };
        },
        says: /its private key is lost\. Look for it.*delete it there, then run `pulumi up` again/,
        follow: (site) => {
            site.atlas.revokeApiKey(site.key("runner").id);
            return {};
        },
        holds: { keys: { runner: [] } },
    },
    {
        title: "to refresh when the key is gone",
        before: (site) => ({ runner: runner(site) }),
        given: (site) => {
            site.atlas.revokeApiKey(site.key("runner").id);
            return { program: { runner: runner(site, "the runner") } };
        },
        says: /`pulumi refresh`/,
        follow: () => ({ runs: ["refresh", "up"] }),
        holds: { keys: { "the runner": [] } },
    },
    {
        title: "to refresh when the key of an entry is gone",
        before: (site) => ({ runner: runner(site) }),
        given: (site) => {
            site.atlas.revokeApiKey(site.key("runner").id);
            return { program: { runner: runner(site), ci: ciOfRunner(site) } };
        },
        says: /`pulumi refresh`/,
        follow: () => ({ runs: ["refresh", "up"] }),
        holds: { keys: { runner: ["192.0.2.1"] } },
    },
    {
        title: "to name roles of an organization only",
        given: ({ orgId }) => ({
            program: { runner: orgApiKey({ orgId, description: "runner", roles: ["GROUP_OWNER"] }) },
        }),
        says: /ORG_OWNER, ORG_MEMBER/,
        follow: (site) => ({ program: { runner: runner(site) } }),
        holds: { keys: { runner: [] } },
    },
]);
