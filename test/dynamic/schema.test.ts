import type * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { runChecks } from "#provider/schema/checks";
import { compare } from "#provider/schema/diff";
import type { DiffRow } from "#provider/schema/diff";
import type { InputsOf, SchemaOf } from "#provider/schema/schema";
import { fromSchema } from "#provider/schema/schema";
import { ANY_TEXT, checkedBy, FLAG, OBJECT_ID, oneOf, ROLE_SET, text } from "#provider/schema/valueTypes";

interface LampArgs {
    room: pulumi.Input<string>;
    colour?: pulumi.Input<"red" | "green" | undefined> | undefined;
    socket?: pulumi.Input<{ pin: string; tags: string[] } | undefined> | undefined;
}

interface LampOutputs extends InputsOf<LampArgs> {
    serial: string;
    madeAt?: string;
}

const PLACE: readonly DiffRow[] = [{ inputs: ["room", "socket"], onChange: "replace" }];

const SOCKET = checkedBy<{ pin: string; tags: string[] }>("object", () => undefined, {
    members: { pin: { form: "text", isSecret: true }, tags: { form: "set" } },
});

const schema = {
    kind: "Lamp",
    hostExport: "lamp",
    properties: {
        room: { role: "input", type: text({ maxLength: 5 }), change: PLACE },
        colour: { role: "input", type: oneOf("red", "green"), isOptional: true, change: "steers" },
        socket: { role: "input", type: SOCKET, isOptional: true, isSecret: true, change: PLACE },
        serial: { role: "output", type: ANY_TEXT, isSecret: true, repeats: ["room"] },
        madeAt: { role: "output", type: ANY_TEXT, isOptional: true },
    },
    subject: ({ room }) => String(room),
} satisfies SchemaOf<LampArgs, LampOutputs>;

describe("the table of a resource", () => {
    const { definition, diffTable } = fromSchema(schema);

    it("names each property once, and tells inputs, outputs, secrets and sets from that", () => {
        const { kind, hostExport, inputs, outputs, secrets, secretNames, repeats, sets } = definition;

        expect({ kind, hostExport, inputs, outputs, secrets, secretNames, repeats, sets }).to.deep.equal({
            kind: "Lamp",
            hostExport: "lamp",
            inputs: ["room", "colour", "socket"],
            outputs: ["serial", "madeAt"],
            secrets: ["socket", "serial"],
            // Of an object, the members that are secret.
            secretNames: ["pin", "serial"],
            repeats: { serial: ["room"] },
            sets: [{ path: ["socket", "tags"] }],
        });
    });

    it("wants what is not optional, and checks what is given", () => {
        const failures = runChecks({ colour: "blue" }, definition.checks);

        expect(failures.map(({ property, reason }) => `${property} ${reason}`)).to.deep.equal([
            "room is required.",
            'colour is "blue"; it can be "red" or "green".',
        ]);
        expect(runChecks({ room: "here" }, definition.checks)).to.be.empty;
    });

    it("says what a change means, once for inputs that make one value", () => {
        expect(diffTable).to.deep.equal([...PLACE, { inputs: ["colour"], onChange: "steers" }]);
        expect(compare(diffTable, { colour: "red" }, { colour: "green" })).to.deep.equal({
            hasChanges: true,
            changed: ["colour"],
            replaces: [],
            refusals: [],
        });
    });
});

// What the compiler refuses: each of these tables differs in one word from one that is right.
const room = { role: "input", type: text({ maxLength: 5 }), change: "replace" } as const;
const serial = { role: "output", type: ANY_TEXT } as const;
const rest = { kind: "Lamp", hostExport: "lamp", subject: () => "" };

interface BareArgs {
    room: pulumi.Input<string>;
}
interface BareOutputs extends InputsOf<BareArgs> {
    serial: string;
}
type Bare = SchemaOf<BareArgs, BareOutputs>;

({ ...rest, properties: { room, serial } }) satisfies Bare;
// @ts-expect-error an argument is missing
({ ...rest, properties: { serial } }) satisfies Bare;
// @ts-expect-error an output is missing
({ ...rest, properties: { room } }) satisfies Bare;
// @ts-expect-error there is no such argument
({ ...rest, properties: { room, serial, rom: room } }) satisfies Bare;
// @ts-expect-error it is no boolean
({ ...rest, properties: { room: { ...room, type: FLAG }, serial } }) satisfies Bare;
// @ts-expect-error it is no list
({ ...rest, properties: { room: { ...room, type: ROLE_SET }, serial } }) satisfies Bare;
// @ts-expect-error it is required
({ ...rest, properties: { room: { ...room, isOptional: true }, serial } }) satisfies Bare;
// @ts-expect-error it is any text, not one of two
({ ...rest, properties: { room: { ...room, type: oneOf("a", "b") }, serial } }) satisfies Bare;
({ ...rest, properties: { room: { ...room, type: OBJECT_ID }, serial } }) satisfies Bare;
