import path from "node:path";
import type { StoredApiKey, StoredOrganization } from "pulumi-atlas-org/testkit";
import type { StackUnderTest } from "../support/stackUnderTest";
import { useStack } from "../support/stackUnderTest";

export const RUNNERS = "203.0.113.0/24";

/** A stack of the example, and the organization that it is for. */
export interface Example {
    readonly stack: StackUnderTest;
    readonly organization: StoredOrganization;
    /** The key that the stack calls with. */
    readonly ownKey: StoredApiKey;
}

export function useExample(): () => Example {
    const stackOf = useStack({ programFolder: path.join(__dirname, "../../examples/existing-organization") });
    let example: Example;
    beforeEach(async () => {
        const stack = stackOf();
        const { atlas } = stack;
        const organization = atlas.addOrganization({ name: "Payments" });
        const ownKey = atlas.addApiKey({ orgId: organization.id, desc: "pulumi", accessList: [RUNNERS] });
        await stack.setSetting("publicKey", ownKey.publicKey);
        await stack.setSetting("privateKey", { secret: ownKey.privateKey });
        const config = {
            orgId: organization.id,
            orgName: "Payments",
            securityContact: "security@example.com",
            runnersCidrBlock: RUNNERS,
            vpnIpAddress: "198.51.100.7",
            pulumiApiKeyId: ownKey.id,
        };
        for (const [key, value] of Object.entries(config)) {
            await stack.setConfig(key, value);
        }
        example = { stack, organization, ownKey };
    });
    return () => example;
}

export function pipelineKey({ atlas }: StackUnderTest): StoredApiKey {
    return [...atlas.store.apiKeys.values()].find(({ desc }) => desc === "CI pipelines")!;
}

export function listOf({ accessList }: StoredApiKey): string[] {
    return [...accessList.keys()].sort();
}
