import type * as pulumi from "@pulumi/pulumi";
import type { CanonicalAddress } from "../atlas/address";
import { canonicalAddress } from "../atlas/address";
import type { ApiKeyReference } from "../atlas/apiKeyAccessList";
import { AtlasResource, isResourceOfKind } from "../dynamic/atlasResource";
import { isBoolean, isObjectId, isOneOf, isRequired } from "../dynamic/checks";
import type { Lifecycle, ResourceDefinition } from "../dynamic/lifecycle";
import { PartialStateError } from "../dynamic/lifecycle";
import { listed } from "../dynamic/listed";
import type { AtlasSession } from "../dynamic/session";
import type { Additions } from "./accessListAdditions";
import type { ChangedAccessList, EntryFailure } from "./accessListChange";
import { changeAccessList, describeFailures } from "./accessListChange";
import { areAddresses } from "./accessListChecks";
import { WHOLE_LIST_CLAIM } from "./accessListClaims";
import { addressOrNone, listName, readAccessList, without } from "./accessLists";
import { releaseEntries, withoutSpared } from "./accessListRelease";
import { holdEntry, keepEntry, planEntry, startEntry } from "./entryHolders";

/** What an OrgApiKeyAccessList is made from. */
export interface OrgApiKeyAccessListArgs {
    /** The id of the organization: 24 hexadecimal digits. Changing it replaces the list, the new one first. */
    orgId: pulumi.Input<string>;
    /** The id of the API key, 24 hexadecimal digits, not its public key. Changing it replaces the list, the new one first. */
    apiKeyId: pulumi.Input<string>;
    /**
     * The IPv4 and IPv6 addresses and CIDR blocks that may use the key, at least one. A set: order and spelling mean
     * nothing, and what is named twice counts once. Changing them updates the list in place: what is new is added
     * before anything is removed.
     */
    entries: pulumi.Input<pulumi.Input<string>[]>;
    /**
     * "authoritative": the program declares the whole list, and an update removes what else is on the list; a preview
     * shows that before. "additive": entries of others are left alone, also those of `entries` that stood there before.
     * Default "authoritative". Changing it updates the list in place.
     */
    mode?: pulumi.Input<"authoritative" | "additive" | undefined> | undefined;
    /**
     * Allows the first entries on the very key that the provider calls with. Such entries cut off every address that is
     * not on the list, at once. Default false. Changing it changes nothing at Atlas.
     */
    allowLockout?: pulumi.Input<boolean | undefined> | undefined;
}

/** What is known of a list that `get` looks up. */
export type OrgApiKeyAccessListState = Partial<OrgApiKeyAccessListArgs>;

const definition: ResourceDefinition = {
    kind: "OrgApiKeyAccessList",
    hostExport: "orgApiKeyAccessList",
    inputs: ["orgId", "apiKeyId", "entries", "mode", "allowLockout"],
    outputs: ["added"],
    secrets: [],
    repeats: { entries: ["entries"], added: ["entries"] },
    subject: ({ apiKeyId }) => String(apiKeyId),
    checks: [
        isObjectId("orgId"),
        isObjectId("apiKeyId"),
        isRequired("entries"),
        areAddresses("entries"),
        isOneOf("mode", ["authoritative", "additive"]),
        isBoolean("allowLockout"),
    ],
    sets: [{ path: ["entries"], canonical: addressOrNone }],
    claims: [WHOLE_LIST_CLAIM],
};

/**
 * The addresses and blocks of addresses from which an API key may be used, as one resource: however many they are, they
 * are added in one call, and read 500 at a time. A key without entries may be used from anywhere, unless the
 * organization requires a list.
 *
 * ```ts
 * new atlas.OrgApiKeyAccessList("runner", {
 *     orgId, apiKeyId: runner.apiKeyId, entries: ["203.0.113.0/24", "198.51.100.7"],
 * });
 * ```
 *
 * In one program, a key has either this or `OrgApiKeyAccessListEntry`s. The credential needs the role ORG_OWNER, and
 * must be used from an address on its own list if it has one.
 *
 * @throws pulumi.RunError on bad inputs, and if another resource of the program manages the list of the same key.
 * @see https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-createorgapikeyaccesslistentry
 */
export class OrgApiKeyAccessList extends AtlasResource {
    /**
     * Looks up the whole list of a key by "<orgId>-<apiKeyId>"; Pulumi does not manage what it looks up.
     *
     * @throws when the key does not exist: the run fails.
     */
    static get(
        name: string,
        id: pulumi.Input<pulumi.ID>,
        state: OrgApiKeyAccessListState = {},
        options?: pulumi.CustomResourceOptions,
    ): OrgApiKeyAccessList {
        return new OrgApiKeyAccessList(name, state as OrgApiKeyAccessListArgs, { ...options, id });
    }

