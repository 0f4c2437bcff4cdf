import { expect } from "chai";
import { checkInputs } from "#provider/runtime/inputCheck";
import type { Lifecycle } from "#provider/runtime/lifecycle";
import type { CheckableInstance } from "#provider/runtime/providerInstance";
import { UNKNOWN } from "#provider/schema/properties";
import { ifKnown } from "#provider/schema/checks";

type Values = Record<string, unknown>;

/** A made-up kind: `place` replaces it, `tags` are a set. Notes what the host says, and what the lifecycle hears. */
function makeKind() {
    const notes: string[] = [];
    const instance = {
        warn: (message: string) => notes.push(message),
        settingsProblems: () => [],
    } as unknown as CheckableInstance;
    const lifecycle: Lifecycle<Values, Values> = {
        definition: {
            kind: "Thing",
            hostExport: "thing",
            inputs: ["place", "tags"],
            outputs: [],
            secrets: [],
            subject: ({ place }) => String(place),
            checks: [ifKnown("place", (place) => (place === "nowhere" ? "is nowhere." : undefined))],
            sets: [{ path: ["tags"] }],
        },
        diffTable: [
            { inputs: ["place"], onChange: "replace" },
            { inputs: ["tags"], onChange: "update" },
        ],
        willCreate: (_instance, { place }) => notes.push(`planned ${String(place)}`),
        willKeep: (_instance, { place }) => notes.push(`kept ${String(place)}`),
        create: () => expect.fail(),
        read: () => expect.fail(),
        update: () => expect.fail(),
        delete: () => expect.fail(),
    };
    const check = (olds: Values, news: Values) =>
        checkInputs(lifecycle, instance, { old: olds, given: news });
    return { check, notes };
}

describe("the check of a resource", () => {
    it("says once in a run how many members of a set were named before", () => {
        const { check, notes } = makeKind();

        const first = check({ place: "here" }, { place: "here", tags: ["a", "b", "a", "a"] });
        check({ place: "here" }, { place: "here", tags: ["a", "b", "a", "a"] });

        expect(first).to.deep.equal({ inputs: { place: "here", tags: ["a", "b"] }, failures: [] });
        expect(notes.filter((note) => !note.startsWith("kept"))).to.deep.equal([
            "Thing here: 2 of tags are named before, perhaps in another spelling: what is named twice counts once.",
        ]);
    });

    it("tells the lifecycle of a resource that is to be made, and of one that stays", () => {
        const { check, notes } = makeKind();

        check({}, { place: "here" });
        check({ place: "here", tags: ["a"] }, { place: "here", tags: ["b"] });

        expect(notes).to.deep.equal(["planned here", "kept here"]);
    });

    it("tells it nothing of one that is replaced, is refused, or has unknown inputs", () => {
        const { check, notes } = makeKind();

        check({ place: "here" }, { place: "there" });
        check({}, { place: "nowhere" });
        check({ place: "nowhere" }, { place: "nowhere" });
        check({}, { place: UNKNOWN });
        check({ place: "here" }, { place: "here", tags: [UNKNOWN] });

        expect(notes).to.be.empty;
    });
});
