import { addressProblem, ifKnown, isBoolean, isObjectId, isOneOf, isRoleList, isText } from "./checks";
import type { Check, Problem } from "./checks";
import type { OrganizationRole } from "../atlas/endpoints/organizationRole";

/** What values of a property are: for checks, for comparing, and for whoever describes a resource. */
export interface ValueForm {
    readonly form: "text" | "boolean" | "wholeNumber" | "list" | "set" | "map" | "object" | "oneOf";
    /** What a value must satisfy that is given; what is not known yet passes. */
    readonly check: (property: string) => Check;
    /** Of a set: the one spelling of a member; undefined for what is none. Default: a text is its own spelling. */
    readonly spelling?: (member: unknown) => string | undefined;
    /** Of a choice: what can be chosen. */
    readonly choices?: readonly string[];
    /** Of an object: its members. */
    readonly members?: Readonly<Record<string, MemberType>>;
}

/** A form whose values have a type: the compiler holds that against the arguments of a class. */
export interface ValueType<T> extends ValueForm {
    /** Never there: it tells the compiler what the values are, and that no other type will do. */
    readonly values?: (value: T) => T;
}

/** A member of an object. */
export interface MemberType {
    readonly form: ValueForm["form"];
    /** Secret in state and in every error. Default false. */
    readonly isSecret?: boolean;
    /** As of a set among the properties. */
    readonly spelling?: ValueForm["spelling"];
}

/** An Atlas id: 24 hexadecimal digits. */
export const OBJECT_ID: ValueType<string> = { form: "text", check: isObjectId };

export const FLAG: ValueType<boolean> = { form: "boolean", check: isBoolean };

/** A text that only Atlas or this package writes. */
export const ANY_TEXT: ValueType<string> = { form: "text", check: () => () => [] };

/** Roles in an organization, at least one. */
export const ROLE_SET: ValueType<OrganizationRole[]> = { form: "set", check: isRoleList };

export function text({ maxLength }: { maxLength: number }): ValueType<string> {
    return { form: "text", check: (property) => isText(property, { maxLength }) };
}

export function oneOf<Choice extends string>(...choices: readonly Choice[]): ValueType<Choice> {
    return { form: "oneOf", choices, check: (property) => isOneOf(property, choices) };
}

/** One IP address or CIDR block. @param problem says what is wrong with one. Default: with either. */
export function address(problem: Problem = addressProblem): ValueType<string> {
    return { form: "text", check: (property) => ifKnown(property, problem) };
}

/** A value of any form, with a test of its own. */
export function checkedBy<T>(
    form: ValueForm["form"],
    problem: Problem,
    more: Pick<ValueForm, "members" | "spelling"> = {},
): ValueType<T> {
    return { form, check: (property) => ifKnown(property, problem), ...more };
}
