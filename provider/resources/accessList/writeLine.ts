import { isAtlasApiError } from "../../atlas/errors/errorPredicates";

/** So many deletes of one list are under way at a time, until one was refused beside another. */
const MOST_DELETES = 8;

/** To be called when a delete has failed. Resolves to whether it was for the writes beside it, and it is alone now. */
export type SeparateAfter = (error: unknown) => Promise<boolean>;

interface Write {
    readonly kind: "alone" | "delete";
    /** Whether another write was under way at the same time, if only for a moment. */
    ranConcurrently: boolean;
}

/**
 * The writes to one list: they begin in the order in which they came, each alone, or some deletes side by side. Atlas does
 * not say that it takes several at a time.
 */
export class WriteLine {
    readonly #waiting: { readonly write: Write; readonly start: () => void }[] = [];
    readonly #underWay = new Set<Write>();
    #mostDeletes = MOST_DELETES;

    /** Runs a write when its turn comes, and no other beside it. */
    async runAlone<T>(run: () => Promise<T>): Promise<T> {
        const write = await this.#begin("alone");
        try {
            return await run();
        } finally {
            this.#end(write);
        }
    }

    /**
     * Runs a delete, beside others if there are any. Once Atlas has refused one beside others, it gets them one at a time
     * for the rest of the run, that one again as well.
     */
    async runDelete<T>(
        remove: (separateAfter: SeparateAfter) => Promise<T>,
        isStopping: () => boolean,
    ): Promise<T> {
        let write = await this.#begin("delete");
        const separateAfter = async (error: unknown) => {
            if (isStopping() || !write.ranConcurrently || !isConcurrencyError(error)) {
                return false;
            }
            this.#mostDeletes = 1;
            this.#end(write);
            write = await this.#begin("delete");
            return true;
        };
        try {
            return await remove(separateAfter);
        } catch (error) {
            if (await separateAfter(error)) {
                return await remove(separateAfter);
            }
            throw error;
        } finally {
            this.#end(write);
        }
    }

    async #begin(kind: Write["kind"]): Promise<Write> {
        const write = { kind, ranConcurrently: false };
        await new Promise<void>((start) => {
            this.#waiting.push({ write, start });
            this.#startNext();
        });
        return write;
    }

    #end(write: Write): void {
        this.#underWay.delete(write);
        this.#startNext();
    }

    #startNext(): void {
        let [next] = this.#waiting;
        while (next !== undefined && this.#hasRoomFor(next.write)) {
            this.#waiting.shift();
            this.#underWay.add(next.write);
            next.start();
            [next] = this.#waiting;
        }
        if (this.#underWay.size > 1) {
            this.#underWay.forEach((write) => (write.ranConcurrently = true));
        }
    }

    #hasRoomFor({ kind }: Write): boolean {
        const others = [...this.#underWay];
        const isAmongDeletes = kind === "delete" && others.every((other) => other.kind === "delete");
        return others.length === 0 || (isAmongDeletes && others.length < this.#mostDeletes);
    }
}

/** Whether it may be different for a delete that is alone. */
function isConcurrencyError(error: unknown): boolean {
    return isAtlasApiError(error) && ([409, 429].includes(error.status) || error.status >= 500);
}
