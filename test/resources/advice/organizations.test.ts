import type { Advice } from "./advice";
import { describeAdvice } from "./advice";
import { BY_HAND, FIRST_KEY, made, makeKey, runnerIn } from "./payments";
import { organization } from "./program";

const ORGS = "/orgs";

const lostCredentials: readonly Advice[] = [
    {
        title: "to take over the organization whose credential was lost",
        given: (site) => {
            site.atlas.faults.add({ method: "POST", path: ORGS, connection: "lost-after" });
            return { program: { payments: made(site) } };
        },
        says: /make an ORG_OWNER key in it, put its id into existingOrgId and that key into credentials instead of apiKey and orgOwnerId, and run `pulumi up`/,
        follow: (site) => {
            const args = { existingOrgId: site.organizationId("payments"), credentials: makeKey(site) };
            return { program: { payments: organization({ name: "payments", ...args }) } };
        },
        holds: { organizations: ["payments"], keys: { pulumi: [], ...BY_HAND } },
    },
    {
        title: "to take over such an organization of a federation",
        given: (site) => {
            const federationSettingsId = site.atlas.addFederation(site.orgId);
            site.atlas.faults.add({ method: "POST", path: ORGS, connection: "lost-after" });
            return { program: { payments: made(site, { federationSettingsId }) } };
        },
        says: /into credentials instead of apiKey, orgOwnerId and federationSettingsId, and run `pulumi up`/,
        follow: (site) => {
            const args = { existingOrgId: site.organizationId("payments"), credentials: makeKey(site) };
            return { program: { payments: organization({ name: "payments", ...args }) } };
        },
        holds: { organizations: ["payments"], keys: { pulumi: [], ...BY_HAND } },
    },
    {
        title: "to run again when no organization was made",
        given: (site) => {
            site.atlas.faults.add({ method: "POST", path: ORGS, status: 500 });
            return { program: { payments: made(site) } };
        },
        says: /if it is not, just run `pulumi up` again/,
        follow: () => ({}),
        holds: { organizations: ["payments"], keys: { pulumi: [] } },
    },
    {
        title: "to give another credential when the answer held none",
        given: (site) => {
            const { id, name } = site.atlas.addOrganization({ name: "payments" });
            const body = { organization: { id, name } };
            site.atlas.faults.add({ method: "POST", path: ORGS, status: 201, body });
            return { program: { payments: made(site) } };
        },
        says: /make an ORG_OWNER key in it, put that into credentials, remove apiKey from the program, and run `pulumi up` again/,
        follow: (site) => ({
            program: { payments: made(site, { apiKey: undefined, credentials: makeKey(site) }) },
        }),
        holds: { organizations: ["payments"], keys: BY_HAND },
    },
    {
        title: "to give another credential when the own one was revoked",
        before: (site) => ({ payments: made(site), runner: runnerIn("payments") }),
        given: (site) => {
            site.atlas.revokeApiKey(site.key("pulumi").id);
            return { runs: ["refresh"] };
        },
        says: /make a new one in the organization, with ORG_OWNER, put it into `credentials`, and run `pulumi up`/,
        follow: (site) => ({
            program: {
                payments: made(site, { credentials: makeKey(site) }),
                runner: runnerIn("payments"),
            },
        }),
        holds: { organizations: ["payments"], keys: { runner: [], ...BY_HAND } },
    },
    {
        title: "to remove the first key from the program when it is gone",
        before: (site) => ({ payments: made(site) }),
        given: (site) => {
            const credentials = makeKey(site);
            site.atlas.revokeApiKey(site.key("pulumi").id);
            const apiKey = { ...FIRST_KEY, description: "the pulumi" };
            return { program: { payments: made(site, { apiKey, credentials }) } };
        },
        says: /first key \(\w+\) is gone: remove apiKey from the program, and put another credential/,
        follow: (site) => ({
            program: { payments: made(site, { apiKey: undefined, credentials: makeKey(site) }) },
        }),
        holds: { organizations: ["payments"], keys: { ...BY_HAND } },
    },
];

const ACCOUNT = { name: "pulumi", description: "pulumi", roles: ["ORG_OWNER"], secretExpiresAfterHours: 8 };

const refusedChanges: readonly Advice[] = [
    {
        title: "to put the old owner back",
        before: (site) => ({ payments: made(site) }),
        given: (site) => ({
            program: { payments: made(site, { orgOwnerId: site.atlas.addUser(site.orgId).id }) },
            runs: ["preview"],
        }),
        says: /Put the old value back/,
        follow: (site) => ({ program: { payments: made(site) } }),
        holds: { organizations: ["payments"], keys: { pulumi: [] } },
    },
    {
        title: "to give another credential instead of a first key that comes too late",
        before: (site) => {
            const { id } = site.atlas.addOrganization({ name: "payments" });
            return {
                payments: organization({ name: "payments", existingOrgId: id, credentials: makeKey(site) }),
            };
        },
        given: (site) => {
            const late = organization({ name: "payments", apiKey: FIRST_KEY, credentials: makeKey(site) });
            return { program: { payments: late }, runs: ["preview"] };
        },
        says: /Remove apiKey from the program\..*make one with ORG_OWNER in it, .*give its values as credentials/,
        follow: (site) => ({
            program: { payments: organization({ name: "payments", credentials: makeKey(site) }) },
        }),
        holds: { organizations: ["payments"], keys: BY_HAND },
    },
    {
        title: "to put the old life of the first secret back, and to give a new secret",
        before: (site) => ({ payments: made(site, { apiKey: undefined, serviceAccount: ACCOUNT }) }),
        given: (site) => {
            const serviceAccount = { ...ACCOUNT, secretExpiresAfterHours: 24 };
            return {
                program: { payments: made(site, { apiKey: undefined, serviceAccount }) },
                runs: ["preview"],
            };
        },
        says: /Put the old value back; make a new secret in the Atlas UI, and pass it as credentials/,
        follow: (site) => {
            const account = site.atlas.addServiceAccount({ orgId: site.organizationId("payments") });
            const [secret] = account.secrets;
            const credentials = { clientId: account.clientId, clientSecret: secret!.secret };
            return {
                program: {
                    payments: made(site, { apiKey: undefined, serviceAccount: ACCOUNT, credentials }),
                },
            };
        },
        holds: { organizations: ["payments"] },
    },
];

describeAdvice("about lost credentials of an Organization", lostCredentials);
describeAdvice("about changes of an Organization that are refused", refusedChanges);
