import type { ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";

/** A process of its own that a child has started may hold the child's output open for ever. */
const LAST_WORDS_MS = 1_000;

/** Hands over each line of a stream; resolves at its end. */
export function readLines(stream: Readable | null, onLine: (line: string) => void): Promise<void> {
    if (!stream) return Promise.resolve();
    const lines = createInterface({ input: stream, crlfDelay: Infinity });
    lines.on("line", onLine);
    // A stream that is destroyed has no end.
    stream.once("close", () => lines.close());
    return new Promise((resolve) => lines.once("close", resolve));
}

/** Lets the output of a process that has ended run out. */
export async function drainOutput(child: ChildProcess, output: Promise<unknown>): Promise<void> {
    const timer = setTimeout(() => {
        child.stdout?.destroy();
        child.stderr?.destroy();
    }, LAST_WORDS_MS);
    await output;
    clearTimeout(timer);
}
