import type * as pulumi from "@pulumi/pulumi";
import { messageOf } from "../../atlas/errors/errors";
import type { CheckFailure } from "../../schema/checks";
import { failure, rolesProblem, textProblem } from "../../schema/checks";
import { nearestName } from "../../schema/nearestName";
import type { Properties } from "../../schema/properties";
import { isPresent } from "../../schema/properties";
import { OWN_NAMES, wholeCredential } from "../../configuration/credential";
import { checkedBy } from "../../schema/valueTypes";
import { DESCRIPTION_MAX_LENGTH } from "../rows";
import {
    accountDescriptionProblem,
    accountNameProblem,
    renewalHoursProblem,
    renewalProblem,
    secretHoursProblem,
} from "../serviceAccount/inputs";
import type { OrganizationApiKey, OrganizationCredentials, OrganizationServiceAccount } from "./arguments";

/** The first API key of an organization. */
export const FIRST_API_KEY = checkedBy<pulumi.Unwrap<OrganizationApiKey>>("object", apiKeyProblem, {
    members: { description: { form: "text" }, roles: { form: "set" } },
});

/** The first service account of an organization. */
export const FIRST_SERVICE_ACCOUNT = checkedBy<pulumi.Unwrap<OrganizationServiceAccount>>(
    "object",
    serviceAccountProblem,
    {
        members: {
            name: { form: "text" },
            description: { form: "text" },
            roles: { form: "set" },
            secretExpiresAfterHours: { form: "wholeNumber" },
            renewBeforeHours: { form: "wholeNumber" },
        },
    },
);

/** A credential of an organization. */
export const CREDENTIALS = checkedBy<pulumi.Unwrap<OrganizationCredentials>>("object", credentialsProblem, {
    members: {
        publicKey: { form: "text" },
        privateKey: { form: "text", isSecret: true },
        clientId: { form: "text" },
        clientSecret: { form: "text", isSecret: true },
    },
});

function apiKeyProblem(value: unknown): string | undefined {
    const { description, roles, ...others } = value as Properties;
    return (
        objectProblem(value, "description and roles") ??
        strangeNameProblem(others, "description and roles") ??
        prefixed("description", textProblem(description, { maxLength: DESCRIPTION_MAX_LENGTH })) ??
        ownerRolesProblem(roles, "the organization is managed with this key")
    );
}

function serviceAccountProblem(value: unknown): string | undefined {
    const { name, description, roles, secretExpiresAfterHours, renewBeforeHours, ...others } =
        value as Properties;
    const names = "name, description, roles, secretExpiresAfterHours and perhaps renewBeforeHours";
    return (
        objectProblem(value, names) ??
        strangeNameProblem(others, names) ??
        prefixed("name", accountNameProblem(name)) ??
        prefixed("description", accountDescriptionProblem(description)) ??
        ownerRolesProblem(roles, "the organization is managed with this account") ??
        prefixed("secretExpiresAfterHours", secretHoursProblem(secretExpiresAfterHours)) ??
        prefixed(
            "renewBeforeHours",
            isPresent(renewBeforeHours) ? renewalHoursProblem(renewBeforeHours) : undefined,
        ) ??
        prefixed("renewBeforeHours", renewalProblem(value as Properties))
    );
}

/** @param names is what such an object holds, in words. */
function objectProblem(value: unknown, names: string): string | undefined {
    const isObject = typeof value === "object" && !Array.isArray(value);
    return isObject ? undefined : `must be an object with ${names}.`;
}

function strangeNameProblem(others: Properties, names: string): string | undefined {
    const [strange] = Object.keys(others);
    return strange === undefined ? undefined : `has no ${strange}; it has ${names}.`;
}

function ownerRolesProblem(roles: unknown, why: string): string | undefined {
    return (
        prefixed("roles", rolesProblem(roles)) ??
        ((roles as string[]).includes("ORG_OWNER") ? undefined : `roles must include ORG_OWNER: ${why}.`)
    );
}

function prefixed(name: string, problem: string | undefined): string | undefined {
    return problem === undefined ? undefined : `${name} ${problem}`;
}

const CREDENTIAL_PARTS = ["clientId", "clientSecret", "publicKey", "privateKey"];

