import { once } from "node:events";
import path from "node:path";
import { CheckRequest } from "@pulumi/pulumi/proto/provider_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { Front } from "./front";
import { ProviderProcess } from "./providerProcess";

const SCRIPT = require.resolve("@pulumi/pulumi/cmd/dynamic-provider");
const COVERAGE = path.join(__dirname, "coverage.cjs");
/** Starts a host in a third of the time; see there. */
const PRELOAD = path.join(__dirname, "../../dist/testkit/engine/process/preload.js");
const NO_ENGINE = "127.0.0.1:1";

export interface HostProcessOptions {
    /** Go before the address of the engine, as the engine passes on how much to log. */
    readonly args?: readonly string[];
    /** Loads all of Pulumi's SDK at once, as it is in users' hosts. Default: its large parts when they are used. */
    readonly isPlain?: boolean;
    /** Default: that of this run of the suites. */
    readonly front?: Front;
}

/**
 * Pulumi's own host of dynamic resources, as a process that is spoken to over gRPC. The testkit's engine starts hosts,
 * too; this is another hand on purpose, so that the protocol's tests need not believe the engine's.
 */
export class HostProcess extends ProviderProcess {
    #marks = 0;

    /** @param folder is where the program would be: what its resources load is looked up from here. */
    constructor(
        folder: string,
        env: NodeJS.ProcessEnv,
        { args = [], isPlain = false }: HostProcessOptions = {},
    ) {
        const preloads = [COVERAGE, ...(isPlain ? [] : [PRELOAD])].flatMap((file) => ["--require", file]);
        super([...preloads, SCRIPT, ...args, NO_ENGINE], folder, env);
    }

    async takeLines(): Promise<string[]> {
        // Lines and answers travel on their own ways: what was written before this mark has come when the mark has.
        this.#marks += 1;
        const mark = `mark ${this.#marks}`;
        const request = new CheckRequest();
        const loader = `exports.handler = () => { console.error("${mark}"); return {}; }`;
        request.setOlds(new Struct());
        request.setNews(Struct.fromJavaScript({ __provider: loader }));
        await this.call((client, done) => client.check(request, done));
        while (!this.lines.includes(mark)) {
            await once(this.errors, "line");
        }
        return this.lines.splice(0, this.lines.indexOf(mark) + 1).slice(0, -1);
    }
}
