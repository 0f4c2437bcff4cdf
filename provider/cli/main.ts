import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { parseArgs } from "node:util";
import type * as atlasClient from "../atlas/client";
import { messageOf } from "../atlas/errors/errors";
import { createProviderInstance } from "../runtime/createProviderInstance";
import { recordOf } from "../configuration/configuration";
import { AS_PROVIDER } from "../configuration/settings";
import type { FoundResource } from "./importFile";
import { importFile } from "./importFile";
import { DEFAULT_KINDS, listed, LISTED_KINDS, questionProblem } from "./list";

const USAGE = `Usage: pulumi-atlas-org list <orgId> [--kind <kind>]... [--import-file <file>]

Prints what an organization holds, one resource a line: kind, id, name. It only reads.

  --kind         ${LISTED_KINDS.join(", ")}.
                 Default: all but the single entries, as a program declares either a list or its entries.
  --import-file  Writes what \`pulumi import --file\` reads, and prints nothing.

The credential and the address come from the environment: MONGODB_ATLAS_CLIENT_ID and MONGODB_ATLAS_CLIENT_SECRET,
MONGODB_ATLAS_PUBLIC_API_KEY and MONGODB_ATLAS_PRIVATE_API_KEY, or MONGODB_ATLAS_ACCESS_TOKEN; MONGODB_ATLAS_BASE_URL.
`;

void main();

async function main(): Promise<void> {
    try {
        await run(process.argv.slice(2));
    } catch (error) {
        process.stderr.write(`pulumi-atlas-org: ${messageOf(error)}\n`);
        process.exitCode = 1;
    }
}

async function run(args: readonly string[]): Promise<void> {
    const { values, positionals } = parseArgs({
        args: [...args],
        allowPositionals: true,
        options: {
            help: { type: "boolean", short: "h" },
            kind: { type: "string", multiple: true },
            "import-file": { type: "string" },
        },
    });
    const [command, orgId, ...others] = positionals;
    if (values.help === true || command === undefined) {
        process.stdout.write(USAGE);
        return;
    }
    if (command !== "list" || others.length > 0) {
        throw new Error(
            `${[command, ...others].join(" ")}: there is no such command. See pulumi-atlas-org --help.`,
        );
    }
    const wanted = values.kind ?? DEFAULT_KINDS;
    const problem = questionProblem(orgId, wanted);
    if (problem !== undefined) {
        throw new Error(problem);
    }
    await list(orgId ?? "", wanted, values["import-file"]);
}

async function list(orgId: string, wanted: readonly string[], file: string | undefined): Promise<void> {
    const counted = countingSession();
    const found: FoundResource[] = [];
    try {
        for await (const resource of listed(counted.instance, orgId, wanted)) {
            found.push(resource);
            counted.tell(found.length);
            if (file === undefined) {
                process.stdout.write(`${resource.kind}\t${resource.id}\t${resource.name}\n`);
            }
        }
    } finally {
        await counted.instance.end();
    }
    if (file !== undefined) {
        writeFileSync(file, importFile(found));
    }
    process.stderr.write(
        `${found.length} resources, ${counted.calls()} calls.${file === undefined ? "" : nextStep(file)}\n`,
    );
}

function nextStep(file: string): string {
    return ` Now run \`pulumi import --file ${file}\` in a project that has the plugin.`;
}

/** How many resources are found between two lines about how it goes. */
const RESOURCES_A_LINE = 100;

/** A provider instance with the settings of the environment that counts its calls. */
function countingSession() {
    let calls = 0;
    const load = createRequire(__filename);
    const instance = createProviderInstance((options) => {
        const { AtlasClient } = load("../atlas/client") as typeof atlasClient;
        return new AtlasClient({ ...options, log: () => void (calls += 1) });
    });
    instance.configure(recordOf({}));
    const [problem] = instance.settingsProblems(AS_PROVIDER);
    if (problem !== undefined) {
        throw new Error(problem);
    }
    return {
        instance,
        calls: () => calls,
        tell(count: number): void {
            if (count % RESOURCES_A_LINE === 0) {
                process.stderr.write(`${count} resources so far, ${calls} calls\n`);
            }
        },
    };
}
