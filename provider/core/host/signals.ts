/**
 * Lets a process that is told to stop end what it is doing: an answer of Atlas that nobody waits for is lost, with what
 * it made, and an access token that is not handed back lives on.
 */
export function endOnSignals(work: { end(): Promise<void> }): void {
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
        process.once(signal, () => {
            // Without this handler, the same signal ends the process as it always did.
            void work.end().finally(() => process.kill(process.pid, signal));
        });
    }
}
