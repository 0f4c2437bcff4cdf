import type { CheckFailure } from "../dynamic/checks";
import { failure, rolesProblem, textProblem } from "../dynamic/checks";
import type { Properties } from "../dynamic/properties";
import { isPresent } from "../dynamic/properties";
import { requireCredential } from "../dynamic/settings";
import { DESCRIPTION_MAX_LENGTH } from "./apiKeyInputs";

export function apiKeyProblem(value: unknown): string | undefined {
    if (typeof value !== "object") {
        return "must be an object with description and roles.";
    }
    const { description, roles, ...others } = value as Properties;
    const unknownName = Object.keys(others)[0];
    if (unknownName !== undefined) {
        return `has no ${unknownName}; it has description and roles.`;
    }
    const problem = textProblem(description, DESCRIPTION_MAX_LENGTH);
    if (problem !== undefined) {
        return `description ${problem}`;
    }
    return (
        rolesProblem(roles) ??
        ((roles as string[]).includes("ORG_OWNER")
            ? undefined
            : "roles must include ORG_OWNER: the organization is managed with this key.")
    );
}

export function credentialsProblem(value: unknown): string | undefined {
    try {
        requireCredential(value as Properties, {
            publicKey: "publicKey",
            privateKey: "privateKey",
        });
        return undefined;
    } catch (error) {
        return (error as Error).message;
    }
}

export function isManageable({ apiKey, credentials, existingOrgId }: Properties): CheckFailure[] {
    return [apiKey, credentials, existingOrgId].some(isPresent)
        ? []
        : [
              failure(
                  "apiKey",
                  "give the organization an apiKey (or, if it exists, existingOrgId): without a key of its own nobody could manage it.",
              ),
          ];
}

export function takesOverOrCreates(inputs: Properties): CheckFailure[] {
    return isPresent(inputs["existingOrgId"])
        ? ["apiKey", "orgOwnerId", "federationSettingsId"]
              .filter((property) => isPresent(inputs[property]))
              .map((property) =>
                  failure(
                      property,
                      "is only for a new organization: remove it, as existingOrgId takes over one that exists.",
                  ),
              )
        : [];
}

export function createsWithItsOwnKey({ credentials, apiKey, existingOrgId }: Properties): CheckFailure[] {
    return isPresent(credentials) && !isPresent(existingOrgId)
        ? [
              failure(
                  "credentials",
                  `belong to an organization that exists, and this one is new: ${isPresent(apiKey) ? "remove them" : "give it an apiKey, or name it in existingOrgId"}.`,
              ),
          ]
        : [];
}

export function keepsItselfIn({ settings, existingOrgId }: Properties): CheckFailure[] {
    return (settings as Properties | undefined)?.["apiAccessListRequired"] === true &&
        !isPresent(existingOrgId)
        ? [
              failure(
                  "settings",
                  "apiAccessListRequired would lock the new organization's key out at once, as it has no access list yet. Create the organization, add this machine's address to its key (apiKeyId), then turn the setting on.",
              ),
          ]
        : [];
}
