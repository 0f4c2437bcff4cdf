import * as fc from "fast-check";
import { UNKNOWN } from "#provider/schema/properties";

export type Values = Record<string, unknown>;

/** Ids that valid inputs name. */
export const GIVEN_IDS = {
    org: "0123456789abcdef01234567",
    owner: "1123456789abcdef01234567",
    key: "2123456789abcdef01234567",
    federation: "3123456789abcdef01234567",
} as const;

export const PUBLIC_KEY = "abcdefgh";
export const PRIVATE_KEY = "11111111-2222-3333-4444-555555555555";
const SERVICE_ACCOUNT_SECRET = "mdb_sa_sk_aBcDeFgH-iJkLmNoP";

/** Matches what no message may show. */
export const SECRET = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|mdb_sa_sk_[\w-]/i;

/** Names that objects have by birth, or that no resource has. */
const STRANGE_NAMES = ["__proto__", "constructor", "toString", "valueOf", "length", "desc", "orgid", ""];

const codeUnits = fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit));

const texts = fc.oneof(
    fc.string({ unit: "binary" }),
    // Halves of surrogate pairs, too.
    fc.string({ unit: codeUnits }),
    fc.tuple(fc.constantFrom("x", " ", "🔑"), fc.constantFrom(64, 65, 250, 251, 20_000)).map(repeated),
    fc.constantFrom("", " ", "null", "..", "a/b", "abcdefgh", "%2F", '"', "a@b,c@d", "a@b@c"),
    fc.constantFrom(PRIVATE_KEY, `${PRIVATE_KEY}\n`, `key ${PRIVATE_KEY}/32`, PRIVATE_KEY.toUpperCase()),
    fc.constantFrom(SERVICE_ACCOUNT_SECRET, ` ${SERVICE_ACCOUNT_SECRET}`, `${SERVICE_ACCOUNT_SECRET}/24`),
);

const nearIds = fc.oneof(
    fc.tuple(fc.nat({ max: 23 }), fc.constantFrom("g", "A", "-", " ", "/", "é")).map(spoiledId),
    fc.constantFrom(`${GIVEN_IDS.org}\n`, `${GIVEN_IDS.org}0`, GIVEN_IDS.org.slice(1), ` ${GIVEN_IDS.org}`),
);

/** Addresses and blocks of addresses, and what looks like them. */
export const nearAddresses = fc.oneof(
    fc.ipV4Extended(),
    fc.ipV6(),
    fc.tuple(fc.ipV4(), fc.integer({ min: -1, max: 40 })).map(block),
    fc.tuple(fc.ipV6(), fc.integer({ min: -1, max: 130 })).map(block),
    fc.tuple(fc.constantFrom("::ffff:", "1::", "::", "64:ff9b::", "0::"), fc.ipV4Extended()).map(joined),
    fc.constantFrom("::1%eth0", "[::1]", "1.2.3.4/", "1.2.3.4/024", "1.2.3.4/8/8", "١.2.3.4", "::FFFF/128"),
);

// Some of the library's objects have no prototype, unlike any that JSON.parse makes.
const jsonValues = fc.json({ maxDepth: 2 }).map((text): unknown => JSON.parse(text));

const leaves = fc.oneof(texts, nearIds, nearAddresses, fc.constant(UNKNOWN), jsonValues);

/** Any value that JSON can hold, above all those that are nearly right. */
export const anyValue: fc.Arbitrary<unknown> = fc.oneof(
    { weight: 6, arbitrary: leaves },
    { weight: 1, arbitrary: fc.array(leaves, { maxLength: 3 }) },
    {
        weight: 1,
        arbitrary: fc.dictionary(
            fc.constantFrom(...STRANGE_NAMES, PRIVATE_KEY, SERVICE_ACCOUNT_SECRET),
            leaves,
            {
                noNullPrototype: true,
            },
        ),
    },
);

/** Inputs or state of which nothing is right but the names. */
export function anyValues(names: readonly string[]): fc.Arbitrary<Values> {
    return fc.dictionary(fc.constantFrom(...names, ...STRANGE_NAMES), anyValue, { noNullPrototype: true });
}

/** Objects that are as they should be, but for up to two members. */
export function mostlyRight(
    required: Record<string, fc.Arbitrary<unknown>>,
    optional: Record<string, fc.Arbitrary<unknown>>,
): fc.Arbitrary<Values> {
    const members = { ...required, ...optional };
    const right = fc.record(members, { requiredKeys: Object.keys(required) });
    const names = fc.constantFrom(...Object.keys(members), ...Object.keys(members), ...STRANGE_NAMES);
    const wrong = fc.array(fc.tuple(names, anyValue), { minLength: 1, maxLength: 2 });
    // Objects stand within objects, so most must be right for some to be right as a whole.
    const changesOrNone = fc.oneof(
        { weight: 3, arbitrary: fc.constant([]) },
        { weight: 2, arbitrary: wrong },
    );
    return fc
        .tuple(right, changesOrNone)
        .map(([values, changes]) => Object.fromEntries([...Object.entries(values), ...changes]));
}

/** Whether a value that came from `anyValue` is not known yet, or not whole. */
export function holdsUnknown(value: unknown): boolean {
    return JSON.stringify([value]).includes(`"${UNKNOWN}"`);
}

function repeated([text, count]: [string, number]): string {
    return text.repeat(count);
}

function spoiledId([position, character]: [number, string]): string {
    return GIVEN_IDS.org.slice(0, position) + character + GIVEN_IDS.org.slice(position + 1);
}

function block([address, prefixLength]: [string, number]): string {
    return `${address}/${prefixLength}`;
}

function joined([head, tail]: [string, string]): string {
    return head + tail;
}
