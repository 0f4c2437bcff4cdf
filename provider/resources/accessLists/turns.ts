/** So many deletes of one list are under way at a time, until one was refused beside another. */
const MOST_DELETES = 8;

/** A write to a list that may be under way now. */
export interface Turn {
    readonly write: "alone" | "delete";
    /** Whether another write was under way beside it, if only for a moment. */
    hadCompany: boolean;
}

interface Waiting {
    readonly turn: Turn;
    readonly start: () => void;
}

/** The writes to one list: they begin in the order in which they came, each alone, or some deletes side by side. */
export class Turns {
    readonly #waiting: Waiting[] = [];
    readonly #underWay = new Set<Turn>();
    #mostDeletes = MOST_DELETES;

    /** Resolves when a write may begin; it must be ended. */
    async begin(write: Turn["write"]): Promise<Turn> {
        const turn = { write, hadCompany: false };
        await new Promise<void>((start) => {
            this.#waiting.push({ turn, start });
            this.#startNext();
        });
        return turn;
    }

    end(turn: Turn): void {
        this.#underWay.delete(turn);
        this.#startNext();
    }

    /** From now on no delete begins beside another. */
    separateDeletes(): void {
        this.#mostDeletes = 1;
    }

    #startNext(): void {
        let [next] = this.#waiting;
        while (next !== undefined && this.#hasRoomFor(next.turn)) {
            this.#waiting.shift();
            this.#underWay.add(next.turn);
            next.start();
            [next] = this.#waiting;
        }
        if (this.#underWay.size > 1) {
            this.#underWay.forEach((turn) => (turn.hadCompany = true));
        }
    }

    #hasRoomFor({ write }: Turn): boolean {
        const others = [...this.#underWay];
        const isAmongDeletes = write === "delete" && others.every((other) => other.write === "delete");
        return others.length === 0 || (isAmongDeletes && others.length < this.#mostDeletes);
    }
}
