import type * as pulumi from "@pulumi/pulumi";
import { isDeepStrictEqual } from "node:util";
import type { OrganizationSettingsRequest } from "../../atlas/endpoints/organizations";
import type { Range } from "../../schema/checks";
import { isWholeNumberIn, valueBefore } from "../../schema/checks";
import { covers } from "../../schema/diff";
import { isPresent } from "../../schema/properties";
import type { Properties } from "../../schema/properties";
import { checkedBy } from "../../schema/valueTypes";

/**
 * Settings of an organization. Only those that are given are sent and watched; one that is removed from the program is
 * left as it is. All are updated in place.
 *
 * @see https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-updateorgsettings
 */
export interface OrganizationSettings {
    /** API keys may be used only from addresses on their access list. */
    apiAccessListRequired?: pulumi.Input<boolean | undefined> | undefined;
    /** Users must set up multi-factor authentication. */
    multiFactorAuthRequired?: pulumi.Input<boolean | undefined> | undefined;
    /** MongoDB's staff needs consent to look into the organization's clusters. */
    restrictEmployeeAccess?: pulumi.Input<boolean | undefined> | undefined;
    /** Generative-AI features are on. Commercial Atlas only. */
    genAIFeaturesEnabled?: pulumi.Input<boolean | undefined> | undefined;
    /** Stream processing may connect clusters of other projects. */
    streamsCrossGroupEnabled?: pulumi.Input<boolean | undefined> | undefined;
    /** How long a secret of a service account may be valid: 8 to 8760 hours. */
    maxServiceAccountSecretValidityInHours?: pulumi.Input<number | undefined> | undefined;
    /** The e-mail address for security news; "" or null clears it. */
    securityContact?: pulumi.Input<string | null | undefined> | undefined;
    /** The e-mail address for operational news; "" or null clears it. */
    operationsContact?: pulumi.Input<string | null | undefined> | undefined;
    /** When people's sessions in the Atlas UI end. */
    customSessionTimeouts?: pulumi.Input<SessionTimeouts | undefined> | undefined;
}

/**
 * When people's sessions in the Atlas UI end. Updated in place.
 *
 * @see https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-updateorgsettings
 */
export interface SessionTimeouts {
    /** Seconds after sign-in, 3600 to 43200; null for Atlas's default, 43200. */
    absoluteSessionTimeoutInSeconds?: pulumi.Input<number | null | undefined> | undefined;
    /** Seconds without activity, from 300 up to the absolute timeout; null for none. */
    idleSessionTimeoutInSeconds?: pulumi.Input<number | null | undefined> | undefined;
}

type Setting = keyof OrganizationSettingsRequest;

const BOOLEANS = [
    "apiAccessListRequired",
    "multiFactorAuthRequired",
    "restrictEmployeeAccess",
    "genAIFeaturesEnabled",
    "streamsCrossGroupEnabled",
] as const;

const TIMEOUTS = {
    absoluteSessionTimeoutInSeconds: { smallest: 3600, largest: 43_200 },
    idleSessionTimeoutInSeconds: { smallest: 300, largest: 43_200 },
} as const;

const NAMES: readonly Setting[] = [
    ...BOOLEANS,
    "maxServiceAccountSecretValidityInHours",
    "securityContact",
    "operationsContact",
    "customSessionTimeouts",
];

/** The settings of an organization, as a program gives them. */
export const SETTINGS = checkedBy<pulumi.Unwrap<OrganizationSettings>>("object", settingsProblem);

/** What is wrong with the settings of a program, or undefined. */
export function settingsProblem(value: unknown, before?: unknown): string | undefined {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
        return "must be an object of settings.";
    }
    for (const [name, setting] of Object.entries(value)) {
        const isAsBefore = isDeepStrictEqual(setting, valueBefore(before, name));
        const problem = setting === undefined || isAsBefore ? undefined : settingProblem(name, setting);
        if (problem !== undefined) {
            return `${name} ${problem}`;
        }
    }
    return undefined;
}

