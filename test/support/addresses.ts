/** Addresses that no emulated Atlas has from the start: 10.0.0.0 and on, 65,536 at most. */
export function manyAddresses(count: number): string[] {
    return Array.from({ length: count }, (_, index) => `10.0.${index >> 8}.${index & 255}`);
}
