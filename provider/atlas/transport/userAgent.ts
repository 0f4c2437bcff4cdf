import { readFileSync } from "node:fs";
import { join } from "node:path";

// This file runs as dist/provider/atlas/transport/userAgent.js, in the repository as in the published package.
const PACKAGE_JSON = join(__dirname, "../../../../package.json");

const { version } = JSON.parse(readFileSync(PACKAGE_JSON, "utf8")) as { version: string };

/** What the client calls itself. */
export const USER_AGENT = `pulumi-atlas-org/${version} (node/${process.versions.node})`;
