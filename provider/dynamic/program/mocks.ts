import * as pulumi from "@pulumi/pulumi";

/** Whether the program runs in a unit test, with Pulumi's mocks: outputs that only Atlas could give may be missing there. */
export function isMocked(): boolean {
    const monitor: object | undefined = pulumi.runtime.getMonitor();
    return monitor !== undefined && "mocks" in monitor;
}
