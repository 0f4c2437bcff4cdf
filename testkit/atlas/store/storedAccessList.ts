import type { AddressRange } from "../addresses";

/** By canonical address: no prefix length for single addresses, RFC 5952 for IPv6. */
export type AccessList = Map<string, StoredAccessListEntry>;

export interface StoredAccessListEntry {
    readonly range: AddressRange;
    readonly created: string;
    count: number;
    lastUsed?: string;
    lastUsedAddress?: string;
}
