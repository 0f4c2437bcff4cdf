import type { Lifecycle } from "#provider/runtime/lifecycle";
import { linkTokenLifecycle } from "#provider/resources/link/linkToken";
import { organizationLifecycle } from "#provider/resources/organization/organization";
import { orgApiKeyLifecycle } from "#provider/resources/orgApiKey";
import { orgApiKeyAccessListLifecycle } from "#provider/resources/accessList/listKinds";
import { orgApiKeyAccessListEntryLifecycle } from "#provider/resources/accessList/entryKinds";

export type Properties = Record<string, unknown>;

/** The outputs of a resource that is declared before, by its name in the program. */
export type OutputsOf = (name: string) => Properties;

/** One resource of a program. */
export interface Declared {
    readonly lifecycle: Lifecycle<object, object>;
    readonly args: Properties | ((of: OutputsOf) => Properties);
    /** The Organization of the program whose credentials it is called with. Default: the credential of the stack. */
    readonly inside?: string;
}

/** The resources of a program, by their names, in the order in which they are made. */
export type Program = Readonly<Record<string, Declared>>;

type Declare = (args: Declared["args"], inside?: string) => Declared;

function declare(lifecycle: unknown): Declare {
    return (args, inside) => ({
        lifecycle: lifecycle as Lifecycle<object, object>,
        args,
        ...(inside !== undefined && { inside }),
    });
}

export const organization = declare(organizationLifecycle);
export const orgApiKey = declare(orgApiKeyLifecycle);
export const accessList = declare(orgApiKeyAccessListLifecycle);
export const accessListEntry = declare(orgApiKeyAccessListEntryLifecycle);
export const linkToken = declare(linkTokenLifecycle);
