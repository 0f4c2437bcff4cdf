import { isPulumiOnPath, openPulumiStack } from "./pulumiStack";
import type { EngineName, Stack, StackOptions } from "./stack";
import { openTestkitStack } from "./testkitStack";

export interface OpenStackOptions extends StackOptions {
    /** Default "auto": the Pulumi CLI if it is on the PATH, else the testkit's engine. */
    engine?: EngineName | "auto";
}

/** Opens a stack of the program in `programFolder`; creates it if `stateFolder` has none of that name. */
export function openStack({ engine = "auto", ...options }: OpenStackOptions): Promise<Stack> {
    const isPulumi = engine === "pulumi" || (engine === "auto" && isPulumiOnPath());
    return isPulumi ? openPulumiStack(options) : openTestkitStack(options);
}
