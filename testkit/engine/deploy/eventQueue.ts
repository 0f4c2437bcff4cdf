import type { ProgramEvent } from "./goal";

/** What a program asks for, in order, until it has no more to ask. */
export class EventQueue {
    readonly #events: ProgramEvent[] = [];
    #end: { error: Error | undefined } | undefined;
    #wake: (() => void) | undefined;

    push(event: ProgramEvent): void {
        this.#events.push(event);
        this.#wake?.();
    }

    /** Nothing follows; with an error, what is still waiting is dropped. Only the first end counts. */
    finish(error?: Error): void {
        this.#end ??= { error };
        this.#wake?.();
    }

    /**
     * The next event; undefined after the last one, or when the signal is aborted.
     * @throws Error that the program ended with.
     */
    async next(signal: AbortSignal): Promise<ProgramEvent | undefined> {
        while (!signal.aborted) {
            if (this.#end?.error) throw this.#end.error;
            const event = this.#events.shift();
            if (event || this.#end) return event;
            await this.#changed(signal);
        }
        return undefined;
    }

    #changed(signal: AbortSignal): Promise<void> {
        return new Promise((resolve) => {
            const wake = (): void => {
                signal.removeEventListener("abort", wake);
                this.#wake = undefined;
                resolve();
            };
            this.#wake = wake;
            signal.addEventListener("abort", wake);
        });
    }
}
