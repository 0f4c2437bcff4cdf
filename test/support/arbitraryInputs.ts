import * as fc from "fast-check";
import type { Lifecycle } from "#provider/runtime/lifecycle";
import { linkTokenLifecycle } from "#provider/resources/link/linkToken";
import { orgApiKeyLifecycle } from "#provider/resources/orgApiKey";
import { orgApiKeyAccessListLifecycle } from "#provider/resources/accessList/listKinds";
import { orgApiKeyAccessListEntryLifecycle } from "#provider/resources/accessList/entryKinds";
import { organizationLifecycle } from "#provider/resources/organization/organization";
import type { Values } from "./arbitraries";
import { GIVEN_IDS, PRIVATE_KEY, PUBLIC_KEY, anyValue, anyValues, mostlyRight } from "./arbitraries";
import type { Kind } from "./host";

/** One of some right values, and now and then one of those that are wrong by a hair. */
function nearly(right: readonly unknown[], wrong: readonly unknown[]): fc.Arbitrary<unknown> {
    return fc.oneof(
        { weight: 6, arbitrary: fc.constantFrom(...right) },
        { weight: 1, arbitrary: fc.constantFrom(...wrong) },
    );
}

const orgIds = nearly([GIVEN_IDS.org], [`${GIVEN_IDS.org}0`, GIVEN_IDS.org.toUpperCase()]);
const flags = fc.boolean();
const descriptions = nearly(["CI runner", "x", "🔑".repeat(250)], ["", " ", "x".repeat(251)]);
const emails = nearly(["", null, "security@example.com"], ["a@example.com,b@example.com", "a@b@c", " @ "]);
const ipAddresses = fc.oneof(fc.ipV4(), fc.ipV6());
const cidrBlocks = fc.constantFrom(
    "203.0.113.0/24",
    "10.0.0.0/8",
    "192.0.2.1/32",
    "2001:DB8::/32",
    "::1/128",
);
const otherRoles = fc.subarray(["ORG_MEMBER", "ORG_READ_ONLY", "ORG_GROUP_CREATOR"]);
const roles = fc.oneof(
    { weight: 5, arbitrary: otherRoles.map((others) => ["ORG_OWNER", ...others]) },
    { weight: 1, arbitrary: fc.array(fc.oneof(fc.constantFrom("ORG_OWNER", "GROUP_OWNER"), anyValue)) },
);

const timeouts = fc.oneof(
    {
        weight: 4,
        arbitrary: mostlyRight(
            {},
            {
                absoluteSessionTimeoutInSeconds: nearly([3600, 43_200, null], [3599, 43_201]),
                idleSessionTimeoutInSeconds: nearly([300, 3600, null], [299, 300.5]),
            },
        ),
    },
    { weight: 1, arbitrary: fc.constantFrom([], { constructor: null }, { toString: null }) },
);

const settings = mostlyRight(
    {},
    {
        multiFactorAuthRequired: flags,
        apiAccessListRequired: fc.constant(false),
        maxServiceAccountSecretValidityInHours: fc.integer({ min: 8, max: 8760 }),
        securityContact: emails,
        operationsContact: emails,
        customSessionTimeouts: timeouts,
    },
);

const newOrganization = {
    name: nearly(["payments", "Équipe 1", "x".repeat(64)], ["", "x".repeat(65)]),
    orgOwnerId: fc.constant(GIVEN_IDS.owner),
};

const apiKeys = mostlyRight({ description: descriptions, roles }, {});

const serviceAccounts = mostlyRight(
    {
        name: nearly(["pulumi", "Équipe 1, x"], ["", "x".repeat(65), "a/b"]),
        description: nearly(["CI runner", "x".repeat(250)], ["", "a@b", "🔑"]),
        roles,
        secretExpiresAfterHours: nearly([8, 8760], [7, 8761, 8.5, "8"]),
    },
    {},
);

const newOrganizationOptions = {
    federationSettingsId: fc.constant(GIVEN_IDS.federation),
    skipDefaultAlertsSettings: flags,
    settings,
    allowLockout: flags,
};

const newOrganizations = fc.oneof(
    mostlyRight({ ...newOrganization, apiKey: apiKeys }, newOrganizationOptions),
    mostlyRight({ ...newOrganization, serviceAccount: serviceAccounts }, newOrganizationOptions),
);

const existingOrganizations = mostlyRight(
    { name: fc.constant("payments"), existingOrgId: orgIds },
    {
        credentials: mostlyRight(
            {
                publicKey: nearly([PUBLIC_KEY], [`${PUBLIC_KEY}\n`, `"${PUBLIC_KEY}"`, "ключ"]),
                privateKey: nearly([PRIVATE_KEY], [` ${PRIVATE_KEY}`, PUBLIC_KEY]),
            },
            {},
        ),
        deleteAdopted: flags,
        settings,
    },
);

const addresses = fc.oneof(
    mostlyRight({ ipAddress: ipAddresses }, {}),
    mostlyRight({ cidrBlock: cidrBlocks }, {}),
);

const entries = mostlyRight(
    { orgId: orgIds, apiKeyId: fc.constant(GIVEN_IDS.key) },
    { onConflict: fc.constantFrom("fail", "adopt"), allowLockout: flags },
);

const lists = mostlyRight(
    {
        orgId: orgIds,
        apiKeyId: fc.constant(GIVEN_IDS.key),
        entries: fc.oneof(
            {
                weight: 5,
                arbitrary: fc.uniqueArray(fc.oneof(ipAddresses, cidrBlocks), { minLength: 1, maxLength: 4 }),
            },
            { weight: 1, arbitrary: fc.array(fc.oneof(cidrBlocks, anyValue), { maxLength: 3 }) },
        ),
    },
    { mode: fc.constantFrom("authoritative", "additive"), allowLockout: flags },
);

const links = mostlyRight(
    { orgId: orgIds },
    {
        accessListIps: fc.array(
            fc.oneof({ weight: 5, arbitrary: ipAddresses }, { weight: 1, arbitrary: anyValue }),
            { maxLength: 3 },
        ),
        onConflict: fc.constantFrom("fail", "replace"),
        keepers: fc.dictionary(fc.string(), anyValue, { maxKeys: 2, noNullPrototype: true }),
    },
);

export interface ArbitraryResource {
    readonly kind: Kind;
    readonly lifecycle: Lifecycle<object, object>;
    /** Mostly right; most of the others are wrong in one place. */
    readonly inputs: fc.Arbitrary<Values>;
    /** What only hands or other versions could have put into state. */
    readonly anyState: fc.Arbitrary<Values>;
}

function arbitrary<Inputs extends object, Outputs extends object>(
    lifecycle: Lifecycle<Inputs, Outputs>,
    inputs: fc.Arbitrary<Values>,
): ArbitraryResource {
    const { kind, inputs: names, outputs } = lifecycle.definition;
    return {
        kind: kind as Kind,
        lifecycle,
        inputs,
        anyState: anyValues([...names, ...outputs, "orgId"]),
    };
}

export const RESOURCES: readonly ArbitraryResource[] = [
    arbitrary(organizationLifecycle, fc.oneof(newOrganizations, existingOrganizations)),
    arbitrary(orgApiKeyLifecycle, mostlyRight({ orgId: orgIds, description: descriptions, roles }, {})),
    arbitrary(
        orgApiKeyAccessListEntryLifecycle,
        fc.tuple(addresses, entries).map(([address, entry]) => ({ ...entry, ...address })),
    ),
    arbitrary(orgApiKeyAccessListLifecycle, lists),
    arbitrary(linkTokenLifecycle, links),
];
