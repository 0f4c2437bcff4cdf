import type * as pulumi from "@pulumi/pulumi";
import { canonicalAddress, wireAddress } from "../atlas/address";
import type { AtlasClient } from "../atlas/client";
import { hasErrorCode, isConflict, isOutcomeUnknown } from "../atlas/errorPredicates";
import { confirmGone, link, organization } from "../atlas/gone";
import { createLinkToken, deleteLinkTokens } from "../atlas/linkTokens";
import { getOrganization } from "../atlas/organizations";
import { AtlasResource, isResourceOfKind } from "../dynamic/atlasResource";
import { addressProblem, ifKnown, isObjectId, isOneOf } from "../dynamic/checks";
import type { Change, CreatedResource, Lifecycle, ResourceDefinition } from "../dynamic/lifecycle";
import { PartialStateError } from "../dynamic/lifecycle";
import type { Properties } from "../dynamic/properties";
import { perSession } from "../dynamic/session";
import { addressOrNone } from "./accessLists";
import { nameProjects } from "./blockingProjects";

/** What a LinkToken is made from. */
export interface LinkTokenArgs {
    /** The id of the organization that is migrated to: 24 hexadecimal digits. Changing it replaces the token. */
    orgId: pulumi.Input<string>;
    /**
     * The addresses or CIDR blocks of the migration hosts, which may use the link. A set: order and spelling mean
     * nothing, and what is named twice counts once. Default: none, and Atlas admits any address. Changing it replaces the token, the old one first.
     */
    accessListIps?: pulumi.Input<pulumi.Input<string>[] | undefined> | undefined;
    /**
     * What to do when Atlas refuses because the organization has a link already (409): "fail", or "replace" to
     * delete that link and make a new one. Default "fail". Changing it changes nothing at Atlas.
     */
    onConflict?: pulumi.Input<"fail" | "replace" | undefined> | undefined;
    /** Any values; a change of any of them rotates the token: the old one is deleted, then a new one is made. */
    keepers?: pulumi.Input<Record<string, pulumi.Input<string>> | undefined> | undefined;
}

/** What is known of a LinkToken that `get` looks up. Atlas shows a token once, so only the program can know it. */
export interface LinkTokenState extends Partial<LinkTokenArgs> {
    /** The token, if the program knows it. A secret. Default: unknown, and then the output linkToken is undefined. */
    linkToken?: pulumi.Input<string | undefined> | undefined;
}

const definition: ResourceDefinition = {
    kind: "LinkToken",
    hostExport: "linkToken",
    inputs: ["orgId", "accessListIps", "onConflict", "keepers"],
    outputs: ["linkToken"],
    secrets: ["linkToken"],
    repeats: { accessListIps: ["accessListIps"] },
    subject: ({ orgId }) => String(orgId),
    checks: [
        isObjectId("orgId"),
        ifKnown("accessListIps", addressSetProblem),
        isOneOf("onConflict", ["fail", "replace"]),
        ifKnown("keepers", (value) =>
            typeof value === "object" && !Array.isArray(value)
                ? undefined
                : "must be an object of named values.",
        ),
    ],
    sets: [{ path: ["accessListIps"], canonical: addressOrNone }],
    claims: [
        {
            inputs: ["orgId"],
            thing: "link token",
            refusal: ({ orgId }, { name }, earlier) =>
                `LinkToken "${name}": the LinkToken "${earlier.name}" of this program is for organization ${String(orgId)} already. Atlas cannot tell two apart: deleting one would delete the other. Keep one.`,
        },
    ],
};

/**
 * The token that links a Cloud Manager or Ops Manager organization with an Atlas organization for live migration.
 * Ops Manager takes it under "Connect to Atlas". Atlas shows it once and can neither list nor name tokens, so an
 * organization has one LinkToken at most, and a replacement always deletes before it creates.
 *
 * ```ts
 * const link = new atlas.LinkToken("from-ops-manager", { orgId, accessListIps: ["203.0.113.10"] });
 * export const linkToken = link.linkToken;
 * ```
 *
 * The credential needs the role ORG_OWNER. Deleting it fails while a migration is active.
 *
 * @throws pulumi.RunError on bad inputs, and on a second LinkToken for the same organization.
 * @see https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-createorglivemigrationlinktoken
 */
export class LinkToken extends AtlasResource {
    /**
     * Looks up the link of an organization, by the organization's id; Pulumi does not manage what it looks up.
     * The token itself is known only if `state` gives it.
     *
     * @throws when the organization does not exist: the run fails.
     */
    static get(
        name: string,
        id: pulumi.Input<pulumi.ID>,
        state?: LinkTokenState,
        options?: pulumi.CustomResourceOptions,
    ): LinkToken {
        return new LinkToken(name, { orgId: id, ...state }, { ...options, id });
    }

    /** Whether a value is a LinkToken, also one of another copy of this package. */
    static override isInstance(value: unknown): value is LinkToken {
        return isResourceOfKind(definition.kind, value);
    }

    /** The id of the organization. */
    declare public readonly orgId: pulumi.Output<string>;
    /** The addresses that may use the link, as given. */
    declare public readonly accessListIps: pulumi.Output<string[] | undefined>;
    /** As given. */
    declare public readonly onConflict: pulumi.Output<"fail" | "replace" | undefined>;
    /** As given. */
    declare public readonly keepers: pulumi.Output<Record<string, string> | undefined>;
    /** The token to enter in Cloud Manager or Ops Manager. Always a secret. */
    declare public readonly linkToken: pulumi.Output<string>;

    constructor(name: string, args: LinkTokenArgs, options: pulumi.CustomResourceOptions = {}) {
        // The engine never asks the provider about --replace, so the order must stand in the resource's options.
        super(definition, name, args, { ...options, deleteBeforeReplace: true });
    }
}

