import type { CanonicalAddress } from "../../../atlas/address";
import type { AccessListEntryResponse } from "../../../atlas/endpoints/accessLists";

/** What became of an address that was to be added to a list. */
export type Addition =
    /** Without `entry`, Atlas has taken it, and has not shown it since. */
    | { readonly outcome: "added"; readonly entry?: AccessListEntryResponse | undefined }
    /** It stood there before. */
    | {
          readonly outcome: "stood";
          readonly entry?: AccessListEntryResponse | undefined;
          readonly error: Error;
      }
    | { readonly outcome: "refused"; readonly error: Error }
    /** It may have been added. With `lookUpError`, the list could not be read since; without, it was not in it. */
    | { readonly outcome: "unknown"; readonly error: Error; readonly lookUpError?: Error };

export type Additions = ReadonlyMap<CanonicalAddress, Addition>;

/** Additions of some addresses, by what became of each. */
export function forAll(
    addresses: readonly CanonicalAddress[],
    outcomeOf: (address: CanonicalAddress) => Addition,
): Additions {
    return new Map(addresses.map((address) => [address, outcomeOf(address)]));
}
