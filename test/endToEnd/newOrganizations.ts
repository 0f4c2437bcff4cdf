import type { StoredOrganization } from "pulumi-atlas-org/testkit";
import { organization } from "../support/stackDeclarations";
import type { Declaration } from "../support/stackDeclarations";
import type { StackUnderTest } from "../support/stackUnderTest";

/** Declares a new organization, with a key of its own. */
export function newOrganizationIn({ atlas }: StackUnderTest) {
    return (name: string, args: object = {}): Declaration =>
        organization(name, {
            name,
            orgOwnerId: atlas.payingOrganization.ownerId,
            apiKey: { description: "pulumi", roles: ["ORG_OWNER"] },
            ...args,
        });
}

/** All organizations but the paying one, as they are now. */
export function organizationsIn({ atlas }: StackUnderTest): StoredOrganization[] {
    return structuredClone([...atlas.store.organizations.values()].filter(({ isPaying }) => !isPaying));
}
