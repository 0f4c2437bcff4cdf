import { AsyncLocalStorage } from "node:async_hooks";
import * as grpc from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";
import { withSettingsOfPlugin } from "../packageFile";

/**
 * The engine's log: Pulumi hides what a plugin writes to stderr. What is said while an operation runs stands under its
 * resource.
 */
export class EngineLog {
    #client: EngineClient | undefined;
    readonly #resource = new AsyncLocalStorage<string>();
    readonly #sent = new Set<Promise<void>>();

    /** @param address is where the engine listens. */
    attach(address: string): void {
        this.#client?.close();
        this.#client = new EngineClient(address, grpc.credentials.createInsecure());
    }

    close(): void {
        this.#client?.close();
    }

    /** Runs what is about a resource. */
    about<T>(urn: string, run: () => T): T {
        return this.#resource.run(urn, run);
    }

    warn(message: string): void {
        this.#log(LogSeverity.WARNING, message);
    }

    say(message: string): void {
        this.#log(LogSeverity.INFO, message);
    }

    debug(message: string): void {
        this.#log(LogSeverity.DEBUG, message);
    }

    /** Resolves when the engine has all that was said: what comes after the answer of an operation may be lost. */
    async flush(): Promise<void> {
        await Promise.all(this.#sent);
    }

    #log(severity: LogSeverity, message: string): void {
        const client = this.#client;
        if (client === undefined) {
            // Nobody listens: a plugin that was started by hand.
            process.stderr.write(`${message}\n`);
            return;
        }
        const request = new LogRequest();
        request.setSeverity(severity);
        request.setMessage(withSettingsOfPlugin(message));
        request.setUrn(this.#resource.getStore() ?? "");
        const sent = new Promise<void>((resolve) => client.log(request, () => resolve()));
        this.#sent.add(sent);
        void sent.then(() => this.#sent.delete(sent));
    }
}
