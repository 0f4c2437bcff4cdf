import { expect } from "chai";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { makeResourceState } from "#testkit/engine/state/resourceState";
import { StateFile } from "#testkit/engine/state/stateFile";
import { ResourceReference, Secret, UNKNOWN } from "#testkit/engine/values/properties";

describe("the state file", () => {
    let folder: string;
    let file: string;

    beforeEach(async () => {
        folder = await mkdtemp(path.join(tmpdir(), "state-"));
        file = path.join(folder, "dev.json");
    });
    afterEach(() => rm(folder, { recursive: true, force: true }));

    const thing = makeResourceState({
        urn: "urn:pulumi:dev::demo::my:R::a",
        type: "my:R",
        custom: true,
        id: "1",
        inputs: { password: new Secret({ text: "hunter2" }), plain: [1, null], later: UNKNOWN },
        outputs: { other: new ResourceReference("urn:b", "2", "") },
        protect: true,
        initErrors: ["not ready"],
    });

    it("gives back what was written", async () => {
        const state = await StateFile.open(file, "passphrase");
        await state.write({ resources: [thing], pendingOperations: [{ resource: thing, type: "creating" }] });
        const { resources, pendingOperations } = await (await StateFile.open(file, "passphrase")).read();
        expect(resources).to.deep.equal([thing]);
        expect(pendingOperations).to.deep.equal([{ resource: thing, type: "creating" }]);
    });

    it("has Pulumi's own form, with nothing in it that a resource does not have", async () => {
        const state = await StateFile.open(file, "passphrase", () => 0);
        const { urn, type } = thing;
        await state.write({
            resources: [makeResourceState({ urn, type, custom: true })],
            pendingOperations: [],
        });
        const { version, deployment } = JSON.parse(await readFile(file, "utf8")) as {
            version: number;
            deployment: { manifest: object; resources: object[] };
        };
        expect(version).to.equal(3);
        expect(deployment.manifest).to.include({ time: "1970-01-01T00:00:00.000Z" });
        expect(deployment.resources).to.deep.equal([{ urn, custom: true, type }]);
    });

    it("holds no secret in clear, and shows it to those who ask", async () => {
        const state = await StateFile.open(file, "passphrase");
        await state.write({ resources: [thing], pendingOperations: [] });
        expect(await readFile(file, "utf8")).to.not.include("hunter2");
        expect(JSON.stringify(await state.exportState(false))).to.not.include("hunter2");
        const [shown] = (await state.exportState(true)).deployment.resources;
        expect(shown?.inputs?.["password"]).to.deep.include({ plaintext: '{"text":"hunter2"}' });
    });

    it("keeps the ciphertext of a secret that has not changed", async () => {
        const state = await StateFile.open(file, "passphrase");
        await state.write({ resources: [thing], pendingOperations: [] });
        const before = await state.exportState(false);
        await state.write(await state.read());
        expect((await state.exportState(false)).deployment.resources).to.deep.equal(
            before.deployment.resources,
        );
    });

    it("is not opened with another passphrase", async () => {
        await StateFile.open(file, "passphrase");
        const error = await StateFile.open(file, "another").catch((reason: unknown) => reason);
        expect(error).to.be.an("error").with.property("message").that.includes("passphrase is not the one");
    });

    it("is replaced as a whole and leaves no temporary file", async () => {
        const state = await StateFile.open(file, "passphrase");
        await Promise.all([1, 2, 3].map(() => state.write({ resources: [thing], pendingOperations: [] })));
        expect(await readdir(folder)).to.deep.equal(["dev.json"]);
        expect((await state.read()).resources).to.have.lengthOf(1);
    });
});
