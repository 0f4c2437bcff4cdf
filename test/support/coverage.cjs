"use strict";
/* eslint-disable @typescript-eslint/no-require-imports -- Node preloads it before anything can compile it. */

const fs = require("node:fs");
const { Session } = require("node:inspector");
const { constants } = require("node:os");
const path = require("node:path");
const { pathToFileURL } = require("node:url");

/**
 * Counts what runs of provider/ in mocha's workers and in the hosts of test/protocol, for c8's report; both preload
 * this file. Node's own NODE_V8_COVERAGE counts all that a process loads, and all that it starts: 8 MB for each of
 * hundreds of processes, more than c8 can read.
 */
const PROVIDER_URL = pathToFileURL(path.join(__dirname, "../../dist/provider/")).href;

const { NODE_V8_COVERAGE: folderOfC8, PROVIDER_COVERAGE_FOLDER: folder } = process.env;

if (folder) {
    countProvider(folder);
} else if (folderOfC8) {
    // This is mocha itself, which Node counts already. Its workers go by the other variable.
    delete process.env.NODE_V8_COVERAGE;
    process.env.PROVIDER_COVERAGE_FOLDER = folderOfC8;
}

function countProvider(folder) {
    const session = new Session();
    session.connect();
    session.post("Profiler.enable");
    session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
    process.on("exit", () => {
        session.post("Profiler.takePreciseCoverage", (error, coverage) => {
            if (error) throw error;
            const result = coverage.result.filter(({ url }) => url.startsWith(PROVIDER_URL));
            const file = path.join(folder, `coverage-${process.pid}-${Date.now()}.json`);
            if (result.length > 0) fs.writeFileSync(file, JSON.stringify({ result }));
        });
    });
    // A process that a signal ends never comes to its exit handlers.
    for (const signal of ["SIGINT", "SIGTERM"]) {
        process.on(signal, () => {
            // Others may have something to end first; they send the signal again.
            if (process.listenerCount(signal) === 1) process.exit(128 + constants.signals[signal]);
        });
    }
}
