import { expect } from "chai";
import { spawnSync } from "node:child_process";
import path from "node:path";
import { REPOSITORY } from "../docs/generated/markers";

interface Registered {
    readonly type: string;
    readonly name: string;
    readonly inputs: Readonly<Record<string, unknown>>;
}

interface Printed {
    readonly registered: readonly Registered[];
    readonly called: readonly { readonly token: string; readonly inputs: object }[];
    readonly found: object;
    readonly isKey: boolean;
    readonly isProvider: boolean;
    readonly refused: string;
}

function run(file: string): Printed {
    const { stdout, stderr } = spawnSync(process.execPath, [path.join(__dirname, file)], {
        cwd: REPOSITORY,
        encoding: "utf8",
    });
    expect(stdout, stderr).not.to.equal("");
    return JSON.parse(stdout) as Printed;
}

describe("the classes on the plugin", () => {
    let printed: Printed;
    before(() => {
        printed = run("classes.mjs");
    });

    it("register the plugin's types, without the loader line of dynamic resources", () => {
        const types = printed.registered.map(({ type }) => type);
        expect(types).to.include.members(["atlas-org:index:OrgApiKey", "pulumi:providers:atlas-org"]);
        const key = printed.registered.find(({ name }) => name === "ci")!;
        expect(key.inputs).to.deep.equal({
            orgId: "0123456789abcdef01234567",
            description: "ci",
            roles: ["ORG_MEMBER"],
        });
    });

    it("give a Provider its settings by their short names", () => {
        const provider = printed.registered.find(({ name }) => name === "inner")!;
        expect(provider.inputs).to.have.keys("publicKey", "privateKey");
    });

    it("know their own instances, and name settings as the plugin does", () => {
        expect(printed).to.include({ isKey: true, isProvider: true });
        expect(printed.refused).to.match(/^Provider "half": privateKey is missing|privateKey/);
        expect(printed.refused).not.to.contain("mongodbatlas:");
    });

    it("ask the plugin's functions", () => {
        expect(printed.called).to.deep.equal([
            {
                token: "atlas-org:index:getOrganization",
                inputs: { orgId: "0123456789abcdef01234567" },
            },
        ]);
    });
});
