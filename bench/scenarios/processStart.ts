import { readFileSync } from "node:fs";
import { Host } from "../../test/support/host";
import type { Front } from "../frontResults";

export interface ProcessStart {
    readonly cpuSeconds: number;
    readonly memoryMb: number;
}

/** Linux counts CPU time in these, for all programs. */
const TICKS_PER_SECOND = 100;
const ORG_ID = "65f0c0ffee65f0c0ffee65f0";
const STATE = {
    orgId: ORG_ID,
    description: "ci",
    roles: ["ORG_MEMBER"],
    apiKeyId: "65f0c0ffee65f0c0ffee65f1",
    publicKey: "abcdefgh",
    privateKey: "00000000-aaaa-4bbb-8ccc-000000000000",
    schemaVersion: 1,
};

/** What the provider's process has used until it has answered that a key is unchanged (on Linux only). */
export async function measureStart(front: Front): Promise<ProcessStart> {
    const host = Host.asProcess({}, { isPlain: true, front });
    try {
        await host.configure({});
        const id = `${ORG_ID}-${STATE.apiKeyId}`;
        const { orgId, description, roles } = STATE;
        const { changes } = await host.resource("OrgApiKey").diff(id, STATE, { orgId, description, roles });
        if (changes !== false) throw new Error("The key is not unchanged.");
        return { cpuSeconds: cpuSeconds(host.pid), memoryMb: memoryMb(host.pid) };
    } finally {
        await host.stop();
    }
}

/** Of all threads, in the process itself and in the kernel. */
function cpuSeconds(pid: number | undefined): number {
    const stat = readFileSync(`/proc/${pid ?? ""}/stat`, "utf8");
    // The name of the program, in parentheses, may hold anything.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

function memoryMb(pid: number | undefined): number {
    const status = readFileSync(`/proc/${pid ?? ""}/status`, "utf8");
    const [, kb] = /^VmRSS:\s+(\d+) kB$/mu.exec(status) ?? [];
    return Number(kb) / 1024;
}
