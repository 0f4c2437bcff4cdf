import { expect } from "chai";
import { makeResourceState } from "#testkit/engine/state/resourceState";
import { SnapshotManager } from "#testkit/engine/state/snapshotManager";
import type { Snapshot, StateFile } from "#testkit/engine/state/stateFile";

describe("the state during a run", () => {
    const [a, b, c] = ["a", "b", "c"].map((name) =>
        makeResourceState({ urn: `urn:pulumi:dev::demo::my:R::${name}`, type: "my:R", custom: true }),
    ) as [
        ReturnType<typeof makeResourceState>,
        ReturnType<typeof makeResourceState>,
        ReturnType<typeof makeResourceState>,
    ];

    /** Records what is written; each write ends when the test says so. */
    class RecordedFile {
        readonly writes: Snapshot[] = [];
        readonly ends: (() => void)[] = [];

        write(snapshot: Snapshot): Promise<void> {
            this.writes.push(snapshot);
            return new Promise((resolve) => this.ends.push(resolve));
        }
    }

    function manager(base: Snapshot): { file: RecordedFile; manager: SnapshotManager } {
        const file = new RecordedFile();
        return { file, manager: new SnapshotManager(file as unknown as StateFile, base) };
    }

    it("has what the run has made before what it has not come to", async () => {
        const { file, manager: state } = manager({ resources: [a, b], pendingOperations: [] });
        const ended = state.end(c, { gone: a, made: c });
        expect(file.writes[0]?.resources).to.deep.equal([c, b]);
        file.ends[0]?.();
        await ended;
    });

    it("names an operation from its begin to its end", () => {
        const { manager: state } = manager({ resources: [], pendingOperations: [] });
        void state.begin(a, "creating");
        expect(state.snapshot().pendingOperations).to.deep.equal([{ resource: a, type: "creating" }]);
        void state.end(a, { made: a });
        expect(state.snapshot()).to.deep.equal({ resources: [a], pendingOperations: [] });
    });

    it("keeps an interrupted create of an earlier run, and no other operation", () => {
        const { manager: state } = manager({
            resources: [],
            pendingOperations: [
                { resource: a, type: "creating" },
                { resource: b, type: "updating" },
            ],
        });
        expect(state.snapshot().pendingOperations).to.deep.equal([{ resource: a, type: "creating" }]);
    });

    it("is in the file when a step ends, though writes are shared", async () => {
        const { file, manager: state } = manager({ resources: [], pendingOperations: [] });
        const ended: string[] = [];
        void state.end(a, { made: a }).then(() => ended.push("a"));
        const rest = [
            state.end(b, { made: b }).then(() => ended.push("b")),
            state.end(c, { made: c }).then(() => ended.push("c")),
        ];
        file.ends[0]?.();
        await new Promise(setImmediate);
        expect(ended).to.deep.equal(["a"]);
        expect(file.writes.map(({ resources }) => resources.length)).to.deep.equal([1, 3]);
        file.ends[1]?.();
        await Promise.all(rest);
        expect(ended).to.deep.equal(["a", "b", "c"]);
    });

    it("is not written for a resource that stays word for word", async () => {
        const { file, manager: state } = manager({ resources: [a], pendingOperations: [] });
        await state.replace({ gone: a, made: { ...a } });
        expect(file.writes).to.be.empty;
        void state.replace({ gone: b, made: { ...b, protect: true } });
        expect(file.writes).to.have.lengthOf(1);
    });
});
