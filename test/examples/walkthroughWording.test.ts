import { expect } from "chai";
import type { Operation, Step } from "pulumi-atlas-org/testkit";
import { countText, rowsOf } from "../../examples/quickstart/walkthrough/runs";
import { Screen } from "../../examples/quickstart/walkthrough/screen";
import { curlLines, pulumiLines, shellOf } from "../../examples/quickstart/walkthrough/shellLines";
import { verbs } from "../../examples/quickstart/walkthrough/wording";

const OPERATIONS: readonly Operation[] = [
    "create",
    "update",
    "delete",
    "replace",
    "create-replacement",
    "delete-replaced",
    "read",
    "read-replacement",
    "refresh",
    "discard",
    "discard-replaced",
];

describe("The rows of the quickstart", () => {
    for (const status of ["planned", "done", "failed"] as const) {
        it(`have a symbol and a verb of its own for every kind of step that is ${status}`, () => {
            const rows = rowsOf(OPERATIONS.map((op) => step(op, status)));
            expect(rows.filter(({ symbol }) => symbol === " ")).to.deep.equal([]);
            expect(new Set(rows.map(({ outcome }) => outcome)).size).to.equal(OPERATIONS.length);
        });
    }

    it("show a replacement as the Pulumi CLI does, one below the other", () => {
        const steps = (["create-replacement", "replace", "delete-replaced", "same"] as const).map((op) =>
            step(op, "done"),
        );
        expect(printed((screen) => screen.rows(rowsOf(steps)))).to.deep.equal([
            "   ++ OrgApiKeyAccessListEntry  ci  created replacement",
            "   +- OrgApiKeyAccessListEntry  ci  replaced",
            "   -- OrgApiKeyAccessListEntry  ci  deleted original",
            "      OrgApiKeyAccessListEntry  ci  unchanged",
        ]);
    });

    it("are summed up for a run, and for a preview", () => {
        const changes = { same: 5, replace: 1 };
        expect(countText(changes, verbs("done"))).to.equal("1 replaced, 5 unchanged");
        expect(countText(changes, verbs("planned"))).to.equal("1 to replace, 5 unchanged");
    });
});

describe("The lines that the quickstart prints to be typed", () => {
    const key = { id: "1", orgId: "2", publicKey: "abcdefgh", privateKey: "secret" };
    const linesFor = (platform: NodeJS.Platform) => {
        const shell = shellOf(platform);
        // Only these members of a key are looked at.
        const stored = key as Parameters<typeof curlLines>[1]["owner"];
        return [
            ...curlLines(shell, { baseUrl: "http://127.0.0.1:1", owner: stored, runner: stored }),
            ...pulumiLines(shell, { folder: "/tmp/q", projectFolder: "/repository" }),
        ];
    };

    it("are for PowerShell on Windows", () => {
        const lines = linesFor("win32");
        expect(lines).to.include('$ORG = "http://127.0.0.1:1/api/atlas/v2/orgs/2"');
        expect(lines).to.include('$env:PULUMI_STACK = "dev"');
        expect(lines.filter((line) => /^(?:export |\w+=|curl )/.test(line))).to.deep.equal([]);
    });

    it("are for a POSIX shell elsewhere", () => {
        const lines = linesFor("linux");
        expect(lines).to.include('ORG="http://127.0.0.1:1/api/atlas/v2/orgs/2"');
        expect(lines).to.include('export PULUMI_STACK="dev"');
    });
});

function step(op: Operation, status: Step["status"]): Step {
    const type = "pulumi-nodejs:dynamic/mongodbatlas:OrgApiKeyAccessListEntry";
    return { op, urn: `urn:pulumi:dev::project::${type}::ci`, type, name: "ci", status };
}

function printed(print: (screen: Screen) => void): string[] {
    let text = "";
    print(new Screen({ write: (part) => (text += part) }));
    return text.trimEnd().split("\n");
}
