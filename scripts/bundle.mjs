import { build } from "esbuild";

// The plugin as one file, with Pulumi's protocol messages and gRPC in it: it needs Node only, and whichever version of
// @pulumi/pulumi a program has plays no part.
await build({
    entryPoints: ["dist/provider/plugin/main.js"],
    outfile: "dist/plugin.js",
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    minify: true,
    // Errors go by their names.
    keepNames: true,
    legalComments: "external",
    logLevel: "warning",
});
