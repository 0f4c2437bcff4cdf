import { isDeepStrictEqual } from "node:util";
import { canonicalAddress } from "../atlas/address";
import { ORGANIZATION_ROLES } from "../atlas/endpoints/organizationRole";
import { messageOf } from "../atlas/errors/errors";
import { quoted, withoutSecrets } from "../atlas/secrets";
import { nearestName } from "./nearestName";
import type { Properties } from "./properties";
import { containsUnknown, isPresent, UNKNOWN } from "./properties";
import { without } from "./lists";

/** Why an input cannot be accepted; Pulumi prints it beside the name of the resource. */
export interface CheckFailure {
    readonly property: string;
    readonly reason: string;
}

/**
 * The inputs that state holds: none of them for a new resource, UNKNOWN where nothing tells them, as in a program. After
 * an import or a refresh they are what Atlas has shown.
 */
export type OldInputs = Properties | typeof UNKNOWN;

/**
 * A check names what is wrong with inputs. A value that is not known yet passes: it is checked again once it is known.
 * So does what Atlas has shown, and the program repeats: Atlas may hold what this package does not know, or would not
 * make.
 */
export type Check = (inputs: Properties, old?: OldInputs) => CheckFailure[];

/** Of a long list, nobody reads thousands of failures. */
const MAX_FAILURES = 10;

/** The failures of all checks, in their order; of many, the first, and how many others there are. */
export function runChecks(inputs: Properties, checks: readonly Check[], old: OldInputs = {}): CheckFailure[] {
    const failures = checks.flatMap((check) => check(inputs, old));
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

/** What is wrong with a value, or undefined. @param before is the value in state; UNKNOWN where nothing tells it. */
export type Problem = (value: unknown, before?: unknown) => string | undefined;

/** Runs a test on an input that is given and known. */
export function ifKnown(property: string, problem: Problem): Check {
    return (inputs, old = {}) => {
        const value = inputs[property];
        if (!isPresent(value) || containsUnknown(value)) {
            return [];
        }
        const reason = problem(value, valueBefore(old, property));
        return reason === undefined ? [] : [failure(property, reason)];
    };
}

/** Passes an input that is as it was, and checks any other. */
export function unlessRepeated(property: string, check: Check): Check {
    return (inputs, old = {}) =>
        isPresent(inputs[property]) && isDeepStrictEqual(inputs[property], valueBefore(old, property))
            ? []
            : check(inputs, old);
}

/** @param old is an object that may be absent, or the inputs of a resource. */
export function valueBefore(old: unknown, name: string): unknown {
    const isObject = typeof old === "object" && old !== null;
    return old === UNKNOWN ? UNKNOWN : isObject ? (old as Properties)[name] : undefined;
}

/** Whether a value may be one that Atlas has shown. */
function mayBeShown(value: unknown, before: unknown): boolean {
    return before === UNKNOWN || value === before;
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
    return ifKnown(property, (value, before) => textProblem(value, { maxLength, before }));
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

/** What a text must be. */
export interface TextRule {
    readonly maxLength: number;
    /** All of it. Default: any text. */
    readonly pattern?: RegExp;
    /** What a text says that does not match the pattern. */
    readonly patternProblem?: string;
    /** The text in state; UNKNOWN where nothing tells it. */
    readonly before?: unknown;
}

export function textProblem(
    value: unknown,
    { maxLength, pattern, patternProblem, before }: TextRule,
): string | undefined {
    if (typeof value === "string" && mayBeShown(value, before)) {
        return undefined;
    }
    if (typeof value !== "string" || value.trim() === "") {
        return "must be a text that is not empty.";
    }
    // Characters as Atlas counts them, of which JavaScript may need two units for one.
    const { length } = Array.from(value);
    if (length > maxLength) {
        return `must have at most ${maxLength} characters, not ${length}.`;
    }
    return pattern?.test(value) === false ? patternProblem : undefined;
}

/** @param before are the roles in state; UNKNOWN where nothing tells them. */
export function rolesProblem(value: unknown, before?: unknown): string | undefined {
    if (!Array.isArray(value)) {
        return 'must be a list of roles, such as ["ORG_MEMBER"].';
    }
    if (value.length === 0) {
        return "must name at least one role.";
    }
    const isStrange = (role: unknown) => !isKnownRole(role) && !isShownRole(role, before);
    return value.some(isStrange) ? strangeRole(value.find(isStrange)) : undefined;
}

function isKnownRole(role: unknown): boolean {
    return (ORGANIZATION_ROLES as readonly unknown[]).includes(role);
}

/** Atlas has roles that are newer than this package. */
function isShownRole(role: unknown, before: unknown): boolean {
    const isAmong = before === UNKNOWN || (Array.isArray(before) && before.includes(role));
    return typeof role === "string" && isAmong;
}

function strangeRole(role: unknown): string {
    const meant = typeof role === "string" ? nearestName(role, ORGANIZATION_ROLES) : undefined;
    const question = meant === undefined ? "" : ` Did you mean ${meant}?`;
    return `${quoted(role)} is not a role in an Atlas organization; there are ${ORGANIZATION_ROLES.join(", ")}.${question}`;
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
