import { getOrganization, listLivingOrganizations } from "../atlas/endpoints/organizations";
import type { OrganizationResponse } from "../atlas/endpoints/organizations";
import type { AtlasList } from "../atlas/endpoints/pages";
import { mapList, shownMembers } from "../atlas/endpoints/pages";
import { shown } from "../schema/properties";
import type { ProviderInstance } from "../runtime/providerInstance";
import { OBJECT_ID, text } from "../schema/valueTypes";
import { isOneOfThese, notFound, onlyOne } from "./lookUp";
import type { ProviderFunction } from "./lookUp";

const NAME_MAX_LENGTH = 64;

/** Which organizations to look up. */
export interface GetOrganizationsArgs {
    /** Only organizations of exactly this name. Default: all that the credential sees. */
    readonly name?: string;
}

/** An organization that was found. */
export interface FoundOrganization {
    /** 24 hexadecimal digits. */
    readonly orgId: string;
    readonly name: string;
}

/** The organizations that the credential sees: an API key or a service account of one organization sees that one. */
export interface GetOrganizationsResult {
    readonly organizations: FoundOrganization[];
}

/** Which organization to look up: by its id, or by its name. */
export type GetOrganizationArgs =
    { readonly orgId: string; readonly name?: never } | { readonly name: string; readonly orgId?: never };

/** An organization that was found. */
export type GetOrganizationResult = FoundOrganization;

export const organizationsLookUp: ProviderFunction<GetOrganizationsArgs, GetOrganizationsResult> = {
    name: "getOrganizations",
    inputs: ["name"],
    checks: [text({ maxLength: NAME_MAX_LENGTH }).check("name")],
    async run(instance, { name }) {
        const all = shownMembers(await livingOrganizations(instance), instance);
        return { organizations: all.filter((each) => name === undefined || each.name === name) };
    },
};

export const organizationLookUp: ProviderFunction<GetOrganizationArgs, GetOrganizationResult> = {
    name: "getOrganization",
    inputs: ["orgId", "name"],
    checks: [
        isOneOfThese("orgId", "name"),
        OBJECT_ID.check("orgId"),
        text({ maxLength: NAME_MAX_LENGTH }).check("name"),
    ],
    async run(instance, { orgId, name }) {
        if (orgId !== undefined) {
            const found = await getOrganization(instance.client, orgId).catch((error: unknown) => {
                throw notFound(error, `the organization ${orgId}`);
            });
            if (!isAlive(found)) {
                throw new Error(`the organization ${orgId} is deleted.`);
            }
            return toFound(found);
        }
        return onlyOne(instance, await livingOrganizations(instance), {
            isMeant: (each) => each.name === name,
            what: `organization with the name "${name}"`,
            describe,
        });
    },
};

function isAlive({ isDeleted }: OrganizationResponse): boolean {
    return isDeleted !== true;
}

async function livingOrganizations({ client }: ProviderInstance): Promise<AtlasList<FoundOrganization>> {
    return mapList(await listLivingOrganizations(client), toFound);
}

function toFound({ id, name }: OrganizationResponse): FoundOrganization {
    return { orgId: id, name: shown(name, `the name of organization ${id}`) };
}

function describe({ orgId, name }: FoundOrganization): string {
    return `"${name}" (${orgId})`;
}
