import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import path from "node:path";

/** Whether an executable of this name is on the PATH. */
export function isOnPath(name: string): boolean {
    return (process.env["PATH"] ?? "").split(path.delimiter).some((folder) => {
        try {
            accessSync(path.join(folder, name), constants.X_OK);
            return true;
        } catch {
            return false;
        }
    });
}

/** Runs a command. @throws Error with what it said if it fails. */
export function runCommand(command: string, args: readonly string[], cwd?: string): string {
    const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, encoding: "utf8" });
    if (status !== 0) {
        throw new Error(`${command} ${args.join(" ")}: ${error?.message ?? stderr}`);
    }
    return stdout;
}