function credentialsProblem(value: unknown): string | undefined {
    const { accessToken, ...parts } = value as Properties;
    const problem =
        objectProblem(value, "clientId and clientSecret, or publicKey and privateKey") ??
        misspelledPart(parts);
    if (problem !== undefined) {
        return problem;
    }
    if (isPresent(accessToken)) {
        return "cannot hold an accessToken, which ends after an hour: give a service account or an API key.";
    }
    try {
        const credential = wholeCredential(parts, OWN_NAMES);
        if (isPresent(parts["clientId"]) && isPresent(parts["publicKey"])) {
            return "must hold a service account or an API key, not both.";
        }
        // What is around a part is of no use to Atlas, but would go into the output that a Provider takes.
        const padded = Object.entries(credential).find(([part, text]) => parts[part] !== text);
        return padded === undefined
            ? undefined
            : `${padded[0]} has characters that are in no credential: copy it again, without spaces and line breaks.`;
    } catch (error) {
        return messageOf(error);
    }
}

/** What comes from elsewhere as a whole may hold more than is needed: only what is like a part is refused. */
function misspelledPart(parts: Properties): string | undefined {
    const others = Object.keys(parts).filter((name) => !CREDENTIAL_PARTS.includes(name));
    const [misspelled] = others.filter((name) => nearestName(name, CREDENTIAL_PARTS) !== undefined);
    return (
        misspelled &&
        `has no ${misspelled}; most likely ${nearestName(misspelled, CREDENTIAL_PARTS)} is meant.`
    );
}

export function isManageable({
    apiKey,
    serviceAccount,
    credentials,
    existingOrgId,
}: Properties): CheckFailure[] {
    return [apiKey, serviceAccount, credentials, existingOrgId].some(isPresent)
        ? []
        : [
              failure(
                  "apiKey",
                  "give the organization an apiKey or a serviceAccount (or, if it exists, existingOrgId): without a credential of its own nobody could manage it.",
              ),
          ];
}

export function hasOneFirstCredential({ apiKey, serviceAccount }: Properties): CheckFailure[] {
    return isPresent(apiKey) && isPresent(serviceAccount)
        ? [
              failure(
                  "serviceAccount",
                  "give either apiKey or serviceAccount: an organization is made with one of them.",
              ),
          ]
        : [];
}

/** What Atlas takes only when it makes an organization. */
export const ONLY_FOR_NEW = ["apiKey", "serviceAccount", "orgOwnerId", "federationSettingsId"] as const;

export function takesOverOrCreates(inputs: Properties): CheckFailure[] {
    return isPresent(inputs["existingOrgId"])
        ? ONLY_FOR_NEW.filter((property) => isPresent(inputs[property])).map((property) =>
              failure(
                  property,
                  "is only for a new organization: remove it, as existingOrgId takes over one that exists.",
              ),
          )
        : [];
}

export function createsWithItsOwnCredential({
    credentials,
    apiKey,
    serviceAccount,
    existingOrgId,
}: Properties): CheckFailure[] {
    const isMadeWithOne = isPresent(apiKey) || isPresent(serviceAccount);
    return isPresent(credentials) && !isPresent(existingOrgId)
        ? [
              failure(
                  "credentials",
                  `belong to an organization that exists, and this one is new: ${isMadeWithOne ? "remove them" : "give it an apiKey or a serviceAccount, or name it in existingOrgId"}.`,
              ),
          ]
        : [];
}

export function keepsItselfIn({ settings, existingOrgId, allowLockout }: Properties): CheckFailure[] {
    return (settings as Properties | undefined)?.["apiAccessListRequired"] === true &&
        !isPresent(existingOrgId) &&
        allowLockout !== true
        ? [
              failure(
                  "settings",
                  "apiAccessListRequired would lock the new organization's credential out at once, as it has no access list yet. Create the organization, add this machine's address to the access list of its credential (for its API key, an OrgApiKeyAccessListEntry with allowLockout: true on apiKeyId), then turn the setting on. Or set allowLockout: true, and add the address in the Atlas UI: until then no call with this credential succeeds.",
              ),
          ]
        : [];
}
