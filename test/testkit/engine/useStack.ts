import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Stack, StackOptions } from "#testkit/engine/stack";
import { openTestkitStack } from "#testkit/engine/testkitStack";

export function programFolder(name: string): string {
    return path.join(__dirname, "programs", name);
}

/** Name, inputs and options of one resource of programs/things. */
export type Thing = [name: string, inputs?: Record<string, unknown>, options?: Record<string, unknown>];

/** A stack of programs/things in a temporary folder; what it declares can change from run to run. */
export class ThingStack {
    readonly folder: string;
    readonly lines: string[] = [];
    readonly #options: Partial<StackOptions>;

    private constructor(folder: string, options: Partial<StackOptions>) {
        this.folder = folder;
        this.#options = options;
    }

    static async create(options: Partial<StackOptions> = {}): Promise<ThingStack> {
        return new ThingStack(await mkdtemp(path.join(tmpdir(), "things-")), options);
    }

    get stateFile(): string {
        return path.join(this.folder, "dev.json");
    }

    /** What a process of its own needs to open the same stack. */
    options(things: Thing[]): StackOptions {
        return {
            programFolder: programFolder("things"),
            stateFolder: this.folder,
            ...this.#options,
            env: { THINGS: JSON.stringify(things), CALLS: this.file("calls.txt"), ...this.#options.env },
        };
    }

    declare(...things: Thing[]): Promise<Stack> {
        return openTestkitStack({ ...this.options(things), onLine: (line) => this.lines.push(line) });
    }

    file(name: string): string {
        return path.join(this.folder, name);
    }

    /** What the provider was called for. */
    async calls(): Promise<string[]> {
        const text = await readFile(this.file("calls.txt"), "utf8").catch(() => "");
        return text.split("\n").filter((line) => line !== "");
    }

    remove(): Promise<void> {
        return rm(this.folder, { recursive: true, force: true });
    }
}

/** Resolves as soon as the condition holds; the test's own timeout is the limit. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
    while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 20));
}
