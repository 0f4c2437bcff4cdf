import { setImmediate } from "node:timers/promises";

import { ApiFailure } from "../errors";

/** So many turns of the event loop a write is under way: in them others arrive that were sent together with it. */
const TURNS_OF_A_WRITE = 20;

/** Writes to access lists. With a status for the second one to a list, each is under way for a while. */
export class ListWrites {
    readonly #refusal: number | undefined;
    readonly #listsUnderWay = new Set<string>();

    /** @param refusal is the status of a write while another one to the same list is under way; undefined to take all. */
    constructor(refusal: number | undefined) {
        this.#refusal = refusal;
    }

    /** Does the work of a write that has arrived; of any other request at once. */
    async during<T>({ method, path }: { method: string; path: string }, work: () => T): Promise<T> {
        const [list, isOfList] = path.split("/accessList");
        if (this.#refusal === undefined || method === "GET" || list === undefined || isOfList === undefined) {
            return work();
        }
        if (this.#listsUnderWay.has(list)) {
            throw new ApiFailure({
                status: this.#refusal,
                errorCode: "UNEXPECTED_ERROR",
                detail: "Another write to this access list is under way.",
            });
        }
        this.#listsUnderWay.add(list);
        try {
            for (let turn = 0; turn < TURNS_OF_A_WRITE; turn += 1) {
                await setImmediate();
            }
            return work();
        } finally {
            this.#listsUnderWay.delete(list);
        }
    }
}
