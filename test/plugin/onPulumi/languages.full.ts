import { expect } from "chai";
import path from "node:path";
import { isOnPath } from "../../support/commands";
import type { StackUnderTest } from "../../support/stackUnderTest";
import { recordRuns } from "../../support/stackUnderTest";
import { hasPulumisPython, usePythonSdk } from "./pythonSdk";

// One program in three languages, through the Pulumi CLI and the hosts of languages that are on the PATH. Where they are
// not, there is nothing to test: the testkit's engine runs the same resources in test/plugin/program.test.ts.

const PROGRAMS = path.join(__dirname, "programs");
const KEY = "/orgs/{orgId}/apiKeys/{apiUserId}";
const LINK = "/orgs/{orgId}/liveMigrations/linkTokens";

async function tellOfLife(stack: StackUnderTest) {
    const { atlas } = stack;
    const { orgId } = atlas.payingOrganization;
    await stack.setConfig("orgId", orgId);
    await stack.setConfig("description", "CI");
    await stack.setConfig("host", "203.0.113.10");
    const keyMade = () => atlas.store.apiKeysOf(orgId).find(({ desc }) => desc.startsWith("CI"))!;

    const preview = await stack.preview();
    const made = await stack.up();
    const outputs = await stack.outputs();
    const wanted = { privateKey: keyMade().privateKey, linkToken: atlas.store.linkTokens[0]!.linkToken };
    const unchanged = await stack.up();
    const refreshed = await stack.refresh();

    await stack.setConfig("description", "CI, renamed");
    await stack.setConfig("host", "203.0.113.11");
    const changed = await stack.up();
    const linksAfter = atlas.store.linkTokens.map(({ accessListIps }) => accessListIps);

    atlas.removeAccessListEntry(keyMade().id, "198.51.100.7");
    const drifted = await stack.refresh();
    const repaired = await stack.up();
    const list = [...keyMade().accessList.keys()];

    const destroyed = await stack.destroy();
    const left = [...atlas.store.apiKeysOf(orgId).map(({ id }) => id), ...atlas.store.linkTokens];
    return {
        ...{ preview, made, outputs, wanted, unchanged, refreshed, changed, linksAfter },
        ...{ drifted, repaired, list, destroyed, left, own: atlas.payingOrganization.apiKeyId },
    };
}

/** @param env of the program. */
function describeLanguage(language: string, env: Record<string, string> = {}): void {
    describe(`a program in ${language} on the plugin, run by the Pulumi CLI`, () => {
        const programFolder = path.join(PROGRAMS, language);
        const recorded = recordRuns(tellOfLife, { engine: "pulumi", front: "plugin", programFolder, env });

        it("is shown by a preview, without a call", () => {
            const { preview } = recorded();
            expect(preview.ops).to.deep.include({ ci: ["create"], office: ["create"], link: ["create"] });
            expect(preview.calls).to.deep.equal([]);
        });

        it("is made, with secret outputs", () => {
            const { made, outputs, wanted } = recorded();
            expect(made.outputs).to.deep.equal({ privateKey: "[secret]", linkToken: "[secret]" });
            expect(outputs).to.deep.equal(wanted);
        });

        it("changes nothing in a second up and in a refresh, the up without a call", () => {
            const { unchanged, refreshed } = recorded();
            expect(unchanged.changes).to.have.all.keys("same");
            expect(unchanged.calls).to.deep.equal([]);
            expect(refreshed.changes).to.have.all.keys("same");
            expect(refreshed.writes).to.deep.equal([]);
        });

        it("updates what it can, and replaces what it must", () => {
            const { changed, linksAfter } = recorded();
            expect(changed.ops).to.deep.include({ ci: ["update"], office: ["same"] });
            expect(changed.ops["link"]).to.include("replace");
            expect(changed.writes).to.have.members([`PATCH ${KEY}`, `DELETE ${LINK}`, `POST ${LINK}`]);
            expect(linksAfter).to.deep.equal([["203.0.113.11"]]);
        });

        it("shows drift, and mends it", () => {
            const { drifted, repaired, list } = recorded();
            expect(drifted.changes).to.include({ update: 1 });
            expect(repaired.ops["office"]).to.deep.equal(["update"]);
            expect(list).to.have.members(["203.0.113.0/24", "198.51.100.7"]);
        });

        it("is destroyed, and leaves nothing", () => {
            const { destroyed, left, own } = recorded();
            expect(destroyed.writes).to.have.members([`DELETE ${KEY}`, `DELETE ${LINK}`]);
            expect(left).to.deep.equal([own]);
        });
    });
}

function describePython(): void {
    describe("with the SDK for Python", () => describeLanguage("python", usePythonSdk()));
}

if (isOnPath("pulumi")) {
    describe("the Pulumi CLI of the PATH", () => {
        if (isOnPath("pulumi-language-nodejs")) describeLanguage("typescript");
        if (isOnPath("pulumi-language-yaml")) describeLanguage("yaml");
        if (hasPulumisPython()) describePython();
    });
}
