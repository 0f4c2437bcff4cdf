import type * as pulumi from "@pulumi/pulumi";
import { apiKeyOwner } from "../atlas/endpoints/accessListOwners";
import type { ApiKeyResponse, CreatedApiKeyResponse } from "../atlas/endpoints/apiKeys";
import { createApiKey, deleteApiKey, getApiKey, listApiKeys, updateApiKey } from "../atlas/endpoints/apiKeys";
import { explained } from "../atlas/errors/errors";
import type { OrganizationRole } from "../atlas/endpoints/organizationRole";
import { shownMembers } from "../atlas/endpoints/pages";
import { isOutcomeUnknown } from "../atlas/errors/errorPredicates";
import { accessListOwner, confirmGone } from "../atlas/gone";
import type { CreatedResource, Lifecycle } from "../runtime/lifecycle";
import { PartialStateError } from "../runtime/lifecycle";
import type { Properties } from "../schema/properties";
import type { InputsOf, SchemaOf } from "../schema/schema";
import { fromSchema } from "../schema/schema";
import { ANY_TEXT, OBJECT_ID, ROLE_SET, text } from "../schema/valueTypes";
import { DESCRIPTION_MAX_LENGTH, roleSet } from "./rows";

/** What an OrgApiKey is made from. */
export interface OrgApiKeyArgs {
    /** The id of the organization: 24 hexadecimal digits. Changing it replaces the key. */
    orgId: pulumi.Input<string>;
    /** What the key is for, 1 to 250 characters. Changing it updates the key in place. */
    description: pulumi.Input<string>;
    /** Its roles in the organization, at least one. A set: order and repeats mean nothing. Changing it updates the key in place. */
    roles: pulumi.Input<pulumi.Input<OrganizationRole>[]>;
}

/** What is known of an OrgApiKey that `get` looks up. Atlas shows a private key once, so only the program can know it. */
export interface OrgApiKeyState extends Partial<OrgApiKeyArgs> {
    /** The key's private key. A secret. Default: unknown, and then the output privateKey is undefined. */
    privateKey?: pulumi.Input<string | undefined> | undefined;
}

const schema = {
    kind: "OrgApiKey",
    hostExport: "orgApiKey",
    properties: {
        orgId: { role: "input", type: OBJECT_ID, change: "replace" },
        description: { role: "input", type: text({ maxLength: DESCRIPTION_MAX_LENGTH }), change: "update" },
        roles: {
            role: "input",
            type: ROLE_SET,
            change: "update",
            canonical: ({ roles }: Properties) => roleSet(roles),
        },
        apiKeyId: { role: "output", type: OBJECT_ID },
        publicKey: { role: "output", type: ANY_TEXT },
        privateKey: { role: "output", type: ANY_TEXT, isOptional: true, isSecret: true },
    },
    subject: ({ description }: Properties) => JSON.stringify(description),
} satisfies SchemaOf<OrgApiKeyArgs, Outputs>;

/** The form of an OrgApiKey's id: organization and key. */
export const ORG_API_KEY_ID = /^([a-f0-9]{24})-([a-f0-9]{24})$/;

type Inputs = InputsOf<OrgApiKeyArgs>;

interface Outputs extends Inputs {
    apiKeyId: string;
    publicKey: string;
    /** Absent after `get`, unless the program gave it. */
    privateKey?: string;
}

