import { constants } from "node:os";
import { loadLazily } from "./lazyModules";

/**
 * Loaded into program and provider host before anything else (see childProcesses.ts). A process that these start in
 * their turn inherits NODE_OPTIONS, but has another parent: it is left alone.
 */
const CHECK_MS = 500;

if (process.env["TESTKIT_PARENT_PID"] === String(process.ppid)) {
    loadLazily();
    endWithParent(process.ppid);
    if (process.env["NODE_V8_COVERAGE"] !== undefined) {
        exitBySignals();
    }
}

/** Only a poll notices that the parent was killed: nothing is sent then. */
function endWithParent(parent: number): void {
    setInterval(() => {
        if (process.ppid !== parent) process.exit(1);
    }, CHECK_MS).unref();
}

/** A process that a signal ends writes no coverage; one that exits does. */
function exitBySignals(): void {
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
        process.on(signal, () => {
            // As a shell counts it. With 0, Pulumi's SDK would take this for the end of a program that has left work undone.
            if (process.listenerCount(signal) === 1) process.exit(128 + constants.signals[signal]);
        });
    }
}