function settingProblem(name: string, value: unknown): string | undefined {
    if (!NAMES.includes(name as Setting)) {
        return `is no setting of an organization; there are ${NAMES.join(", ")}.`;
    }
    switch (name) {
        case "maxServiceAccountSecretValidityInHours":
            return rangeProblem(value, { smallest: 8, largest: 8760 });
        case "securityContact":
        case "operationsContact":
            return value === "" ||
                value === null ||
                (typeof value === "string" && /^[^@\s,;]+@[^@\s,;]+$/.test(value))
                ? undefined
                : 'must be one e-mail address, or "" for none.';
        case "customSessionTimeouts":
            return timeoutsProblem(value);
        default:
            return typeof value === "boolean" ? undefined : "must be true or false.";
    }
}

function timeoutsProblem(value: unknown): string | undefined {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
        return "must be an object of timeouts.";
    }
    for (const [name, seconds] of Object.entries(value)) {
        if (!Object.hasOwn(TIMEOUTS, name)) {
            return `${name} is no timeout of a session.`;
        }
        const range = TIMEOUTS[name as keyof typeof TIMEOUTS];
        const problem = isPresent(seconds) ? rangeProblem(seconds, range) : undefined;
        if (problem !== undefined) {
            return `${name} ${problem}`;
        }
    }
    const { absoluteSessionTimeoutInSeconds: absolute, idleSessionTimeoutInSeconds: idle } = value as Record<
        string,
        unknown
    >;
    return typeof absolute === "number" && typeof idle === "number" && idle > absolute
        ? "idleSessionTimeoutInSeconds must not be longer than absoluteSessionTimeoutInSeconds."
        : undefined;
}

function rangeProblem(value: unknown, { smallest, largest }: Range): string | undefined {
    return isWholeNumberIn({ smallest, largest }, value)
        ? undefined
        : `must be a whole number from ${smallest} to ${largest}.`;
}

/** The settings among `declared` that state does not record, as the body of an update. */
export function settingsToSend(
    declared: Properties | undefined,
    recorded: Properties | undefined,
): OrganizationSettingsRequest {
    const different = Object.entries(declared ?? {}).filter(
        ([name, value]) => !covers(recorded?.[name], value),
    );
    return Object.fromEntries(different.map(([name, value]) => [name, toWire(name, value)]));
}

/** Of what Atlas holds, the settings that the program declares, in its spelling: what state records. */
export function declaredSettings(declared: Properties, actual: Properties): Record<string, unknown> {
    return Object.fromEntries(
        Object.entries(declared).map(([name, value]) => [
            name,
            isSameSetting(name, value, actual[name]) ? value : shownSetting(name, value, actual[name]),
        ]),
    );
}

/** Contacts and timeouts that Atlas leaves out have no value; of any other setting, it has said nothing then. */
function shownSetting(name: string, declared: unknown, actual: unknown): unknown {
    const isNone = actual === undefined && (isContact(name) || name === "customSessionTimeouts");
    return isNone ? null : (actual ?? declared);
}

function isContact(name: string): boolean {
    return name === "securityContact" || name === "operationsContact";
}

function isSameSetting(name: string, declared: unknown, actual: unknown): boolean {
    if (typeof declared === "object" && declared !== null) {
        const members = (actual ?? {}) as Properties;
        return Object.entries(declared).every(([member, value]) =>
            isSameSetting(member, value, members[member]),
        );
    }
    return valueOrDefault(name, declared) === valueOrDefault(name, actual);
}

/** Atlas leaves out what has no value; programs say "" or null for that. */
function valueOrDefault(name: string, value: unknown): unknown {
    const isNone = !isPresent(value) || value === "";
    return isNone && name === "absoluteSessionTimeoutInSeconds"
        ? TIMEOUTS[name].largest
        : isNone
          ? null
          : value;
}

/** Atlas clears one contact with "", the other with null, and refuses what it takes for the other. */
function toWire(name: string, value: unknown): unknown {
    if (isPresent(value) && value !== "") {
        return value;
    }
    return name === "securityContact" ? "" : null;
}