    /** Whether a value is an OrgApiKeyAccessList, also one of another copy of this package. */
    static override isInstance(value: unknown): value is OrgApiKeyAccessList {
        return isResourceOfKind(definition.kind, value);
    }

    /** The id of the organization. */
    declare public readonly orgId: pulumi.Output<string>;
    /** The id of the key. */
    declare public readonly apiKeyId: pulumi.Output<string>;
    /** What stands on the list, as the program spells it; with mode "additive", only what the program declares. */
    declare public readonly entries: pulumi.Output<string[]>;
    /** As given. */
    declare public readonly mode: pulumi.Output<"authoritative" | "additive" | undefined>;
    /** As given. */
    declare public readonly allowLockout: pulumi.Output<boolean | undefined>;
    /**
     * What this resource has put on the list itself, or may have, in canonical spelling: "192.0.2.1", "2001:db8::1". A
     * secret if `entries` is, or one of them.
     */
    declare public readonly added: pulumi.Output<string[]>;

    constructor(name: string, args: OrgApiKeyAccessListArgs, options?: pulumi.CustomResourceOptions) {
        super(definition, name, args, options);
    }
}

interface Inputs {
    orgId: string;
    apiKeyId: string;
    entries: string[];
    mode?: "authoritative" | "additive";
    allowLockout?: boolean;
}

interface Outputs extends Inputs {
    added: string[];
}

export const orgApiKeyAccessListLifecycle: Lifecycle<Inputs, Outputs> = {
    definition,
    diffTable: [
        { inputs: ["orgId"], onChange: "replace" },
        { inputs: ["apiKeyId"], onChange: "replace" },
        { inputs: ["entries"], onChange: "update", value: ({ entries }) => canonical(entries).sort() },
        { inputs: ["mode"], onChange: "update", value: modeOf },
        { inputs: ["allowLockout"], onChange: "update" },
    ],

    updateWarning({ old, wanted }) {
        const strange = without(outgoing(old, wanted), canonical(old.added));
        return strange.length === 0
            ? undefined
            : `the next \`pulumi up\` removes from the access list what this resource has not put there, unless this one does: ${listed(strange)}.`;
    },

    planned(session, inputs) {
        const key = keyOf(inputs);
        canonical(inputs.entries).forEach((address) => planEntry(session, key, { address }));
    },

    kept(session, inputs) {
        const key = keyOf(inputs);
        canonical(inputs.entries).forEach((address) => keepEntry(session, key, { address }));
    },

    async create(session, inputs) {
        return { id: listName(keyOf(inputs)), outputs: await apply(session, inputs) };
    },

    async read(session, id, outputs) {
        const key = parseListId(id);
        const list = await readAccessList(session, key);
        if (list === undefined) {
            return undefined;
        }
        // At a preview of `get`, what the user gave may be unknown.
        const given = Array.isArray(outputs.entries) ? outputs.entries : [];
        const stands = (text: string) => list.has(addressOrNone(text) ?? "");
        const known = given.filter(stands);
        const others = modeOf(outputs) === "additive" ? [] : without([...list.keys()], canonical(known));
        return {
            ...outputs,
            ...key,
            entries: [...known, ...others],
            added: canonical(outputs.added).filter(stands),
        };
    },

    update(session, { old, wanted }) {
        return apply(session, wanted, old);
    },

    async delete(session, id, outputs) {
        const key = parseListId(id);
        const { failures } = await releaseEntries(session, key, {
            owned: managed(modeOf(outputs), outputs),
            added: canonical(outputs.added),
        });
        if (failures.length > 0) {
            throw new Error(describeFailures(failures), { cause: failures[0]?.error });
        }
    },
};

/** Makes the list what the inputs declare, and tells what stands there then. */
async function apply(session: AtlasSession, inputs: Inputs, old?: Outputs): Promise<Outputs> {
    const key = keyOf(inputs);
    const declared = canonical(inputs.entries);
    const leftInPlace = declared.filter((address) => startEntry(session, key, address));
    const leaving = old === undefined ? [] : outgoing(old, inputs);
    const change = {
        declared,
        add: without(declared, canonical(old?.entries)),
        remove: withoutSpared(session, key, leaving),
    };
    const changed = await changeAccessList(session, key, { ...change, allowLockout: inputs.allowLockout });
    const strange = await strangeEntries(session, { inputs, old, changed });
    const kept = without(change.remove, changed.removed);
    const ownBefore = [...canonical(old?.added), ...leftInPlace];
    const outputs = outputsOf(inputs, { ownBefore, changed, others: [...kept, ...strange] });
    declared.forEach((address) => holdEntry(session, key, address));
    const { failures, additions } = changed;
    if (old === undefined && failures.length > 0 && failuresOnly(additions)) {
        throw new Error(describeFailures(failures), { cause: failures[0]?.error });
    }
    warnOfStrangers(session, key, strange);
    if (failures.length > 0) {
        throw failed(outputs, failures, kept);
    }
    return outputs;
}

