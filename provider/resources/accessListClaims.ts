import type { Claim, Claimant } from "../dynamic/claims";

/** In one program, the list of a key belongs to one OrgApiKeyAccessList, or to any number of OrgApiKeyAccessListEntry. */
export const WHOLE_LIST_CLAIM: Claim = { input: "apiKeyId", thing: "access list", refusal };
export const ENTRY_CLAIM: Claim = { ...WHOLE_LIST_CLAIM, isShared: true };

function refusal(apiKeyId: string, { kind, name }: Claimant, earlier: Claimant): string {
    return `${kind} "${name}": the ${earlier.kind} "${earlier.name}" of this program is for the access list of key ${apiKeyId} already. The two would undo each other's work: declare all entries of the key in one OrgApiKeyAccessList, or each as an OrgApiKeyAccessListEntry.`;
}
