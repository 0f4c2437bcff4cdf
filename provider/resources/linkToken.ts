import type * as pulumi from "@pulumi/pulumi";
import { addressOrNone, canonicalAddress, wireAddress } from "../atlas/address";
import type { AtlasClient } from "../atlas/client";
import { explained, explanation, inSentences } from "../atlas/errors/explained";
import { createLinkToken, deleteLinkTokens } from "../atlas/endpoints/linkTokens";
import { getOrganization } from "../atlas/endpoints/organizations";
import { hasErrorCode, isConflict, isOutcomeUnknown } from "../atlas/errors/errorPredicates";
import { confirmGone, link, organization } from "../atlas/gone/confirmGone";
import { addressProblem } from "../core/checks";
import type { Claimant } from "../core/claim";
import type { Change, CreatedResource, Lifecycle } from "../core/lifecycle";
import { PartialStateError } from "../core/lifecycle";
import type { Properties } from "../core/properties";
import type { InputsOf, SchemaOf } from "../core/schema";
import { fromSchema } from "../core/schema";
import { perSession } from "../core/session";
import { ANY_TEXT, checkedBy, OBJECT_ID, oneOf } from "../core/valueTypes";
import { nameProjects } from "./blockingProjects";

/** What a LinkToken is made from. */
export interface LinkTokenArgs {
    /** The id of the organization that is migrated to: 24 hexadecimal digits. Changing it replaces the token. */
    orgId: pulumi.Input<string>;
    /**
     * The addresses or CIDR blocks that may use the link: those of Ops Manager and of the migration hosts. A set: order
     * and spelling mean nothing, and what is named twice counts once. Default: none, and Atlas admits any address.
     * Changing them replaces the token, the old one first.
     */
    accessListIps?: pulumi.Input<pulumi.Input<string>[] | undefined> | undefined;
    /**
     * What to do when Atlas refuses because the organization has a link already (409): "fail", or "replace" to delete
     * that link and make a new one. Default "fail". Changing it changes nothing at Atlas.
     */
    onConflict?: pulumi.Input<"fail" | "replace" | undefined> | undefined;
    /**
     * Any values. A change of any of them rotates the token: the old token is deleted, then a new one is made. Default:
     * none.
     */
    keepers?: pulumi.Input<Record<string, pulumi.Input<string>> | undefined> | undefined;
}

/** What is known of a LinkToken that `get` looks up. Atlas shows a token once, so only the program can know it. */
export interface LinkTokenState extends Partial<LinkTokenArgs> {
    /** The token, if the program knows it. A secret. Default: unknown, and then the output linkToken is undefined. */
    linkToken?: pulumi.Input<string | undefined> | undefined;
}

const schema = {
    kind: "LinkToken",
    hostExport: "linkToken",
    properties: {
        orgId: { role: "input", type: OBJECT_ID, change: "replace" },
        accessListIps: {
            role: "input",
            type: checkedBy<string[]>("set", addressSetProblem, { spelling: addressOrNone }),
            isOptional: true,
            change: "replace",
            canonical: accessListIpSet,
            repeats: ["accessListIps"],
        },
        onConflict: { role: "input", type: oneOf("fail", "replace"), isOptional: true, change: "steers" },
        keepers: {
            role: "input",
            type: checkedBy<Record<string, string>>("map", keepersProblem),
            isOptional: true,
            change: "replace",
            canonical: ({ keepers }: Properties) => keepers ?? {},
        },
        linkToken: { role: "output", type: ANY_TEXT, isOptional: true, isSecret: true },
    },
    subject: ({ orgId }: Properties) => String(orgId),
    claims: [
        {
            inputs: ["orgId"],
            thing: "link token",
            refusal: ({ orgId }: Properties, { name }: Claimant, earlier: Claimant) =>
                `LinkToken "${name}": the LinkToken "${earlier.name}" of this program is for organization ${String(orgId)} already. Atlas cannot tell two apart: deleting one would delete the other. Keep one.`,
        },
    ],
} satisfies SchemaOf<LinkTokenArgs, Outputs>;

type Inputs = InputsOf<LinkTokenArgs>;

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
    ...fromSchema(schema),
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
            throw explained(error, {
                before: `organization ${orgId} has a link already. If this LinkToken was renamed in the program, give it the option \`aliases: [{ name: "the old name" }]\`; to delete the link that exists and make a new one, set onConflict: "replace".`,
            });
        }
        await deleteLinks(client, orgId);
        return createLinkToken(client, orgId, body);
    }
}

function tokenLost({ orgId, ...inputs }: Inputs, error: unknown): PartialStateError {
    return new PartialStateError(
        explanation(error, {
            after: "Atlas may have made a token that nobody knows. Run `pulumi up` again: it deletes that one and makes a new one.",
        }),
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
        : "A live migration uses the link: finish or cancel it, then run this again.";
    return explained(error, { after: inSentences(advice, projects) });
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

function keepersProblem(value: unknown): string | undefined {
    return typeof value === "object" && !Array.isArray(value)
        ? undefined
        : "must be an object of named values.";
}
