import type { StoredApiKey } from "pulumi-atlas-org/testkit";
import type { CreateReply, HostedResource, Properties } from "../../support/host";
import type { HostFixture } from "../../support/hostFixture";
import { useHost } from "../../support/hostFixture";

/** What tests of keys share. */
export interface KeyFixture {
    fixture: () => HostFixture;
    keys: () => HostedResource;
    /** Inputs of a new key. */
    inputsOf: (values?: Properties) => Properties;
    /** A key as an earlier run leaves it. */
    created: () => Promise<CreateReply & { stored: StoredApiKey }>;
}

export function useKeys(): KeyFixture {
    const fixture = useHost();
    const keys = () => fixture().resource("OrgApiKey");
    const inputsOf = (values: Properties = {}) => ({
        orgId: fixture().orgId,
        description: "CI runner",
        roles: ["ORG_MEMBER"],
        ...values,
    });
    const created = async () => {
        const made = await keys().create(inputsOf());
        fixture().forget();
        return { ...made, stored: fixture().atlas.apiKey(String(made.outs["apiKeyId"])) };
    };
    return { fixture, keys, inputsOf, created };
}