interface Inputs {
    orgId: string;
    accessListIps?: string[];
    onConflict?: "fail" | "replace";
    keepers?: Record<string, string>;
}

interface Outputs extends Inputs {
    /** Absent when Atlas's answer was lost. */
    linkToken?: string;
}

/**
 * The organizations whose token belongs to a resource of this run: a delete of another one would take it. Of a rename that
 * was interrupted, or that stopped at a failure elsewhere, state holds both for a while.
 */
const heldHere = perSession(() => ({ created: new Set<string>(), kept: new Set<string>() }));

export const linkTokenLifecycle: Lifecycle<Inputs, Outputs> = {
    definition,
    diffTable: [
        { inputs: ["orgId"], onChange: "replace" },
        { inputs: ["accessListIps"], onChange: "replace", value: accessListIpSet },
        { inputs: ["keepers"], onChange: "replace", value: ({ keepers }) => keepers ?? {} },
        { inputs: ["onConflict"], onChange: "update" },
    ],
    deleteBeforeReplace: true,

    missingOutput(outputs) {
        return outputs["linkToken"] === undefined ? "linkToken" : undefined;
    },

    planned(session, { orgId }) {
        // Also of one that is replaced, which has been heard of as kept.
        heldHere(session).kept.delete(orgId);
    },

    kept(session, { orgId }) {
        heldHere(session).kept.add(orgId);
    },

    async create(session, inputs): Promise<CreatedResource<Outputs>> {
        const { orgId } = inputs;
        const { created } = heldHere(session);
        if (created.has(orgId)) {
            throw new Error(
                "the organization has just got a token from another LinkToken of this program. Keep one.",
            );
        }
        // Noted before Atlas answers, as two may be created side by side.
        created.add(orgId);
        try {
            const { linkToken } = await createOrReplace(session.client, inputs);
            return { id: orgId, outputs: { ...inputs, linkToken } };
        } catch (error) {
            created.delete(orgId);
            throw isOutcomeUnknown(error) ? tokenLost(inputs, error) : error;
        }
    },

    async read(session, id, outputs): Promise<Outputs | undefined> {
        // Atlas has no way to read a link token: as long as the organization lives, state stands.
        try {
            const { isDeleted } = await getOrganization(session.client, id);
            return isDeleted === true ? undefined : { ...outputs, orgId: id };
        } catch (error) {
            await confirmGone(session.client, error, organization(id));
            return undefined;
        }
    },

    update(_session, { old, wanted }: Change<Inputs, Outputs>): Promise<Outputs> {
        // Only onConflict comes here, which steers the next create and is nothing that Atlas knows.
        return Promise.resolve({
            ...wanted,
            ...(old.linkToken === undefined ? {} : { linkToken: old.linkToken }),
        });
    },

    async delete(session, id): Promise<void> {
        const { created, kept } = heldHere(session);
        if (created.has(id) || kept.has(id)) {
            session.warn(
                `LinkToken ${id}: another LinkToken of the program has got the organization's token, and Atlas deletes links by organization only: nothing is deleted, so that this token lives, and an older link may be left beside it. Give a renamed LinkToken the option \`aliases\` to keep its token.`,
            );
            return;
        }
        await deleteLinks(session.client, id);
    },
};

async function createOrReplace(client: AtlasClient, { orgId, accessListIps, onConflict }: Inputs) {
    const body = { accessListIps: [...new Set((accessListIps ?? []).map(wireAddress))] };
    try {
        return await createLinkToken(client, orgId, body);
    } catch (error) {
        if (!isConflict(error)) {
            throw error;
        }
        if (onConflict !== "replace") {
            throw new Error(
                `organization ${orgId} has a link already. If this LinkToken was renamed in the program, give it the option \`aliases: [{ name: "the old name" }]\`; to delete the link that exists and make a new one, set onConflict: "replace". (${(error as Error).message})`,
                { cause: error },
            );
        }
        await deleteLinks(client, orgId);
        return createLinkToken(client, orgId, body);
    }
}

function tokenLost({ orgId, ...inputs }: Inputs, error: unknown): PartialStateError {
    return new PartialStateError(
        `${(error as Error).message} Atlas may have made a token that nobody knows. Run \`pulumi up\` again: it deletes that one and makes a new one.`,
        { id: orgId, outputs: { orgId, ...inputs } },
        error,
    );
}

async function deleteLinks(client: AtlasClient, orgId: string): Promise<void> {
    try {
        await deleteLinkTokens(client, orgId);
    } catch (error) {
        if (isConflict(error)) {
            throw await migrationActive(client, orgId, error);
        }
        await confirmGone(client, error, link(orgId));
    }
}

async function migrationActive(client: AtlasClient, orgId: string, error: unknown): Promise<Error> {
    const projects = await nameProjects(client, orgId, error);
    // Atlas's code for this was never seen on this very call; where it comes, the error says what to do already.
    const advice = hasErrorCode(error, "CANNOT_DELETE_ORG_ACTIVE_LIVE_MIGRATION_ATLAS_ORG_LINK")
        ? ""
        : " A live migration uses the link: finish or cancel it, then run this again.";
    return new Error(`${(error as Error).message}${advice}${projects}`, { cause: error });
}

function accessListIpSet({ accessListIps }: Properties): string[] {
    return Array.isArray(accessListIps) ? [...new Set(accessListIps.map(canonicalAddress))].sort() : [];
}

function addressSetProblem(value: unknown): string | undefined {
    if (!Array.isArray(value)) {
        return "must be a list of addresses.";
    }
    return value.map(addressProblem).find((reason) => reason !== undefined);
}
