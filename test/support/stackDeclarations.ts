/** One resource of the program test/endToEnd/programs/declared. */
export interface Declaration {
    readonly kind:
        | "Organization"
        | "OrgApiKey"
        | "OrgApiKeyAccessListEntry"
        | "OrgApiKeyAccessList"
        | "OrgServiceAccount"
        | "OrgServiceAccountSecret"
        | "OrgServiceAccountAccessList"
        | "OrgServiceAccountAccessListEntry"
        | "LinkToken"
        | "MigrationLink"
        | "Provider"
        // Look-ups, whose results the program exports under their names.
        | "getOrganizationOutput"
        | "getOrgApiKeysOutput";
    readonly name: string;
    readonly args?: object;
    readonly options?: ResourceOptions;
    /** The id to `get`, instead of declaring a resource of the program's own; `args` is then the state given to it. */
    readonly lookup?: string;
    /** Properties of the resource that the program exports, as one output named like the resource. */
    readonly shown?: readonly string[];
}

/** Options of a resource, as in Pulumi; other resources by their names in the program. */
export interface ResourceOptions {
    readonly provider?: string;
    /** What a failure of this resource must not disturb, as it stops the run. */
    readonly dependsOn?: string;
    readonly aliases?: readonly { readonly name: string }[];
    readonly [option: string]: unknown;
}

/** An output of a resource that is declared before. */
export function from(name: string, property: string): { from: string; property: string } {
    return { from: name, property };
}

/** A value that the program wraps into an output, so that its constructors cannot see it. */
export function output(value: unknown): { output: unknown } {
    return { output: value };
}

/** A value that the program marks as a secret. */
export function secret(value: unknown): { secret: unknown } {
    return { secret: value };
}

type Declare = (name: string, args: object, options?: ResourceOptions) => Declaration;

function declare(kind: Declaration["kind"]): Declare {
    return (name, args, options) => ({ kind, name, args, ...(options && { options }) });
}

export const organization = declare("Organization");
export const orgApiKey = declare("OrgApiKey");
export const accessListEntry = declare("OrgApiKeyAccessListEntry");
export const accessList = declare("OrgApiKeyAccessList");
export const serviceAccount = declare("OrgServiceAccount");
export const serviceAccountSecret = declare("OrgServiceAccountSecret");
export const serviceAccountList = declare("OrgServiceAccountAccessList");
export const serviceAccountEntry = declare("OrgServiceAccountAccessListEntry");
export const linkToken = declare("LinkToken");
export const migrationLink = declare("MigrationLink");
export const provider = declare("Provider");
export const getOrganization = declare("getOrganizationOutput");
export const getOrgApiKeys = declare("getOrgApiKeysOutput");

/** The declaration, with properties of its resource among the program's outputs. */
export function shown(declaration: Declaration, ...properties: string[]): Declaration {
    return { ...declaration, shown: properties };
}
