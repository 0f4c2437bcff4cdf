import { canonicalAddress } from "../atlas/address";
import type { OrganizationRole } from "../atlas/endpoints/organizationRole";
import { ORGANIZATION_ROLES } from "../atlas/endpoints/organizationRole";
import { messageOf } from "../atlas/errors/explained";
import { quoted, withoutSecrets } from "../atlas/secrets/secretShapes";
import { nearestName } from "./nearestName";
import type { Properties } from "./properties";
import { isPresent } from "./properties";
import { containsUnknown } from "./unknown";
import { without } from "./without";

/** Why an input cannot be accepted; Pulumi prints it beside the name of the resource. */
export interface CheckFailure {
    readonly property: string;
    readonly reason: string;
}

/**
 * A check names what is wrong with inputs. A value that is not known yet passes: it is checked again once it is known.
 */
export type Check = (inputs: Properties) => CheckFailure[];

/** Of a long list, nobody reads thousands of failures. */
const MAX_FAILURES = 10;

/** The failures of all checks, in their order; of many, the first, and how many others there are. */
export function runChecks(inputs: Properties, checks: readonly Check[]): CheckFailure[] {
    const failures = checks.flatMap((check) => check(inputs));
    const [next, ...others] = failures.slice(MAX_FAILURES);
    if (next === undefined) {
        return failures;
    }
    const reason = `is wrong as well: ${MAX_FAILURES} of ${failures.length} failures are shown, ${others.length + 1} are not.`;
    return [...failures.slice(0, MAX_FAILURES), { property: next.property, reason }];
}

/**
 * Fails on an input that the resource does not have: a slip of the pen would otherwise be ignored.
 *
 * @param unlisted are no mistake either, but nothing that a user should give.
 */
export function knowsOnly(names: readonly string[], unlisted: readonly string[] = []): Check {
    return (inputs) =>
        without(Object.keys(inputs), [...names, ...unlisted])
            .filter((name) => isPresent(inputs[name]))
            .map((property) => failure(property, noSuchInput(property, names)));
}

function noSuchInput(name: string, names: readonly string[]): string {
    const meant = nearestName(name, names);
    const question = meant === undefined ? "" : ` Is ${meant} meant?`;
    return `there is no such input; there are ${names.join(", ")}.${question}`;
}

export function isRequired(property: string): Check {
    return (inputs) => (isPresent(inputs[property]) ? [] : [failure(property, "is required.")]);
}

/** Runs a test on an input that is given and known; the test returns what is wrong, or undefined. */
export function ifKnown(
    property: string,
    problem: (value: unknown, inputs: Properties) => string | undefined,
): Check {
    return (inputs) => {
        const value = inputs[property];
        if (!isPresent(value) || containsUnknown(value)) {
            return [];
        }
        const reason = problem(value, inputs);
        return reason === undefined ? [] : [failure(property, reason)];
    };
}

/** Runs a check that looks at several inputs together once all of them are known. */
export function onceKnown(properties: readonly string[], check: Check): Check {
    return (inputs) =>
        properties.some((property) => containsUnknown(inputs[property])) ? [] : check(inputs);
}

/** An Atlas id: 24 hexadecimal digits. */
export function isObjectId(property: string): Check {
    return ifKnown(property, objectIdProblem);
}

export function isText(property: string, { maxLength }: { maxLength: number }): Check {
    return ifKnown(property, (value) => textProblem(value, maxLength));
}

export function isRoleList(property: string): Check {
    return ifKnown(property, rolesProblem);
}

export function isBoolean(property: string): Check {
    return ifKnown(property, (value) => (typeof value === "boolean" ? undefined : "must be true or false."));
}

export function isOneOf(property: string, choices: readonly string[]): Check {
    return ifKnown(property, (value) =>
        choices.includes(value as string)
            ? undefined
            : `is ${quoted(value)}; it can be ${choices.map((choice) => `"${choice}"`).join(" or ")}.`,
    );
}

export function objectIdProblem(value: unknown): string | undefined {
    if (typeof value === "string" && /^[a-f0-9]{24}$/.test(value)) {
        return undefined;
    }
    if (typeof value === "string" && /^[a-z]{8}$/.test(value)) {
        return `"${value}" looks like the public key of an API key; the id of the key belongs here, 24 hexadecimal digits (the output apiKeyId of OrgApiKey).`;
    }
    return `${quoted(value)} is not an Atlas id, which is 24 lower-case hexadecimal digits.`;
}

export function textProblem(value: unknown, maxLength: number): string | undefined {
    if (typeof value !== "string" || value.trim() === "") {
        return "must be a text that is not empty.";
    }
    // Characters as Atlas counts them, of which JavaScript may need two units for one.
    const { length } = Array.from(value);
    return length > maxLength ? `must have at most ${maxLength} characters, not ${length}.` : undefined;
}

export function rolesProblem(value: unknown): string | undefined {
    if (!Array.isArray(value)) {
        return 'must be a list of roles, such as ["ORG_MEMBER"].';
    }
    if (value.length === 0) {
        return "must name at least one role.";
    }
    const unknownRoles = value.filter((role) => !ORGANIZATION_ROLES.includes(role as OrganizationRole));
    return unknownRoles.length > 0
        ? `${quoted(unknownRoles[0])} is not a role in an Atlas organization; there are ${ORGANIZATION_ROLES.join(", ")}.`
        : undefined;
}

/** Both ends belong to it. */
export interface Range {
    readonly smallest: number;
    readonly largest: number;
}

export function isWholeNumberIn({ smallest, largest }: Range, value: unknown): boolean {
    return Number.isInteger(value) && Number(value) >= smallest && Number(value) <= largest;
}

/** What is wrong with an address or CIDR block, or undefined. */
export function addressProblem(value: unknown): string | undefined {
    try {
        canonicalAddress(value);
        return undefined;
    } catch (error) {
        return messageOf(error);
    }
}

/** Every reason is made here, so that none shows a secret that has slipped into the wrong input. */
export function failure(property: string, reason: string): CheckFailure {
    return { property, reason: withoutSecrets(reason) };
}
