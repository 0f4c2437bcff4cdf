import type { EmulatedAtlasOptions, StoredLinkToken } from "pulumi-atlas-org/testkit";
import type { CreateReply, HostedResource, Properties } from "../../support/host";
import type { HostFixture } from "../../support/hostFixture";
import { useHost } from "../../support/hostFixture";

export const POST = "POST /orgs/{orgId}/liveMigrations/linkTokens";
export const DELETE = "DELETE /orgs/{orgId}/liveMigrations/linkTokens";

/** What tests of link tokens share. */
export interface LinkFixture {
    fixture: () => HostFixture;
    links: () => HostedResource;
    /** What the organization has at Atlas. */
    stored: () => StoredLinkToken[];
    /** Inputs of a token for the host's organization. */
    inputsOf: (values?: Properties) => Properties;
    /** A token made in this very run. */
    created: (values?: Properties) => Promise<CreateReply>;
}

export function useLinks(options: EmulatedAtlasOptions = {}): LinkFixture {
    const fixture = useHost(options);
    const links = () => fixture().resource("LinkToken");
    const inputsOf = (values: Properties = {}) => ({ orgId: fixture().orgId, ...values });
    const created = async (values?: Properties) => {
        const made = await links().create(inputsOf(values));
        fixture().forget();
        return made;
    };
    return {
        fixture,
        links,
        stored: () => fixture().atlas.store.linkTokensOf(fixture().orgId),
        inputsOf,
        created,
    };
}