export const orgApiKeyLifecycle: Lifecycle<Inputs, Outputs> = {
    ...fromSchema(schema),

    async create(instance, inputs) {
        const { orgId, description, roles } = inputs;
        try {
            const key = await createApiKey(instance.client, orgId, { desc: description, roles });
            return madeKey(inputs, key);
        } catch (error) {
            throw isOutcomeUnknown(error) ? keyLost(inputs, error) : error;
        }
    },

    async read(instance, id, outputs) {
        const { orgId, apiKeyId } = parseApiKeyId(id);
        try {
            const key = await getApiKey(instance.client, orgId, apiKeyId);
            const { privateKey } = outputs;
            return {
                orgId,
                // What Atlas leaves out is no statement. An imported key without a description has an empty one.
                description: key.desc ?? outputs.description ?? "",
                roles: actualRoles(key, orgId, outputs.roles ?? []),
                apiKeyId,
                // It never changes, and `get` has no state to take it from.
                publicKey: outputs.publicKey ?? key.publicKey,
                // Atlas answers with a masked private key: what state holds is the real one.
                ...(privateKey === undefined ? {} : { privateKey }),
            };
        } catch (error) {
            await confirmGone(instance.client, error, accessListOwner(apiKeyOwner(orgId, apiKeyId)));
            return undefined;
        }
    },

    async *list(instance, orgId) {
        const keys = await listApiKeys(instance.client, orgId);
        for (const { id, desc } of shownMembers(keys, instance)) {
            yield { id: `${orgId}-${id}`, name: desc ?? "" };
        }
    },

    imported: (id, outputs) => ({
        id,
        outputs,
        warning:
            "Atlas shows a private key only once, so the output privateKey stays empty. Whoever needs it has it already, or needs another key.",
    }),

    async update(instance, { id, old, wanted }) {
        const { orgId, apiKeyId } = parseApiKeyId(id);
        await updateApiKey(instance.client, orgId, apiKeyId, {
            desc: wanted.description,
            roles: wanted.roles,
        });
        return { ...old, description: wanted.description, roles: wanted.roles };
    },

    async delete(instance, id) {
        const { orgId, apiKeyId } = parseApiKeyId(id);
        try {
            await deleteApiKey(instance.client, orgId, apiKeyId);
        } catch (error) {
            await confirmGone(instance.client, error, accessListOwner(apiKeyOwner(orgId, apiKeyId)));
        }
    },
};

function parseApiKeyId(id: string): { orgId: string; apiKeyId: string } {
    const [, orgId, apiKeyId] = ORG_API_KEY_ID.exec(id) ?? [];
    if (orgId === undefined || apiKeyId === undefined) {
        throw new Error(
            `"${id}" is not the id of an OrgApiKey, which is "<orgId>-<apiKeyId>" with 24 hexadecimal digits each.`,
        );
    }
    return { orgId, apiKeyId };
}

/** @throws PartialStateError if the answer does not hold the whole key: its id is known at least. */
function madeKey(inputs: Inputs, key: CreatedApiKeyResponse): CreatedResource<Outputs> {
    const { id: apiKeyId, publicKey, privateKey } = key;
    const id = `${inputs.orgId}-${apiKeyId}`;
    if (publicKey === undefined || privateKey === undefined) {
        throw new PartialStateError(
            `Atlas made the key "${inputs.description}" (${apiKeyId}), but its answer does not hold the whole key, so no one can use it. Replace it: \`pulumi up --replace <URN>\`; \`pulumi stack --show-urns\` shows the URN.`,
            { id, outputs: { ...inputs, apiKeyId, ...(publicKey !== undefined && { publicKey }) } },
            undefined,
        );
    }
    return { id, outputs: { ...inputs, apiKeyId, publicKey, privateKey } };
}

function keyLost({ orgId, description }: Inputs, error: unknown): Error {
    return explained(error, {
        after: `Atlas may have made the key "${description}" in organization ${orgId}, and its private key is lost. Look for it under Access Manager > API Keys of the organization (or \`atlas organizations apiKeys list --orgId ${orgId}\`), delete it there, then run \`pulumi up\` again.`,
    });
}

/** The organization's roles of a key, in the order of the program as far as they are the same. */
export function actualRoles(
    key: Pick<ApiKeyResponse, "roles">,
    orgId: string,
    declared: readonly OrganizationRole[],
): OrganizationRole[] {
    const actual = key.roles.filter((role) => role.orgId === orgId).map((role) => role.roleName);
    const kept = declared.filter((role) => actual.includes(role) || role === "ORG_MEMBER");
    const undeclared = actual.filter((role) => !declared.includes(role)).sort();
    const added = undeclared.filter((role) => role !== "ORG_MEMBER");
    // Every key is at least a member, and Atlas says so only sometimes: that counts only if there is nothing else.
    return declared.length > 0 && kept.length + added.length > 0 ? [...kept, ...added] : undeclared;
}
