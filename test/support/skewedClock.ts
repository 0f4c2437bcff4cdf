/** Atlas's clock, which need not go as the hosts' does. */
export class SkewedClock {
    skewMs = 0;

    nowMs(): number {
        return Date.now() + this.skewMs;
    }
}
