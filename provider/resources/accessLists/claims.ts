import { addressOrNone } from "../../atlas/address";
import type { Claim, Claimant } from "../../core/claim";
import type { Properties } from "../../core/properties";

/** In one program, the list of a key belongs to one OrgApiKeyAccessList, or to any number of OrgApiKeyAccessListEntry. */
export const WHOLE_LIST_CLAIM: Claim = { inputs: ["apiKeyId"], thing: "access list", refusal: listRefusal };

/** An entry belongs to one resource, or the one that is removed from the program would take it from the other. */
const ADDRESS_CLAIM: Claim = {
    inputs: ["apiKeyId", "ipAddress", "cidrBlock"],
    value: (inputs) => {
        const address = addressIn(inputs);
        return address && `${String(inputs["apiKeyId"])} ${address}`;
    },
    thing: "access-list entry",
    refusal: entryRefusal,
};

export const ENTRY_CLAIMS: readonly Claim[] = [{ ...WHOLE_LIST_CLAIM, isShared: true }, ADDRESS_CLAIM];

function listRefusal({ apiKeyId }: Properties, { kind, name }: Claimant, earlier: Claimant): string {
    return `${kind} "${name}": the ${earlier.kind} "${earlier.name}" of this program is for the access list of key ${String(apiKeyId)} already. The two would undo each other's work: declare all entries of the key in one OrgApiKeyAccessList, or each as an OrgApiKeyAccessListEntry.`;
}

function entryRefusal(inputs: Properties, { kind, name }: Claimant, earlier: Claimant): string {
    return `${kind} "${name}": the ${earlier.kind} "${earlier.name}" of this program is for ${String(addressIn(inputs))} on the access list of key ${String(inputs["apiKeyId"])} already, perhaps in another spelling. Atlas has one entry for the two: declare it once.`;
}

function addressIn({ ipAddress, cidrBlock }: Properties): string | undefined {
    return addressOrNone(ipAddress ?? cidrBlock);
}
