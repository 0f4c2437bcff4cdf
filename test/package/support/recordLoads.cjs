"use strict";
/* eslint-disable @typescript-eslint/no-require-imports -- Node preloads it before anything can compile it. */

// Preloaded into program and provider host: notes every file that they load, one JSON text a line. It is written at
// once, as a host is killed rather than ended.

const { appendFileSync } = require("node:fs");
const Module = require("node:module");

const file = process.env.LOADS_FILE;

for (const extension of [".js", ".cjs"]) {
    const load = Module._extensions[extension] ?? Module._extensions[".js"];
    Module._extensions[extension] = (module, filename) => {
        const script = process.argv[1];
        appendFileSync(file, `${JSON.stringify({ script, filename })}\n`);
        load(module, filename);
    };
}
