import { readFile } from "node:fs/promises";
import { EmulatedAtlas } from "pulumi-atlas-org/testkit";
import { Host } from "../../test/support/host";
import { addresses } from "../measure";
import { PARALLEL } from "../results";
import type { Budget } from "../results";

const ENTRIES = 10_000;
const BUDGET_MB = 150;

/** The most memory that the provider's host ever holds while it refreshes many entries of one key (on Linux only). */
export async function measureHostMemory(): Promise<Budget> {
    const atlas = await EmulatedAtlas.start();
    const host = new Host();
    try {
        await refreshAll(atlas, host);
        return {
            what: `memory of the provider's host, refresh of ${ENTRIES} entries of one key`,
            measured: await peakMb(host.pid),
            budget: BUDGET_MB,
            unit: "MB",
        };
    } finally {
        await host.stop();
        await atlas.close();
    }
}

async function refreshAll(atlas: EmulatedAtlas, host: Host): Promise<void> {
    const { orgId, publicKey, privateKey } = atlas.payingOrganization;
    const listed = addresses(ENTRIES);
    const apiKeyId = atlas.addApiKey({ orgId, accessList: listed }).id;
    await host.configure({
        "mongodbatlas:baseUrl": atlas.baseUrl,
        "mongodbatlas:publicKey": publicKey,
        "mongodbatlas:privateKey": privateKey,
    });
    const entries = host.resource("OrgApiKeyAccessListEntry");
    const waiting = listed.values();
    const worker = async (): Promise<void> => {
        for (const address of waiting) {
            const id = `${orgId}-${apiKeyId}-${address}`;
            const state = { orgId, apiKeyId, ipAddress: address, address, schemaVersion: 1 };
            const { id: found } = await entries.read(id, state);
            if (found !== id) throw new Error(`${address} was not found.`);
        }
    };
    await Promise.all(Array.from({ length: PARALLEL }, worker));
}

async function peakMb(pid: number | undefined): Promise<number> {
    const status = await readFile(`/proc/${pid ?? ""}/status`, "utf8");
    const [, peakKb] = /^VmHWM:\s+(\d+) kB$/mu.exec(status) ?? [];
    return Number(peakKb) / 1024;
}
