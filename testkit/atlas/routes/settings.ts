import { flag, orNull, readObject, wholeNumber } from "../http/bodies";
import type { FieldReader } from "../http/bodies";
import type { Answer, Call, Endpoint } from "../endpoint";
import { invalidField } from "../errors";
import type { StoredSettings } from "../store/storedSettings";

export const SETTINGS_ENDPOINTS: readonly Endpoint[] = [
    { method: "GET", path: "/orgs/{orgId}/settings", rateLimit: "settings", handle: getSettings },
    {
        method: "PATCH",
        path: "/orgs/{orgId}/settings",
        rateLimit: "settings",
        needsOwner: true,
        handle: updateSettings,
    },
];

const LONGEST_SESSION_SECONDS = 43_200;

type SessionTimeouts = StoredSettings["customSessionTimeouts"];

function getSettings(call: Call): Answer {
    return { status: 200, body: call.organization.settings };
}

/** Partial: only the fields that are sent change. */
function updateSettings(call: Call): Answer {
    const { operationsContact, securityContact, customSessionTimeouts, ...change } = readSettings(call.body);
    const settings = { ...call.organization.settings, ...change };
    if (customSessionTimeouts !== undefined) {
        settings.customSessionTimeouts = mergeTimeouts(settings.customSessionTimeouts, customSessionTimeouts);
    }
    if (securityContact === "") {
        delete settings.securityContact;
    } else if (securityContact !== undefined) {
        settings.securityContact = securityContact;
    }
    if (operationsContact === null) {
        delete settings.operationsContact;
    } else if (operationsContact !== undefined) {
        settings.operationsContact = operationsContact;
    }
    call.organization.settings = settings;
    return { status: 200, body: settings };
}

function readSettings(body: unknown) {
    return readObject(body, {
        required: {},
        optional: {
            apiAccessListRequired: flag,
            multiFactorAuthRequired: flag,
            restrictEmployeeAccess: flag,
            genAIFeaturesEnabled: flag,
            streamsCrossGroupEnabled: flag,
            maxServiceAccountSecretValidityInHours: wholeNumber(8, 8760),
            securityContact: securityContactOf,
            operationsContact: orNull(emailAddress),
            customSessionTimeouts: readTimeouts,
        },
    });
}

function readTimeouts(value: unknown) {
    return readObject(value, {
        required: {},
        optional: {
            absoluteSessionTimeoutInSeconds: orNull(wholeNumber(3_600, LONGEST_SESSION_SECONDS)),
            idleSessionTimeoutInSeconds: orNull(wholeNumber(300, LONGEST_SESSION_SECONDS)),
        },
    });
}

/** A null takes a timeout back to its default: 12 hours, and no idle timeout. */
function mergeTimeouts(current: SessionTimeouts, change: ReturnType<typeof readTimeouts>): SessionTimeouts {
    const wanted = { ...current, ...change };
    const absolute = wanted.absoluteSessionTimeoutInSeconds ?? LONGEST_SESSION_SECONDS;
    const idle = wanted.idleSessionTimeoutInSeconds ?? undefined;
    if (idle !== undefined && idle > absolute) {
        throw invalidField("idleSessionTimeoutInSeconds", "must not exceed the absolute session timeout");
    }
    return {
        absoluteSessionTimeoutInSeconds: absolute,
        ...(idle !== undefined && { idleSessionTimeoutInSeconds: idle }),
    };
}

const emailAddress: FieldReader<string> = (value, field) => {
    if (typeof value !== "string" || !/^[^@\s,;]+@[^@\s,;]+$/.test(value)) {
        throw invalidField(field, "must be one email address");
    }
    return value;
};

function securityContactOf(value: unknown, field: string): string {
    return value === "" ? "" : emailAddress(value, field);
}
