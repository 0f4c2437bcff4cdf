import type * as pulumi from "@pulumi/pulumi";
import { addressOrNone } from "../../atlas/address";
import { getOrganization } from "../../atlas/endpoints/organizations";
import { isCarriedOut, isConflict, isOutcomeUnknown } from "../../atlas/errors/errorPredicates";
import { explained, explanation } from "../../atlas/errors/errors";
import { confirmGone, organization } from "../../atlas/gone";
import { addressProblem } from "../../schema/checks";
import type { Change, CreatedResource, Lifecycle } from "../../runtime/lifecycle";
import { PartialStateError } from "../../runtime/lifecycle";
import type { Properties } from "../../schema/properties";
import type { InputsOf, SchemaOf } from "../../schema/schema";
import { fromSchema } from "../../schema/schema";
import type { ProviderInstance } from "../../runtime/providerInstance";
import { KEEPERS } from "../rows";
import { ANY_TEXT, checkedBy, OBJECT_ID, oneOf } from "../../schema/valueTypes";
import { accessListIpSet, declarationOf, LINK_TOKENS, linkTokenName } from "./declaredLinkTokens";
import { containsUnknown } from "../../schema/properties";
import {
    createLink,
    deleteLink,
    deleteOldLink,
    named,
    othersIn,
    refuseAmbiguous,
    refuseReplace,
} from "./links";
import type { LinkTokensOfRun } from "./linkTokensOfRun";
import { linkTokensOf } from "./linkTokensOfRun";

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
     * that link and make a new one, which is refused while the program declares other LinkTokens for the organization.
     * Default "fail". Changing it changes nothing: no update, no replacement.
     */
    onConflict?: pulumi.Input<"fail" | "replace" | undefined> | undefined;
    /**
     * What to do when this LinkToken is removed, replaced or rotated while others of the organization stay: Atlas deletes
     * one link of the organization, and nobody says which. "leave" deletes nothing, and its link and API key stay at
     * Atlas; "deleteAny" deletes one, which may be the link of another LinkToken. Of a LinkToken that is removed, the
     * value in state counts. Default: none, and the preview fails. Changing it changes nothing at Atlas.
     */
    onAmbiguousDelete?: pulumi.Input<"leave" | "deleteAny" | undefined> | undefined;
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
        onConflict: { role: "input", type: oneOf("fail", "replace"), isOptional: true, change: "none" },
        onAmbiguousDelete: {
            role: "input",
            type: oneOf("leave", "deleteAny"),
            isOptional: true,
            change: "steers",
        },
        keepers: KEEPERS,
        linkToken: { role: "output", type: ANY_TEXT, isOptional: true, isSecret: true },
    },
    internalInputs: [LINK_TOKENS],
    subject: ({ orgId }: Properties) => String(orgId),
} satisfies SchemaOf<LinkTokenArgs, Outputs>;

type Inputs = InputsOf<LinkTokenArgs>;

interface Outputs extends Inputs {
    /** Absent when Atlas's answer was lost. */
    linkToken?: string;
}

