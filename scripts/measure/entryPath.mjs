import { Session } from "node:inspector/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";

// Prints the files of provider/ that execute a function in one check and one create of an entry of an access list. The
// folder whose built code runs is the argument.

const root = path.resolve(process.argv[2] ?? ".");
const load = createRequire(path.join(root, "package.json"));
const { orgApiKeyAccessListEntry: entries } = load("./dist/provider/host.js");
const { EmulatedAtlas } = load("./dist/testkit/index.js");
load("./dist/provider/atlas/client.js");

const atlas = await EmulatedAtlas.start();
const { orgId, publicKey, privateKey } = atlas.payingOrganization;
const apiKeyId = atlas.addApiKey({ orgId }).id;
const config = {
    "mongodbatlas:baseUrl": atlas.baseUrl,
    "mongodbatlas:publicKey": publicKey,
    "mongodbatlas:privateKey": privateKey,
};
await entries.configure({ config: { get: (key) => config[key], config } });

const inspector = new Session();
inspector.connect();
await inspector.post("Profiler.enable");
await inspector.post("Profiler.startPreciseCoverage", { callCount: true, detailed: false });
await inspector.post("Profiler.takePreciseCoverage");
const { inputs } = await entries.check({}, { orgId, apiKeyId, ipAddress: "203.0.113.7" });
await entries.create(inputs);
const { result } = await inspector.post("Profiler.takePreciseCoverage");

const files = result
    .filter(({ url, functions }) => url.includes("/dist/provider/") && functions.some(isExecuted))
    .map(({ url }) => path.relative(path.join(root, "dist"), fileURLToPath(url)));
process.stdout.write(`${JSON.stringify([...new Set(files)].sort())}\n`);
await atlas.close();
process.exit();

function isExecuted({ functionName, ranges }) {
    return functionName !== "" && ranges.some(({ count }) => count > 0);
}
