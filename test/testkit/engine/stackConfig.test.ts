import { expect } from "chai";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { StackConfig } from "#testkit/engine/stackConfig";
import { Crypter } from "#testkit/engine/state/crypter";
import { Secret } from "#testkit/engine/values/properties";

describe("the configuration of a stack", () => {
    let folder: string;
    let crypter: Crypter;

    before(async () => {
        folder = await mkdtemp(path.join(tmpdir(), "config-"));
        crypter = await Crypter.create("passphrase");
    });
    after(() => rm(folder, { recursive: true, force: true }));

    function open(name: string, defaults: Record<string, string> = {}): Promise<StackConfig> {
        return StackConfig.open({ file: path.join(folder, name), project: "demo", crypter, defaults });
    }

    it("outlives the process, its secrets encrypted", async () => {
        const config = await open("kept");
        await config.set({ bare: "x", "other:key": { secret: "hunter2" } });
        expect(await readFile(path.join(folder, "kept"), "utf8")).to.not.include("hunter2");
        const reopened = await open("kept");
        expect(reopened.plain()).to.deep.equal({ "demo:bare": "x", "other:key": "hunter2" });
        expect(reopened.secretKeys()).to.deep.equal(["other:key"]);
        expect(reopened.properties()).to.deep.equal({ "demo:bare": "x", "other:key": new Secret("hunter2") });
    });

    it("goes before what Pulumi.yaml says, which comes back when a value is removed", async () => {
        const config = await open("defaults", { "demo:a": "of the project", "demo:b": "of the project" });
        await config.set({ a: "of the stack" });
        expect(config.plain()).to.deep.equal({ "demo:a": "of the stack", "demo:b": "of the project" });
        await config.delete("demo:a");
        expect(config.plain()["demo:a"]).to.equal("of the project");
    });

    it("is gone with its stack", async () => {
        const config = await open("removed");
        await config.set({ a: "x" });
        await config.remove();
        expect((await open("removed")).plain()).to.deep.equal({});
    });
});
