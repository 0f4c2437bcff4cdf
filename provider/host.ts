import { createRequire } from "node:module";
import type * as atlasClient from "./atlas/client";
import { toResourceProvider } from "./runtime/dynamicAdapter";
import { createProviderInstance, endOnSignals } from "./runtime/createProviderInstance";
import * as kinds from "./kinds";

// What the loader line in users' state files reaches, in Pulumi's dynamic-provider host: one process for each provider
// instance and operation. The names of the exports, those of `kinds`, are a contract for ever.

const load = createRequire(__filename);

const instance = createProviderInstance((options) => {
    // Only now: a preview, or an `up` without changes, calls nobody, and the HTTP stack takes a while to load.
    const { AtlasClient } = load("./atlas/client") as typeof atlasClient;
    return new AtlasClient(options);
});
endOnSignals(instance);

// Not written out: a kind has its line in `kinds`, and none here.
const providers = Object.entries(kinds).map(([name, lifecycle]) => [
    name,
    toResourceProvider<object, object>(lifecycle, instance),
]);
Object.assign(module.exports as object, Object.fromEntries(providers));
