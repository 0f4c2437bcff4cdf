import type { StackUnderTest } from "../support/stackUnderTest";

/** Has a stack call with a key of the organization, and another key of it. */
export async function callingWithOwnKey(
    stack: StackUnderTest,
): Promise<{ stack: StackUnderTest; key: { orgId: string; apiKeyId: string } }> {
    const { id: orgId } = stack.atlas.addOrganization();
    const { publicKey, privateKey } = stack.atlas.addApiKey({ orgId });
    await stack.setSetting("publicKey", publicKey);
    await stack.setSetting("privateKey", { secret: privateKey });
    return { stack, key: { orgId, apiKeyId: stack.atlas.addApiKey({ orgId }).id } };
}
