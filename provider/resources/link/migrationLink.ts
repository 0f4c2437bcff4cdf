import type * as pulumi from "@pulumi/pulumi";
import type { Claimant } from "../../schema/claim";
import type { Lifecycle } from "../../runtime/lifecycle";
import type { Properties } from "../../schema/properties";
import type { InputsOf, SchemaOf } from "../../schema/schema";
import { fromSchema } from "../../schema/schema";
import { perInstance } from "../../runtime/providerInstance";
import { OBJECT_ID, oneOf, text } from "../../schema/valueTypes";
import type { MigrationLinkStatus } from "../../opsManager/migrationLinks";
import { connect, disconnect, readStatus, reconnect, WHY_API_KEY } from "./connection";

/** What a MigrationLink is made from. */
export interface MigrationLinkArgs {
    /**
     * The id of the source organization, in Ops Manager or Cloud Manager: 24 hexadecimal digits. Changing it replaces the
     * link, the old one first.
     */
    orgId: pulumi.Input<string>;
    /**
     * The token of the Atlas organization, usually the output `linkToken` of a LinkToken. Always a secret. Changing it
     * replaces the link, the old one first.
     */
    linkToken: pulumi.Input<string>;
    /**
     * What to do when the source organization is connected already: "fail", or "replace" to disconnect it and to connect it
     * with this token. Default "fail". Changing it changes nothing: no update, no replacement.
     */
    onConflict?: pulumi.Input<"fail" | "replace" | undefined> | undefined;
}

/** What is known of a MigrationLink that `get` looks up. Ops Manager shows no token, so only the program can know it. */
export interface MigrationLinkState extends Partial<MigrationLinkArgs> {
    /** @default what Ops Manager says */
    status?: pulumi.Input<MigrationLinkStatus | undefined> | undefined;
}

/** Longer than any token that was seen. */
const TOKEN_MAX_LENGTH = 10_000;

const schema = {
    kind: "MigrationLink",
    hostExport: "migrationLink",
    properties: {
        orgId: { role: "input", type: OBJECT_ID, change: "replace" },
        linkToken: {
            role: "input",
            type: text({ maxLength: TOKEN_MAX_LENGTH }),
            isSecret: true,
            change: "replace",
        },
        onConflict: { role: "input", type: oneOf("fail", "replace"), isOptional: true, change: "none" },
        status: { role: "output", type: oneOf("SYNCED", "NOT_SYNCED") },
    },
    subject: ({ orgId }: Properties) => String(orgId),
    claims: [
        {
            inputs: ["orgId"],
            thing: "migration link",
            refusal: ({ orgId }: Properties, { name }: Claimant, earlier: Claimant) =>
                `MigrationLink "${name}": the MigrationLink "${earlier.name}" of this program is for the source organization ${String(orgId)} already, which has one link. Keep one.`,
        },
    ],
} satisfies SchemaOf<MigrationLinkArgs, Outputs>;

type Inputs = InputsOf<MigrationLinkArgs>;

interface Outputs extends Inputs {
    status: MigrationLinkStatus;
}

/** The source organizations whose link belongs to a resource of this run: a delete of another one would cut it. */
const heldHere = perInstance(() => new Set<string>());

export const migrationLinkLifecycle: Lifecycle<Inputs, Outputs> = {
    ...fromSchema(schema),
    deleteBeforeReplace: true,

    callers: () => ({ provider: true, own: false, whyApiKey: WHY_API_KEY }),

    isBroken(outputs) {
        return outputs["status"] !== "SYNCED";
    },

    willCreate(instance, { orgId }) {
        // Also of one that is replaced, which has been heard of as kept.
        heldHere(instance).delete(orgId);
    },

    willKeep(instance, { orgId }) {
        heldHere(instance).add(orgId);
    },

    async create(instance, inputs) {
        // Also if that fails: what is deleted then may be the same link under its old name.
        heldHere(instance).add(inputs.orgId);
        const status = await connect(instance, inputs);
        return { id: inputs.orgId, outputs: { ...inputs, status } };
    },

    async read(instance, id, outputs) {
        return { ...(outputs as Outputs), orgId: id, status: await readStatus(instance, id) };
    },

    imported() {
        throw new Error(
            'a migration link cannot be imported, as Ops Manager does not show its link token. Declare it with a new LinkToken, and onConflict: "replace".',
        );
    },

    updateWarning({ old }) {
        return old.status === "SYNCED"
            ? undefined
            : "its status is NOT_SYNCED: the update waits for SYNCED, then connects the organization again.";
    },

    async update(instance, { old, wanted }) {
        const isSynced = old.status === "SYNCED";
        return { ...wanted, status: isSynced ? old.status : await reconnect(instance, wanted) };
    },

    async delete(instance, id) {
        if (heldHere(instance).has(id)) {
            instance.warn(
                `MigrationLink ${id}: another MigrationLink of the program is for the organization, so nothing was disconnected. Give a renamed MigrationLink the option \`aliases\`.`,
            );
            return;
        }
        await disconnect(instance, id);
    },
};