/** What the program no longer declares, and this resource may remove: nothing that no state, and so no preview, has shown. */
function outgoing(old: Outputs, wanted: Inputs): CanonicalAddress[] {
    return without(managed(modeOf(wanted), old), canonical(wanted.entries));
}

/** What a resource in this mode may remove: all that stands there, or only what it has added itself, or may have. */
function managed(mode: unknown, { entries, added }: Outputs): CanonicalAddress[] {
    return mode === "additive"
        ? canonical(added)
        : [...new Set([...canonical(entries), ...canonical(added)])];
}

/** What stands on a list that the program declares as a whole, and neither it nor the state has heard of. */
async function strangeEntries(
    session: AtlasSession,
    { inputs, old, changed }: { inputs: Inputs; old: Outputs | undefined; changed: ChangedAccessList },
): Promise<CanonicalAddress[]> {
    if (modeOf(inputs) === "additive") {
        return [];
    }
    const isNew = old === undefined || modeOf(old) === "additive";
    // If it cannot be read now, the next refresh shows them.
    const list =
        changed.list ??
        (isNew ? await readAccessList(session, keyOf(inputs)).catch(() => undefined) : undefined);
    return without([...(list?.keys() ?? [])], [...canonical(inputs.entries), ...canonical(old?.entries)]);
}

function outputsOf(
    inputs: Inputs,
    {
        ownBefore,
        changed,
        others,
    }: { ownBefore: CanonicalAddress[]; changed: ChangedAccessList; others: CanonicalAddress[] },
): Outputs {
    const { additions, removed } = changed;
    const stands = (text: string) =>
        !["refused", "unknown"].includes(additions.get(canonicalAddress(text))?.outcome ?? "");
    const added = [...additions].flatMap(([address, { outcome }]) =>
        outcome === "added" || outcome === "unknown" ? [address] : [],
    );
    return {
        ...inputs,
        entries: [...inputs.entries.filter(stands), ...others],
        added: [...new Set([...without(ownBefore, removed), ...added])],
    };
}

function warnOfStrangers(
    session: AtlasSession,
    key: ApiKeyReference,
    strange: readonly CanonicalAddress[],
): void {
    if (strange.length > 0) {
        session.warn(
            `OrgApiKeyAccessList ${listName(key)}: on the list there is also what the program does not declare: ${listed(strange)}. The next \`pulumi up\` removes it, unless this one still does; declare what is to stay, or set mode: "additive".`,
        );
    }
}

function failed(
    outputs: Outputs,
    failures: readonly EntryFailure[],
    kept: readonly CanonicalAddress[],
): Error {
    const keptBack = without(
        kept,
        failures.flatMap(({ addresses }) => addresses),
    );
    const consequence =
        keptBack.length === 0
            ? ""
            : ` Nothing was removed: that waits until everything new is on the list (${listed(keptBack)}).`;
    const message = `${describeFailures(failures)} All else that the program declares is on the list.${consequence}`;
    return new PartialStateError(message, { id: listName(keyOf(outputs)), outputs }, failures[0]?.error);
}

/** Whether nothing came of a creation, and nothing can come of it later: then there is nothing to record. */
function failuresOnly(additions: Additions): boolean {
    return [...additions.values()].every(({ outcome }) => outcome === "refused");
}

function keyOf({ orgId, apiKeyId }: Inputs): ApiKeyReference {
    return { orgId, apiKeyId };
}

function parseListId(id: string): ApiKeyReference {
    const [, orgId, apiKeyId] = /^([a-f0-9]{24})-([a-f0-9]{24})$/.exec(id) ?? [];
    if (orgId === undefined || apiKeyId === undefined) {
        throw new Error(`"${id}" is not the id of an OrgApiKeyAccessList, which is "<orgId>-<apiKeyId>".`);
    }
    return { orgId, apiKeyId };
}

function modeOf({ mode }: { mode?: unknown }): unknown {
    return mode ?? "authoritative";
}

function canonical(entries: unknown): CanonicalAddress[] {
    return Array.isArray(entries) ? [...new Set(entries.map(canonicalAddress))] : [];
}
