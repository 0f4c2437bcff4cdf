import { quoted } from "../../atlas/secrets";
import { isWholeNumberIn, textProblem } from "../../schema/checks";
import type { Properties } from "../../schema/properties";
import { containsUnknown, isPresent } from "../../schema/properties";
import type { ValueType } from "../../schema/valueTypes";
import { checkedBy } from "../../schema/valueTypes";
import { DESCRIPTION_MAX_LENGTH } from "../rows";

// What the inputs about service accounts must satisfy, in resources of their own and in an Organization.

const NAME_MAX_LENGTH = 64;

/** Hours in the life of a secret. The settings of an organization may allow fewer. */
export const SECRET_HOURS = { smallest: 8, largest: 8_760 };

/** The form of a service account's id, as a part of regular expressions. */
export const CLIENT_ID_FORM = "mdb_sa_id_[a-f0-9]{24}";

const WHOLE_CLIENT_ID = new RegExp(`^${CLIENT_ID_FORM}$`);

/** The id of a service account. */
export const CLIENT_ID: ValueType<string> = checkedBy("text", clientIdProblem);

export const ACCOUNT_NAME: ValueType<string> = checkedBy("text", accountNameProblem);

export const ACCOUNT_DESCRIPTION: ValueType<string> = checkedBy("text", accountDescriptionProblem);

export const SECRET_EXPIRES_AFTER_HOURS: ValueType<number> = checkedBy("wholeNumber", secretHoursProblem);

export const RENEW_BEFORE_HOURS: ValueType<number> = checkedBy("wholeNumber", renewalHoursProblem);

function clientIdProblem(value: unknown): string | undefined {
    return typeof value === "string" && WHOLE_CLIENT_ID.test(value)
        ? undefined
        : `${quoted(value)} is not the client id of a service account, which is "mdb_sa_id_" and 24 lower-case hexadecimal digits.`;
}

/** Atlas takes letters, digits, spaces and a few other characters in the texts of a service account. */
const ACCOUNT_TEXT = {
    pattern: /^[\p{L}\p{N}\-_.,' ]*$/u,
    patternProblem: "may hold letters, digits, spaces and -_.,' only.",
};

export function accountNameProblem(value: unknown, before?: unknown): string | undefined {
    return textProblem(value, { ...ACCOUNT_TEXT, maxLength: NAME_MAX_LENGTH, before });
}

export function accountDescriptionProblem(value: unknown, before?: unknown): string | undefined {
    return textProblem(value, { ...ACCOUNT_TEXT, maxLength: DESCRIPTION_MAX_LENGTH, before });
}

export function secretHoursProblem(value: unknown): string | undefined {
    return isWholeNumberIn(SECRET_HOURS, value)
        ? undefined
        : `must be a whole number of hours from ${SECRET_HOURS.smallest} to ${SECRET_HOURS.largest} (a year).`;
}

export function renewalHoursProblem(value: unknown): string | undefined {
    return isWholeNumberIn({ smallest: 1, largest: SECRET_HOURS.largest - 1 }, value)
        ? undefined
        : `must be a whole number of hours from 1 to ${SECRET_HOURS.largest - 1}.`;
}

/** A secret that is renewed as soon as it is made would be renewed by every `up`. */
export function renewalProblem({
    secretExpiresAfterHours,
    renewBeforeHours,
}: Properties): string | undefined {
    if (!isPresent(renewBeforeHours) || containsUnknown([secretExpiresAfterHours, renewBeforeHours])) {
        return undefined;
    }
    return Number(renewBeforeHours) < Number(secretExpiresAfterHours)
        ? undefined
        : `must be less than secretExpiresAfterHours (${Number(secretExpiresAfterHours)}), or every \`pulumi up\` would renew the secret.`;
}