export const linkTokenLifecycle: Lifecycle<Inputs, Outputs> = {
    ...fromSchema(schema),
    deleteBeforeReplace: true,

    outputToReplace(outputs) {
        return outputs["linkToken"] === undefined ? "linkToken" : undefined;
    },

    willCreate(instance, wanted) {
        linkTokensOf(instance, wanted.orgId).plan(wanted);
        refuseReplace(wanted);
    },

    willKeep(instance, wanted, old) {
        const linkTokens = linkTokensOf(instance, wanted.orgId);
        linkTokens.keep(wanted, old);
        refuseAmbiguous(linkTokens, wanted.orgId);
        refuseReplace(wanted);
    },

    willReplace(instance, wanted, old) {
        const orgId = old.orgId ?? wanted.orgId;
        const linkTokens = linkTokensOf(instance, orgId);
        linkTokens.replace(wanted, old);
        refuseAmbiguous(linkTokens, orgId);
    },

    async create(instance, inputs): Promise<CreatedResource<Outputs>> {
        refuseReplace(inputs);
        const { orgId } = inputs;
        const linkTokens = linkTokensOf(instance, orgId);
        await makeRoom(instance, linkTokens, orgId);
        // Noted before Atlas answers: no delete may take what is being made.
        linkTokens.create(inputs);
        try {
            const { linkToken } = await createOrReplace(instance, inputs);
            return { id: orgId, outputs: { ...inputs, linkToken } };
        } catch (error) {
            if (isCarriedOut(error)) {
                throw tokenMissing(inputs, error);
            }
            throw isOutcomeUnknown(error) ? linkUnknown(inputs, error) : error;
        }
    },

    async read(instance, id, outputs): Promise<Outputs | undefined> {
        // Atlas has no way to read a link token: as long as the organization lives, state stands.
        try {
            const { isDeleted } = await getOrganization(instance.client, id);
            return isDeleted === true ? undefined : { ...outputs, orgId: id };
        } catch (error) {
            await confirmGone(instance.client, error, organization(id));
            return undefined;
        }
    },

    imported() {
        throw new Error(
            "a link token cannot be imported, as Atlas shows its value only once. Make a new one: a LinkToken without `import`. An organization may have several.",
        );
    },

    internalInputsFor: ({ name, componentTypes }, inputs) => {
        const own = linkTokenName(componentTypes, name);
        return {
            [LINK_TOKENS]: { own, all: { [own]: containsUnknown(inputs) ? {} : declarationOf(inputs) } },
        };
    },

    update(_session, { old, wanted }: Change<Inputs, Outputs>): Promise<Outputs> {
        // Atlas knows nothing of a link token that an update could change.
        return Promise.resolve({
            ...wanted,
            ...(old.linkToken === undefined ? {} : { linkToken: old.linkToken }),
        });
    },

    delete(instance, id, outputs): Promise<void> {
        return deleteOldLink(instance, id, outputs);
    },
};

/** Before the first new link of the organization is made, the old ones that all go must be gone. */
async function makeRoom(
    instance: ProviderInstance,
    linkTokens: LinkTokensOfRun,
    orgId: string,
): Promise<void> {
    await linkTokens.heardOfAll(instance.client);
    if (linkTokens.isToBeEmptied) {
        await linkTokens.empty(() => deleteLink(instance.client, orgId));
    }
}

async function createOrReplace(instance: ProviderInstance, inputs: Inputs) {
    const { orgId, onConflict } = inputs;
    try {
        return await createLink(instance.client, inputs);
    } catch (error) {
        if (!isConflict(error)) {
            throw error;
        }
        if (onConflict !== "replace") {
            throw explained(error, { before: conflictAdvice(inputs) });
        }
        await deleteLink(instance.client, orgId);
        return createLink(instance.client, inputs);
    }
}

function conflictAdvice(inputs: Inputs): string {
    const others = othersIn(inputs);
    const wayOut =
        others.length === 0
            ? 'to delete the link that exists and make a new one, set onConflict: "replace".'
            : `the program has ${named(others)} for the organization as well, and if Atlas allows it one link only, keep one LinkToken, and give it onAmbiguousDelete: "leave" for one \`pulumi up\`.`;
    return `organization ${inputs.orgId} has a link already. If this LinkToken was renamed in the program, give it the option \`aliases: [{ name: "the old name" }]\`; ${wayOut}`;
}

/** Atlas has made a link, and its answer holds no token. */
function tokenMissing(inputs: Inputs, error: unknown): PartialStateError {
    const next =
        othersIn(inputs).length === 0
            ? "it deletes that link and makes a new one."
            : "it leaves that link at Atlas, as the program has other LinkTokens for the organization, and makes another.";
    return new PartialStateError(
        explanation(error, {
            after: `Atlas has made a link whose token is lost. Run \`pulumi up\` again: ${next}`,
        }),
        { id: inputs.orgId, outputs: inputs },
        error,
    );
}

/** Nothing shows whether a link was made, now or later: so none is recorded, as a DELETE could take somebody else's. */
function linkUnknown({ orgId }: Inputs, error: unknown): Error {
    return explained(error, {
        after: `Atlas may have made a link of organization ${orgId} whose token is lost. Run \`pulumi up\` again: it makes another one. The first one, if there is one, stays at Atlas with its API key, as Atlas cannot show whose a link is. Delete it on Atlas's web page; or, where the organization has no other link that is in use, set onConflict: "replace" if the next \`pulumi up\` says 409.`,
    });
}

function addressSetProblem(value: unknown): string | undefined {
    if (!Array.isArray(value)) {
        return "must be a list of addresses.";
    }
    return value.map(addressProblem).find((reason) => reason !== undefined);
}
