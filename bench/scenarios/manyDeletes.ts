import { EmulatedAtlas } from "pulumi-atlas-org/testkit";
import type { DeletingWay } from "../deleteResults";
import { REFERENCE_PARALLEL } from "../deleteResults";
import type { Cost } from "../results";
import { BenchStack } from "../stack";
import { ONE_CALL, ReferenceClient } from "./referenceClient";

/** Makes entries on an access list in one of the ways, and returns what it takes to delete them. */
export async function costOfDeleting(
    way: DeletingWay,
    { entries, latencyMs }: { entries: number; latencyMs: number },
): Promise<Cost> {
    const atlas = await EmulatedAtlas.start({ latencyMs });
    try {
        return await (way === "reference"
            ? costOfReference(atlas, entries)
            : costOfStack(atlas, way, entries));
    } finally {
        await atlas.close();
    }
}

async function costOfReference(atlas: EmulatedAtlas, entries: number): Promise<Cost> {
    const client = new ReferenceClient(atlas, ONE_CALL, entries, REFERENCE_PARALLEL);
    await client.run("up");
    return client.run("destroy");
}

async function costOfStack(
    atlas: EmulatedAtlas,
    way: Exclude<DeletingWay, "reference">,
    entries: number,
): Promise<Cost> {
    const stack = await BenchStack.open(atlas, way, entries);
    try {
        await stack.run("up");
        return await stack.run("destroy");
    } finally {
        await stack.close();
    }
}
