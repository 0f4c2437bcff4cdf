import { readFile } from "node:fs/promises";
import { EmulatedAtlas } from "pulumi-atlas-org/testkit";
import { Host, HostedResource } from "../../test/support/host";
import { HostProcess } from "../../test/support/hostProcess";
import { addresses } from "../measure";
import { PARALLEL } from "../results";
import type { Budget } from "../results";

const ENTRIES = 10_000;
const BUDGET_MB = 150;
const DO_NOTHING_LOADER = `exports.handler = () => require(${JSON.stringify(require.resolve("../program/doNothing"))}).provider`;

/** The most memory that the provider's host ever holds while it refreshes many entries of one key (on Linux only). */
export async function measureHostMemory(): Promise<Budget> {
    return {
        what: `memory of the provider's host, refresh of ${ENTRIES} entries of one key`,
        measured: await peakMbOfRefresh(),
        budget: BUDGET_MB,
        floor: await peakMbOfFloor(),
        unit: "MB",
    };
}

async function peakMbOfRefresh(): Promise<number> {
    const atlas = await EmulatedAtlas.start();
    const host = Host.asProcess({}, { isPlain: true });
    try {
        const { orgId, publicKey, privateKey } = atlas.payingOrganization;
        const apiKeyId = atlas.addApiKey({ orgId, accessList: addresses(ENTRIES) }).id;
        await host.configure({
            "mongodbatlas:baseUrl": atlas.baseUrl,
            "mongodbatlas:publicKey": publicKey,
            "mongodbatlas:privateKey": privateKey,
        });
        await refreshAll(host.resource("OrgApiKeyAccessListEntry"), { orgId, apiKeyId });
        return await peakMb(host.pid);
    } finally {
        await host.stop();
        await atlas.close();
    }
}

/** The same calls, to a provider that does nothing: what Pulumi takes for itself. */
async function peakMbOfFloor(): Promise<number> {
    const host = new HostProcess(__dirname, process.env, { isPlain: true });
    try {
        const [orgId, apiKeyId] = ["0".repeat(24), "1".repeat(24)];
        await refreshAll(new HostedResource(DO_NOTHING_LOADER, host), { orgId, apiKeyId });
        return await peakMb(host.pid);
    } finally {
        await host.stop();
    }
}

async function refreshAll(
    entries: HostedResource,
    { orgId, apiKeyId }: { orgId: string; apiKeyId: string },
): Promise<void> {
    const waiting = addresses(ENTRIES).values();
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
