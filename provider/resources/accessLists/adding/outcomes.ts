import type { CanonicalAddress } from "../../../atlas/address";
import type { AccessListEntryResponse } from "../../../atlas/endpoints/accessLists";
import type { Evidence } from "../../evidence";

/** What became of an address that was to be added to a list. */
export type Addition = { readonly outcome: Evidence } & (
    | {
          /** Without `entry`, Atlas has taken it, and has not shown it since. */
          readonly outcome: "made";
          readonly entry?: AccessListEntryResponse | undefined;
      }
    | {
          readonly outcome: "stood";
          readonly entry?: AccessListEntryResponse | undefined;
          readonly error: Error;
          /** No date tells that it was there before: it may be the work of the post all the same. */
          readonly isUndated?: boolean;
      }
    | { readonly outcome: "refused"; readonly error: Error }
    | {
          readonly outcome: "unknown";
          readonly error: Error;
          /** Why the list could not be read. */
          readonly lookUpError: Error;
          /** As in UnconfirmedEntry. */
          readonly attemptedAt: string | undefined;
      }
);

export type Additions = ReadonlyMap<CanonicalAddress, Addition>;

/** The addresses of which this became. */
export function addressesWhere(
    additions: Additions,
    isMeant: (addition: Addition) => boolean,
): CanonicalAddress[] {
    return [...additions].flatMap(([address, addition]) => (isMeant(addition) ? [address] : []));
}

/** Additions of some addresses, by what became of each. */
export function forAll(
    addresses: readonly CanonicalAddress[],
    outcomeOf: (address: CanonicalAddress) => Addition,
): Additions {
    return new Map(addresses.map((address) => [address, outcomeOf(address)]));
}
