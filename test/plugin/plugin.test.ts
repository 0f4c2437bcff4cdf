import { expect } from "chai";
import { build } from "esbuild";
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { GetSchemaResponse } from "@pulumi/pulumi/proto/provider_pb";
import { GetSchemaRequest } from "@pulumi/pulumi/proto/provider_pb";
import { UNKNOWN } from "#provider/schema/properties";
import { secret, UNKNOWNS } from "#provider/plugin/wireValues";
import { REPOSITORY } from "../docs/generated/markers";
import { readPackageJson } from "../package/support/tarball";
import type { Properties } from "./usePlugin";
import { call } from "./pluginProcess";
import { failureOf, usePlugin } from "./usePlugin";

describe("the plugin", () => {
    const fixture = usePlugin();
    const inputsOf = (more: Properties = {}) => ({
        orgId: fixture().orgId,
        description: "ci",
        roles: ["ORG_MEMBER"],
        ...more,
    });
    const writes = () =>
        fixture()
            .atlas.calls()
            .filter(({ method }) => method !== "GET");

    it("loads the protocol's messages of Pulumi's SDK, and nothing else of it", async () => {
        const { metafile } = await build({
            entryPoints: [path.join(REPOSITORY, "dist/provider/plugin/main.js")],
            bundle: true,
            platform: "node",
            write: false,
            metafile: true,
        });
        const ofSdk = Object.keys(metafile.inputs).filter((file) => file.includes("@pulumi/pulumi/"));

        expect(ofSdk).not.to.be.empty;
        expect(ofSdk.filter((file) => !file.includes("@pulumi/pulumi/proto/"))).to.be.empty;
    });

    it("serves its schema with its version, which generated SDKs are packed with", async () => {
        const { client } = fixture().plugin;
        const response = await call<GetSchemaRequest, GetSchemaResponse>(
            (each, done) => client.getSchema(each, done),
            new GetSchemaRequest(),
        );
        const { version } = readPackageJson(REPOSITORY);
        const schema = JSON.parse(await readFile(path.join(REPOSITORY, "schema.json"), "utf8")) as object;

        expect(JSON.parse(response.getSchema())).to.deep.equal({ ...schema, version });
    });

    it("makes, changes, reads and deletes, with secrets wrapped and each change named", async () => {
        const { atlas, orgId } = fixture();
        const { inputs, failures } = await fixture().check("OrgApiKey", inputsOf());
        expect(failures).to.be.empty;

        const { id, outputs } = await fixture().create("OrgApiKey", inputs);
        const stored = atlas.apiKey(id.split("-")[1]!);
        expect(outputs["privateKey"]).to.deep.equal(secret(stored.privateKey));
        expect(outputs["publicKey"]).to.equal(stored.publicKey);

        const wanted = inputsOf({ description: "cd", roles: ["ORG_MEMBER", "ORG_READ_ONLY"] });
        expect(await fixture().diff("OrgApiKey", id, outputs, wanted)).to.deep.equal({
            isChanged: true,
            replaces: [],
            details: { description: "UPDATE", "roles[1]": "ADD" },
        });
        const moved = await fixture().diff("OrgApiKey", id, outputs, inputsOf({ orgId: "0".repeat(24) }));
        expect(moved).to.include({ isChanged: true });
        expect(moved.details).to.deep.equal({ orgId: "UPDATE_REPLACE" });

        const updated = await fixture().update("OrgApiKey", id, { olds: outputs, news: wanted });
        expect(stored.desc).to.equal("cd");
        expect(updated["privateKey"]).to.deep.equal(secret(stored.privateKey));

        const read = await fixture().read("OrgApiKey", id, { outputs: updated, inputs: wanted });
        expect(read.inputs).to.deep.equal(wanted);
        expect(read.outputs).to.deep.equal(updated);

        await fixture().delete("OrgApiKey", id, updated);
        expect(atlas.store.apiKeys.has(stored.id)).to.be.false;
        expect((await fixture().read("OrgApiKey", id, { outputs: updated, inputs: wanted })).id).to.equal("");
        expect(orgId).to.equal(wanted.orgId);
    });

    it("shows at preview what a change would bring, and calls nobody", async () => {
        const { outputs } = await fixture().create("OrgApiKey", inputsOf(), true);
        expect(outputs).to.deep.include({
            description: "ci",
            publicKey: UNKNOWN,
            privateKey: secret(UNKNOWN),
        });

        const olds = { ...inputsOf(), publicKey: "abcdefgh", privateKey: secret("k"), schemaVersion: 1 };
        const news = inputsOf({ description: "cd" });
        const updated = await fixture().update("OrgApiKey", "id", { olds, news }, true);

        expect(updated).to.deep.equal({ ...olds, description: "cd" });
        expect(fixture().atlas.requests).to.be.empty;
    });

    it("shows what an Organization may get from Atlas as unknown at preview", async () => {
        const { outputs } = await fixture().create("Organization", { name: "new", apiKey: {} }, true);

        expect(outputs).to.deep.include({ orgId: UNKNOWN, credentials: secret(UNKNOWN), apiKeyId: UNKNOWN });
    });

    it("takes unknown values of any type, and calls a change what is not known", async () => {
        const [, , , unknownList] = UNKNOWNS;
        const { failures } = await fixture().check("OrgApiKey", inputsOf({ roles: unknownList }));
        expect(failures).to.be.empty;

        const olds = { ...inputsOf(), schemaVersion: 1 };
        const difference = await fixture().diff("OrgApiKey", "id", olds, inputsOf({ roles: unknownList }));
        expect(difference).to.deep.include({ isChanged: true, replaces: [] });
    });

    it("keeps what came as a secret a secret, also in a list and in what repeats it", async () => {
        const { orgId, atlas } = fixture();
        const key = atlas.addApiKey({ orgId });
        const entries = ["203.0.113.1", secret("203.0.113.2")];
        const given = { orgId, apiKeyId: key.id, entries };

        const { inputs } = await fixture().check("OrgApiKeyAccessList", given);
        expect(inputs["entries"]).to.deep.equal(entries);
        const { outputs } = await fixture().create("OrgApiKeyAccessList", inputs);

        expect(outputs["entries"]).to.deep.equal(secret(entries));
        expect(outputs["added"]).to.have.property("value");
        expect([...key.accessList.keys()]).to.have.lengthOf(2);
    });

    it("names settings as its users do, and wraps the secret ones", async () => {
        const { inputs, failures } = await fixture().checkConfig({ publicKey: "abcdefgh", privateKey: "k" });
        expect(inputs["privateKey"]).to.deep.equal(secret("k"));
        expect(failures).to.be.empty;
        const half = (await fixture().checkConfig({ publicKey: "abcdefgh" })).failures.join();
        expect(half).to.contain("atlas-org:privateKey").and.not.to.contain("mongodbatlas:");
        const misspelled = await fixture().checkConfig({ publickey: "abcdefgh" });
        expect(misspelled.failures.join()).to.contain("`pulumi config rm atlas-org:publickey`");
    });

    it("holds the claims of a program whose SDK holds none", async () => {
        const { orgId, atlas } = fixture();
        const apiKeyId = atlas.addApiKey({ orgId }).id;
        const list = { orgId, apiKeyId, entries: ["203.0.113.1"] };
        await fixture().configure(fixture().settings);

        expect((await fixture().check("OrgApiKeyAccessList", list, { name: "a" })).failures).to.be.empty;
        expect((await fixture().check("OrgApiKeyAccessList", list, { name: "a" })).failures).to.be.empty;
        const second = await fixture().check("OrgApiKeyAccessList", list, { name: "b" });
        const entry = { orgId, apiKeyId, ipAddress: "203.0.113.9" };
        const beside = await fixture().check("OrgApiKeyAccessListEntry", entry, { name: "c" });

        expect(second.failures.join()).to.contain(
            `OrgApiKeyAccessList "b": the OrgApiKeyAccessList "a" of this program`,
        );
        expect(beside.failures.join()).to.contain(`OrgApiKeyAccessListEntry "c"`);
        await fixture().configure(fixture().settings);
        expect((await fixture().check("OrgApiKeyAccessList", list, { name: "b" })).failures).to.be.empty;
    });

    it("serves look-ups, and refuses bad arguments of them", async () => {
        const { orgId } = fixture();
        const { result } = await fixture().invoke("getOrganization", { orgId });
        expect(result).to.deep.equal({ orgId, name: "Paying organization" });

        const { failures } = await fixture().invoke("getOrganization", { orgId: "x" });
        expect(failures.join()).to.contain("24 lower-case hexadecimal digits");
        expect(await failureOf(fixture().invoke("getOrganization", { name: "nobody" }))).to.match(
            /^getOrganization: /,
        );
        expect(await failureOf(fixture().invoke("getNothing", {}))).to.contain("There is no function");
    });

    it("fails with a sentence that names the resource, and with no kind that it does not have", async () => {
        const id = `${fixture().orgId}-${"f".repeat(24)}`;
        expect(await failureOf(fixture().read("OrgApiKey", id))).to.contain(
            `OrgApiKey ${id}: it does not exist`,
        );
        expect(await failureOf(fixture().create("Cluster", {}))).to.contain("There is no resource");
        expect(writes()).to.be.empty;
    });

    it("waits no longer for Atlas to take calls when the run is cancelled", async () => {
        const { orgId, atlas, settings } = fixture();
        await fixture().configure({ ...settings, maxRateLimitWaitMs: "7200000" });
        const hold = () => fixture().cancel();
        const headers = { "retry-after": "3600" };
        const fault = atlas.faults.add({ method: "POST", status: 429, headers, hold });

        const creating = fixture().create("OrgApiKey", { orgId, description: "ci", roles: ["ORG_MEMBER"] });

        expect(await failureOf(creating)).to.contain("It is not tried again, as the run was cancelled.");
        expect(fault.hits).to.equal(1);
    });

    it("counts LinkTokens of one name in components of two types as two", async () => {
        const { orgId } = fixture();
        const inputs = async (component: string) =>
            (await fixture().check("LinkToken", { orgId }, { name: "link", component })).inputs[
                "__linkTokens"
            ];

        expect(await inputs("test:index:East")).to.have.property("own", "test:index:East/link");
        expect(await inputs("test:index:West")).to.have.property("own", "test:index:West/link");
        expect(await inputs("pulumi:pulumi:Stack")).to.have.property("own", "link");
    });
});
