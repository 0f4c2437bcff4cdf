import type { EmulatedAtlasOptions } from "pulumi-atlas-org/testkit";
import type { CreateReply, HostedResource, Properties } from "../../support/host";
import type { HostFixture } from "../../support/hostFixture";
import { useHost } from "../../support/hostFixture";

export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export interface Credentials {
    publicKey: string;
    privateKey: string;
}

/** What tests of organizations share. */
export interface OrganizationFixture {
    fixture: () => HostFixture;
    organizations: () => HostedResource;
    /** Inputs of a new organization. */
    inputsOf: (values?: Properties) => Properties;
    /** An organization that was created, as an earlier run leaves it. */
    created: (values?: Properties) => Promise<CreateReply>;
    /** An organization that is none of ours yet, and a key of it. */
    existing: () => { orgId: string; keyId: string; credentials: Credentials };
    /** How often each key has called since the last forget, by name. */
    callers: () => string[];
}

export function useOrganizations(options: EmulatedAtlasOptions = {}): OrganizationFixture {
    const fixture = useHost(options);
    const organizations = () => fixture().resource("Organization");
    const inputsOf = (values: Properties = {}) => ({
        name: "payments",
        orgOwnerId: fixture().ownerId,
        apiKey: { description: "pulumi", roles: ["ORG_OWNER"] },
        ...values,
    });
    return {
        fixture,
        organizations,
        inputsOf,
        created: async (values) => {
            const made = await organizations().create(inputsOf(values));
            fixture().forget();
            return made;
        },
        existing: () => {
            const { atlas } = fixture();
            const { id: orgId } = atlas.addOrganization({ name: "existing" });
            const { id: keyId, publicKey, privateKey } = atlas.addApiKey({ orgId });
            return { orgId, keyId, credentials: { publicKey, privateKey } };
        },
        callers: () => [
            ...new Set(
                fixture()
                    .atlas.calls()
                    .map(({ publicKey }) => publicKey ?? "nobody"),
            ),
        ],
    };
}
