import { isIP, isIPv4 } from "node:net";
import type { LoggedRequest } from "pulumi-atlas-org/testkit";

const PREFIX = "/api/atlas/v2";
const ID = "[a-f0-9]{24}";

// The documentation has addresses of IPv4, addresses of IPv6 with all of their eight groups, and, in a path, %2F for the
// slash of a block.
const NUMBER = "[0-9]{1,3}";
const IPV4 = Array(4).fill(NUMBER).join("\\.");
const WHOLE_IPV6 = Array(8).fill("[0-9a-f]{1,4}").join(":");
const ENTRY_IN_PATH = `(${IPV4}|${WHOLE_IPV6})(%2[fF]${NUMBER})?`;

const ROLES = [
    "ORG_OWNER",
    "ORG_MEMBER",
    "ORG_GROUP_CREATOR",
    "ORG_BILLING_ADMIN",
    "ORG_BILLING_READ_ONLY",
    "ORG_STREAM_PROCESSING_ADMIN",
    "ORG_READ_ONLY",
];

type Rule = (value: unknown) => boolean;

const isFlag: Rule = (value) => typeof value === "boolean";
const isEmail: Rule = (value) => matching(/^[^@\s]+@[^@\s]+$/)(value);
const isSeconds: Rule = (value) => value === null || wholeNumber(300, 43_200)(value);
const isId = matching(new RegExp(`^${ID}$`));
const isRoles: Rule = (value) =>
    isNonEmptyList(value) && value.every((role) => ROLES.includes(role as string));
const isIpAddress: Rule = (value) => isIPv4(String(value)) || matching(new RegExp(`^${WHOLE_IPV6}$`))(value);
const isCidrBlock: Rule = (value) => {
    const [address = "", length = "", ...others] = String(value).split("/");
    return isIP(address) !== 0 && /^[0-9]{1,3}$/.test(length) && others.length === 0;
};
const isAddress: Rule = (value) => isIpAddress(value) || isCidrBlock(value);
const isApiKey = objectOf({ desc: textOf(250), roles: isRoles }, {});
const isAccountText = matching(/^[\p{L}\p{N}\-_.,' ]*$/u);
const isServiceAccount = objectOf(
    {
        name: (value) => textOf(64)(value) && isAccountText(value),
        description: (value) => textOf(250)(value) && isAccountText(value),
        roles: isRoles,
        secretExpiresAfterHours: wholeNumber(8, 8760),
    },
    {},
);

/** What the documentation of the Admin API says of each request that creating something may send: path and body. */
const RULES: readonly (readonly [endpoint: string, path: string, body: Rule])[] = [
    [
        "POST /orgs",
        "/orgs",
        objectOf(
            { name: textOf(64), orgOwnerId: isId },
            {
                apiKey: isApiKey,
                serviceAccount: isServiceAccount,
                federationSettingsId: isId,
                skipDefaultAlertsSettings: isFlag,
            },
        ),
    ],
    ["GET /orgs/{orgId}", `/orgs/${ID}`, isNothing],
    [
        "PATCH /orgs/{orgId}",
        `/orgs/${ID}`,
        objectOf({ name: textOf(64) }, { skipDefaultAlertsSettings: isFlag }),
    ],
    ["PATCH /orgs/{orgId}/settings", `/orgs/${ID}/settings`, objectOf({}, settingsRules())],
    ["GET /orgs/{orgId}/apiKeys", `/orgs/${ID}/apiKeys`, isNothing],
    ["POST /orgs/{orgId}/apiKeys", `/orgs/${ID}/apiKeys`, isApiKey],
    ["GET /orgs/{orgId}/apiKeys/{apiUserId}", `/orgs/${ID}/apiKeys/${ID}`, isNothing],
    ["GET /orgs/{orgId}/apiKeys/{apiUserId}/accessList", `/orgs/${ID}/apiKeys/${ID}/accessList`, isNothing],
    [
        "POST /orgs/{orgId}/apiKeys/{apiUserId}/accessList",
        `/orgs/${ID}/apiKeys/${ID}/accessList`,
        (body) => isNonEmptyList(body) && body.every(isNewEntry),
    ],
    [
        "GET /orgs/{orgId}/apiKeys/{apiUserId}/accessList/{ipAddress}",
        `/orgs/${ID}/apiKeys/${ID}/accessList/${ENTRY_IN_PATH}`,
        isNothing,
    ],
    [
        "POST /orgs/{orgId}/liveMigrations/linkTokens",
        `/orgs/${ID}/liveMigrations/linkTokens`,
        objectOf({}, { accessListIps: (value) => Array.isArray(value) && value.every(isAddress) }),
    ],
    ["DELETE /orgs/{orgId}/liveMigrations/linkTokens", `/orgs/${ID}/liveMigrations/linkTokens`, isNothing],
];

/** Whether a request is one that the documentation knows: in its path and, once it is signed, in signature and body. */
export function isAsDocumented({ endpoint, path, headers, body, isChallenge }: LoggedRequest): boolean {
    const rule = RULES.find(([name]) => name === endpoint);
    const [, pathPattern = "", isRightBody] = rule ?? [];
    if (endpoint === "POST /api/oauth/token") {
        return /^Basic [\w+/]+=*$/.test(headers.authorization ?? "");
    }
    const isSignedWell = /^(Digest username="[\w-]+",|Bearer [\w.-]+$)/.test(headers.authorization ?? "");
    return (
        new RegExp(`^${PREFIX}${pathPattern}$`).test(path) &&
        (isSignedWell || headers.authorization === undefined) &&
        (isChallenge || isRightBody?.(body) === true)
    );
}

function settingsRules(): Record<string, Rule> {
    return {
        apiAccessListRequired: isFlag,
        multiFactorAuthRequired: isFlag,
        restrictEmployeeAccess: isFlag,
        genAIFeaturesEnabled: isFlag,
        streamsCrossGroupEnabled: isFlag,
        maxServiceAccountSecretValidityInHours: wholeNumber(8, 8760),
        securityContact: (value) => value === "" || isEmail(value),
        operationsContact: (value) => value === null || isEmail(value),
        customSessionTimeouts: objectOf(
            {},
            { absoluteSessionTimeoutInSeconds: isSeconds, idleSessionTimeoutInSeconds: isSeconds },
        ),
    };
}

function isNewEntry(value: unknown): boolean {
    const isAddressEntry = objectOf({ ipAddress: isIpAddress }, {});
    const isBlockEntry = objectOf({ cidrBlock: isCidrBlock }, {});
    return isAddressEntry(value) || isBlockEntry(value);
}

function isNothing(value: unknown): boolean {
    return value === undefined;
}

function isNonEmptyList(value: unknown): value is unknown[] {
    return Array.isArray(value) && value.length > 0;
}

function matching(pattern: RegExp): Rule {
    return (value) => typeof value === "string" && pattern.test(value);
}

function textOf(maxLength: number): Rule {
    return (value) => typeof value === "string" && value !== "" && Array.from(value).length <= maxLength;
}

function wholeNumber(smallest: number, largest: number): Rule {
    return (value) => Number.isInteger(value) && Number(value) >= smallest && Number(value) <= largest;
}

/** An object with all of the first members, any of the second, and no other. */
function objectOf(required: Record<string, Rule>, optional: Record<string, Rule>): Rule {
    const rules = new Map(Object.entries({ ...required, ...optional }));
    return (value) =>
        typeof value === "object" &&
        value !== null &&
        !Array.isArray(value) &&
        Object.keys(required).every((name) => Object.hasOwn(value, name)) &&
        Object.entries(value).every(([name, member]) => rules.get(name)?.(member) === true);
}
