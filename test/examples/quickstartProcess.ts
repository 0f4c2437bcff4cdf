import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const REPOSITORY = path.join(__dirname, "..", "..");
const START = path.join(REPOSITORY, "examples", "quickstart", "walkthrough", "start.mjs");
const MARK = "QUICKSTART_UNDER_TEST";

export interface QuickstartOptions {
    readonly args?: readonly string[];
    /** Default: that of this process, without the folders that hold a `pulumi`. */
    readonly searchPath?: string;
}

/** The quickstart as `npm run quickstart` starts it, with a process group and a temporary folder of its own. */
export class QuickstartProcess {
    /** All that it printed so far. */
    output = "";
    /** The exit code, or the signal that ended it. */
    readonly ended: Promise<number | string>;
    readonly #child: ChildProcess;
    readonly #folder = mkdtempSync(path.join(tmpdir(), "quickstart-test-"));
    readonly #mark = randomUUID();
    readonly #onOutput = new Set<() => void>();

    constructor({ args = [], searchPath = pathWithoutPulumi() }: QuickstartOptions = {}) {
        const folder = this.#folder;
        this.#child = spawn(process.execPath, [START, ...args], {
            cwd: REPOSITORY,
            env: {
                ...process.env,
                PATH: searchPath,
                TMPDIR: folder,
                TEMP: folder,
                TMP: folder,
                [MARK]: this.#mark,
            },
            detached: true,
        });
        for (const stream of [this.#child.stdout, this.#child.stderr]) {
            stream?.setEncoding("utf8").on("data", (text: string) => this.#hear(text));
        }
        this.ended = new Promise((resolve) => {
            this.#child.once("close", (code, signal) => {
                resolve(code ?? signal ?? "");
                this.#hear("");
            });
        });
    }

    /** Waits until it has printed a text. @throws Error when it ends before. */
    async until(text: string): Promise<void> {
        while (!this.output.includes(text)) {
            if (this.#child.exitCode !== null || this.#child.signalCode !== null) {
                throw new Error(`The quickstart ended before it printed "${text}":\n${this.output}`);
            }
            await new Promise<void>((resolve) => this.#onOutput.add(resolve));
        }
    }

    /** Types a line. */
    type(line: string): void {
        this.#child.stdin?.write(`${line}\n`);
    }

    /** As a terminal does at Ctrl-C: to the process and all that it has started. */
    signalGroup(signal: NodeJS.Signals): void {
        if (this.#child.pid !== undefined) {
            process.kill(-this.#child.pid, signal);
        }
    }

    /** As `kill` does. */
    signal(signal: NodeJS.Signals): void {
        this.#child.kill(signal);
    }

    /** What stands below a heading, up to the next one. */
    section(heading: string): string {
        const [, below = ""] = this.output.split(new RegExp(`^\\d+\\. ${heading}.*$`, "m"));
        return below.split(/^(?:\d+\. |All )/m)[0] ?? "";
    }

    /** The lines of a section that tell of resources: "+ OrgApiKey runner created", sorted. */
    rows(heading: string): string[] {
        return [...this.section(heading).matchAll(/^ {3}([-+~] .*)$/gm)]
            .map(([, row = ""]) => row.replace(/ +/g, " ").trim())
            .sort();
    }

    /** The calls that Atlas received in a section: "POST /orgs 201", sorted. */
    calls(heading: string): string[] {
        return [...this.section(heading).matchAll(/^ {5}([A-Z]+ +\/.*)$/gm)]
            .map(([, call = ""]) => call.replace(/ +/g, " "))
            .sort();
    }

    /** The indented lines after a sentence, up to the next blank line. */
    linesAfter(sentence: string): string[] {
        const [, below = ""] = this.output.split(`${sentence}\n\n`);
        return (below.split("\n\n")[0] ?? "").split("\n").map((line) => line.trim());
    }

    /** Files in its temporary folder, and command lines of processes that it has started. */
    leftovers(): string[] {
        return [...readdirSync(this.#folder), ...processesWith(`${MARK}=${this.#mark}`)];
    }

    /** Ends it, whatever it does, and removes what it left. */
    async dispose(): Promise<void> {
        if (this.#child.exitCode === null && this.#child.signalCode === null) {
            this.signalGroup("SIGKILL");
        }
        await this.ended;
        rmSync(this.#folder, { recursive: true, force: true });
    }

    #hear(text: string): void {
        this.output += text;
        this.#onOutput.forEach((resolve) => resolve());
        this.#onOutput.clear();
    }
}

/** Only Linux shows the environment of a process; elsewhere nothing is found. */
function processesWith(variable: string): string[] {
    if (!existsSync("/proc/self/environ")) {
        return [];
    }
    return readdirSync("/proc")
        .filter((name) => /^\d+$/.test(name) && readIfThere(`/proc/${name}/environ`).includes(variable))
        .map((name) => readIfThere(`/proc/${name}/cmdline`).replaceAll("\0", " "));
}

/** Processes come and go while they are listed. */
function readIfThere(file: string): string {
    try {
        return readFileSync(file, "utf8");
    } catch {
        return "";
    }
}

function pathWithoutPulumi(): string {
    return (process.env["PATH"] ?? "")
        .split(path.delimiter)
        .filter(
            (folder) =>
                !["pulumi", "pulumi.exe", "pulumi.cmd"].some((name) => existsSync(path.join(folder, name))),
        )
        .join(path.delimiter);
}
