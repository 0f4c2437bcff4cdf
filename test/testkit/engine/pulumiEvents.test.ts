import { expect } from "chai";
import { readEventLog } from "#testkit/engine/pulumiEvents";

const URN = "urn:pulumi:dev::project::pulumi-nodejs:dynamic/mongodbatlas:LinkToken::link";
const STACK_URN = "urn:pulumi:dev::project::pulumi:pulumi:Stack::project-dev";
const SECRET = {
    "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
    ciphertext: "[secret]",
};

describe("the event log of the Pulumi CLI", () => {
    it("gives a step its outcome, under the name that the program gave", () => {
        const create = { op: "create", urn: URN, type: "pulumi-nodejs:dynamic/mongodbatlas:LinkToken" };
        const remove = { ...create, op: "delete", urn: `${URN}::old` };
        const log = lines(
            { resourcePreEvent: { metadata: create } },
            { resourcePreEvent: { metadata: remove } },
            { resOpFailedEvent: { metadata: remove } },
            { resOutputsEvent: { metadata: create } },
        );

        const { steps } = readEventLog(log, { isPreview: false });

        expect(steps).to.deep.equal([
            { ...create, name: "link", status: "done" },
            { ...remove, name: "link::old", status: "failed" },
        ]);
        expect(readEventLog(log, { isPreview: true }).steps.map(({ status }) => status)).to.deep.equal([
            "planned",
            "planned",
        ]);
    });

    it("keeps default providers to itself, and shows explicit ones", () => {
        const type = "pulumi:providers:pulumi-nodejs";
        const urns = ["default", "default_1_2_3", "default-looking"].map(
            (name) => `urn:pulumi:dev::project::${type}::${name}`,
        );
        const log = lines(
            ...urns.map((urn) => ({ resourcePreEvent: { metadata: { op: "create", urn, type } } })),
        );

        const { steps } = readEventLog(log, { isPreview: true });

        expect(steps.map(({ name }) => name)).to.deep.equal(["default-looking"]);
    });

    it("masks secrets in the outputs, and names what is not known yet", () => {
        const outputs = {
            token: SECRET,
            list: [SECRET, 1],
            id: "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
            none: null,
        };
        const metadata = { op: "update", urn: STACK_URN, type: "pulumi:pulumi:Stack", new: { outputs } };

        const result = readEventLog(lines({ resOutputsEvent: { metadata } }), { isPreview: true });

        expect(result.outputs).to.deep.equal({
            token: "[secret]",
            list: ["[secret]", 1],
            id: "[unknown]",
            none: null,
        });
    });

    it("has diagnostics without colour, progress or debugging", () => {
        const log = lines(
            { diagnosticEvent: { severity: "debug", message: "inputs in clear" } },
            { diagnosticEvent: { severity: "info", message: "half a line", ephemeral: true } },
            { diagnosticEvent: { severity: "info#err", message: "<{%reset%}>from stderr<{%reset%}>\n" } },
            { diagnosticEvent: { severity: "error", message: "\u001b[31mrefused\u001b[0m\n", urn: URN } },
            { summaryEvent: { resourceChanges: { same: 2 } } },
        );

        const { diagnostics, changes } = readEventLog(log, { isPreview: false });

        expect(diagnostics).to.deep.equal([
            { severity: "info", message: "from stderr" },
            { severity: "error", message: "refused", urn: URN },
        ]);
        expect(changes).to.deep.equal({ same: 2 });
    });
});

function lines(...events: unknown[]): string {
    return events.map((event) => `${JSON.stringify(event)}\n`).join("");
}
