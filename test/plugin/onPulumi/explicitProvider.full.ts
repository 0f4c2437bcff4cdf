import { expect } from "chai";
import path from "node:path";
import { isOnPath } from "../../support/commands";
import type { StackUnderTest } from "../../support/stackUnderTest";
import { recordRuns } from "../../support/stackUnderTest";
import { hasPulumisPython, usePythonSdk } from "./pythonSdk";

// A provider with nothing but a key of its own, in three languages: that it hears of the stack's configuration at all is
// the real engine's part.

const KEY = "/orgs/{orgId}/apiKeys/{apiUserId}";

/** What the emulated Atlas does not get goes nowhere. */
const NO_WAY_OUT = { HTTPS_PROXY: "http://127.0.0.1:9" };

async function tellOfLife(stack: StackUnderTest) {
    const { orgId, publicKey, privateKey } = stack.atlas.payingOrganization;
    await stack.setConfig("orgId", orgId);
    await stack.setConfig("publicKey", publicKey);
    await stack.setConfig("privateKey", { secret: privateKey });
    // The stack's own credential is one that no provider can call with.
    await stack.setSetting("publicKey", "zzzzzzzz");
    await stack.setSetting("maxRetryMs", "0");

    await stack.preview();
    const made = await stack.up();
    const { inputs } = await stack.state("atlas");
    const unchanged = await stack.up();
    await stack.setSetting("requestTimeoutMs", "9000");
    const changed = await stack.up();
    const refreshed = await stack.refresh();
    const destroyed = await stack.destroy();
    const given = { publicKey, baseUrl: stack.atlas.baseUrl };
    return { made, inputs, given, unchanged, changed, refreshed, destroyed };
}

/** @param env of the program. */
function describeLanguage(language: string, env: Record<string, string> = {}): void {
    describe(`an explicit provider in ${language} on the plugin, run by the Pulumi CLI`, () => {
        const programFolder = path.join(__dirname, "programs/explicit", language);
        const recorded = recordRuns(tellOfLife, {
            engine: "pulumi",
            front: "plugin",
            programFolder,
            env: { ...NO_WAY_OUT, ...env },
        });

        it("calls the Atlas of the stack, with a credential of its own", () => {
            const { made, inputs, given } = recorded();
            expect(made.writes).to.include(`POST /orgs/{orgId}/apiKeys`);
            expect(inputs).to.include({ ...given, maxRetryMs: "0" });
            expect(inputs["requestTimeoutMs"] ?? "").to.equal("");
        });

        it("changes nothing in a second up", () => {
            expect(recorded().unchanged.changes).to.have.all.keys("same");
        });

        it("is updated, and touches no resource, when the stack sets what it did not", () => {
            const { ops, calls } = recorded().changed;
            expect(ops).to.deep.equal({ atlas: ["update"], ci: ["same"] });
            expect(calls).to.deep.equal([]);
        });

        it("refreshes and destroys by what state holds", () => {
            const { refreshed, destroyed } = recorded();
            expect(refreshed.changes).to.have.all.keys("same");
            expect(destroyed.writes).to.deep.equal([`DELETE ${KEY}`]);
        });
    });
}

function describePython(): void {
    describe("with the SDK for Python", () => describeLanguage("python", usePythonSdk()));
}

if (isOnPath("pulumi")) {
    describe("the Pulumi CLI of the PATH, with an explicit provider", () => {
        if (isOnPath("pulumi-language-nodejs")) describeLanguage("typescript");
        if (isOnPath("pulumi-language-yaml")) describeLanguage("yaml");
        if (hasPulumisPython()) describePython();
    });
}
