import { existsSync, readdirSync, readFileSync } from "node:fs";

/** Only Linux shows what other processes are: elsewhere no host can be found. */
export const canFindHosts = existsSync("/proc/self/environ");

/**
 * Kills the provider processes that have this variable in their environment, whichever engine started them. They
 * get no chance to say goodbye. Returns how many there were.
 */
export function killHostsWith(variable: string): number {
    const hosts = readdirSync("/proc").filter(
        (name) =>
            /^\d+$/.test(name) &&
            isHost(read(name, "cmdline")) &&
            read(name, "environ").split("\0").includes(variable),
    );
    for (const pid of hosts) {
        process.kill(Number(pid), "SIGKILL");
    }
    return hosts.length;
}

/** Node with the script of Pulumi's SDK, however the engine came to start it, or the plugin. */
function isHost(commandLine: string): boolean {
    return commandLine
        .split("\0")
        .some((word) => /\/cmd\/dynamic-provider(\/|$)|\/pulumi-resource-atlas-org$/.test(word));
}

/** Processes come and go while they are listed. */
function read(pid: string, file: "cmdline" | "environ"): string {
    try {
        return readFileSync(`/proc/${pid}/${file}`, "utf8");
    } catch {
        return "";
    }
}
