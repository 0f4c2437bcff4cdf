import { expect } from "chai";
import { EventQueue } from "#testkit/engine/deploy/eventQueue";
import type { ProgramEvent } from "#testkit/engine/deploy/goal";
import { Semaphore } from "#testkit/engine/deploy/semaphore";

describe("the places of a run", () => {
    it("are given in the order in which they were asked for", async () => {
        const semaphore = new Semaphore(1, new AbortController().signal);
        const order: string[] = [];
        expect(await semaphore.acquire()).to.be.true;
        const others = ["a", "b"].map(async (name) => {
            await semaphore.acquire();
            order.push(name);
            semaphore.release();
        });
        expect(order).to.be.empty;
        semaphore.release();
        await Promise.all(others);
        expect(order).to.deep.equal(["a", "b"]);
    });

    it("are refused once the run is cancelled, to those who wait as well", async () => {
        const abort = new AbortController();
        const semaphore = new Semaphore(1, abort.signal);
        await semaphore.acquire();
        const waiting = semaphore.acquire();
        abort.abort();
        expect(await waiting).to.be.false;
        expect(await semaphore.acquire()).to.be.false;
    });
});

describe("the queue of what a program asks for", () => {
    const { signal } = new AbortController();
    const event = (urn: string): ProgramEvent => ({
        kind: "outputs",
        urn,
        outputs: {},
        done: () => undefined,
    });

    it("hands over everything before its end", async () => {
        const queue = new EventQueue();
        const first = queue.next(signal);
        queue.push(event("a"));
        queue.push(event("b"));
        queue.finish();
        expect([await first, await queue.next(signal), await queue.next(signal)]).to.have.nested.property(
            "[1].urn",
            "b",
        );
        expect(await queue.next(signal)).to.be.undefined;
    });

    it("fails at once when the program has", async () => {
        const queue = new EventQueue();
        queue.push(event("a"));
        queue.finish(new Error("exited"));
        queue.finish();
        const error = await queue.next(signal).catch((reason: unknown) => reason);
        expect(error).to.be.an("error").with.property("message", "exited");
    });

    it("ends for a run that is cancelled", async () => {
        const abort = new AbortController();
        const next = new EventQueue().next(abort.signal);
        abort.abort();
        expect(await next).to.be.undefined;
    });
});
