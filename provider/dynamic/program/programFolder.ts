import { createRequire } from "node:module";
import { refusal } from "./refusal";
import { HOST_MODULE } from "../wireContract";

/** The folder of the program, in which Pulumi starts it and its provider host; a program may leave it later. */
const PROGRAM_FOLDER = process.cwd();

/**
 * Refuses a resource of a program whose folder does not lead to this package: the provider host, which starts there,
 * could not load it. So it is where only another package of a workspace depends on this one, and beside a bundle.
 *
 * @param who names the resource.
 */
export function refuseUnlessHostFindsPackage(who: string): void {
    if (isProgramOfPulumi() && !isFoundFrom(PROGRAM_FOLDER)) {
        throw refusal(
            `${who}: Pulumi's provider process loads the package pulumi-atlas-org from the program's folder and does not find it there: run \`npm install pulumi-atlas-org\` (or the same with pnpm, yarn or bun) in ${PROGRAM_FOLDER}, also if another package or a bundle brings it along.`,
        );
    }
}

/** Whether Pulumi started this process to run a program. Unit tests, and inline programs of the Automation API, run elsewhere. */
function isProgramOfPulumi(): boolean {
    return process.env["PULUMI_NODEJS_MONITOR"] !== undefined;
}

function isFoundFrom(folder: string): boolean {
    try {
        createRequire(`${folder}/_`).resolve(HOST_MODULE);
        return true;
    } catch {
        return false;
    }
}
