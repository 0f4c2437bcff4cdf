import { getOrganization, listOrganizations } from "../atlas/endpoints/organizations";
import type { OrganizationResponse } from "../atlas/endpoints/organizations";
import { text } from "../core/valueTypes";
import { notFound } from "./notFound";
import type { LookUp } from "./lookUp";
import { isOneOfThese, onlyOne } from "./lookUp";
import { OBJECT_ID } from "../core/valueTypes";

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

export const organizationsLookUp: LookUp<GetOrganizationsArgs, GetOrganizationsResult> = {
    name: "getOrganizations",
    inputs: ["name"],
    checks: [text({ maxLength: NAME_MAX_LENGTH }).check("name")],
    async run({ client }, { name }) {
        const all = (await listOrganizations(client)).filter(isAlive).map(toFound);
        return { organizations: all.filter((each) => name === undefined || each.name === name) };
    },
};

export const organizationLookUp: LookUp<GetOrganizationArgs, GetOrganizationResult> = {
    name: "getOrganization",
    inputs: ["orgId", "name"],
    checks: [
        isOneOfThese("orgId", "name"),
        OBJECT_ID.check("orgId"),
        text({ maxLength: NAME_MAX_LENGTH }).check("name"),
    ],
    async run({ client }, { orgId, name }) {
        if (orgId !== undefined) {
            const found = await getOrganization(client, orgId).catch((error: unknown) => {
                throw notFound(error, `the organization ${orgId}`);
            });
            if (!isAlive(found)) {
                throw new Error(`the organization ${orgId} is deleted.`);
            }
            return toFound(found);
        }
        const all = (await listOrganizations(client)).filter(isAlive).map(toFound);
        const named = all.filter((each) => each.name === name);
        return onlyOne(named, `organization with the name "${name}"`, describe, all);
    },
};

function isAlive({ isDeleted }: OrganizationResponse): boolean {
    return isDeleted !== true;
}

function toFound({ id, name }: OrganizationResponse): FoundOrganization {
    return { orgId: id, name };
}

function describe({ orgId, name }: FoundOrganization): string {
    return `"${name}" (${orgId})`;
}
