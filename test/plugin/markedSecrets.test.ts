import { expect } from "chai";
import { secret } from "#provider/plugin/wireValues";
import { EchoingAtlas, ECHOES } from "../support/echoingAtlas";
import type { SecretWatch } from "../support/stackSecrets";
import type { PluginFixture, Properties } from "./usePlugin";
import { failureOf, usePlugin } from "./usePlugin";

// What a program marks as secret comes marked to the plugin, in every call: no text that the engine gets may show it.

const DESCRIPTION = 'the "ne\\w" key of Jane/Doe & sons = 50% + {x}';
const NOT_FOUND = `mdb_sa_id_${"d".repeat(24)}`;

/** As Pulumi writes the output of a resource that is secret. */
function secretOutput(value: unknown) {
    return { "4dabf18193072939515e22adb298388d": "d0e6a833031e9bbcd3f4e8bde6ca49a4", value, secret: true };
}

describe("what a program marks as secret, on the plugin", () => {
    const fixture = usePlugin({ environment: { PULUMI_ATLAS_DEBUG: "1" } });
    const keyWith = (more: Properties) => ({ orgId: fixture().orgId, roles: ["ORG_MEMBER"], ...more });
    const said = () => texts(fixture());
    const quickly = () => fixture().configure({ ...fixture().settings, maxRetryMs: "0" });

    beforeEach(async () => {
        fixture().atlas.faults.clear();
        await fixture().configure(fixture().settings);
    });

    /** Creates a key with this description, in vain. */
    async function failedKey(description: string, body?: unknown): Promise<string> {
        await quickly();
        fixture().atlas.faults.add({ method: "POST", status: 502, body, times: 9 });
        return failureOf(fixture().create("OrgApiKey", keyWith({ description: secret(description) })));
    }

    describe("in errors", () => {
        it("is not shown by a creation whose outcome is unknown, which names the property", async () => {
            const message = await failedKey("payments of Jane Doe");

            expect(message).to.not.contain("Jane");
            expect(message).to.match(/^OrgApiKey "\[secret description\]": /);
            expect(message).to.contain("502").and.to.contain('the key "[secret]"');
        });

        it("is not shown where a gateway repeats a part of it, and cuts it", async () => {
            const description = "payments of Jane Doe";
            for (const length of [178, 182, 186, 190, 194]) {
                const message = await failedKey(
                    description,
                    `${"x".repeat(length)} ${description}, and more`,
                );
                expect(message).to.not.contain("paym");
            }
        });

        it("is not shown where the middle of a long error is left out", async () => {
            const { orgId, atlas } = fixture();
            const apiKeyId = atlas.addApiKey({ orgId }).id;
            const detail = Array.from({ length: 700 }, () => "198.51.100.77").join(" ");
            for (const padding of ["", " ", "  ", "   ", "    ", "     "]) {
                const body = { error: 400, errorCode: "ANY", detail: padding + detail };
                atlas.faults.add({ method: "POST", status: 400, body });
                const entries = [secret("198.51.100.77")];
                const message = await failureOf(
                    fixture().create("OrgApiKeyAccessList", { orgId, apiKeyId, entries }),
                );
                expect(message)
                    .to.contain(" … ")
                    .and.not.to.match(/198|\.100|\d\.77/);
            }
        });

        for (const short of ["abc", "é", "a b"]) {
            it(`is named by its property where it is as short as "${short}", and the rest stays readable`, async () => {
                const message = await failedKey(short, { error: 502, detail: "abc a b é" });

                expect(message).to.contain('OrgApiKey "[secret description]"');
                expect(message).to.contain('the key "[secret description]" in organization');
                expect(message).to.contain("abc a b é");
            });
        }

        for (const common of ["true", "ORG_MEMBER", "8760", "description", "secret"]) {
            it(`leaves the words of others alone where it is "${common}"`, async () => {
                const message = await failedKey(common, { error: 502, detail: `what is ${common} here` });

                expect(message).to.contain('OrgApiKey "[secret description]"');
                expect(message).to.contain(`what is ${common} here`);
            });
        }

        it("is not looked for in the middle of other words and numbers", async () => {
            const { orgId, atlas } = fixture();
            const apiKeyId = atlas.addApiKey({ orgId }).id;
            const entries = [
                secret("198.51.100.7"),
                "198.51.100.77",
                "198.51.100.70/31",
                secret("2001:db8::1"),
            ];
            const detail =
                "198.51.100.77 198.51.100.70/31 9198.51.100.7 198.51.100.7. 2001:db8::12 2001:db8::1";
            atlas.faults.add({ method: "POST", status: 403, body: { error: 403, errorCode: "ANY", detail } });
            const message = await failureOf(
                fixture().create("OrgApiKeyAccessList", { orgId, apiKeyId, entries }),
            );

            expect(message).to.contain(
                "198.51.100.77 198.51.100.70/31 9198.51.100.7 [secret]. 2001:db8::12 [secret]",
            );
        });

        it("is not shown in another spelling of an address", async () => {
            const { orgId, atlas } = fixture();
            const apiKeyId = atlas.addApiKey({ orgId }).id;
            const spellings = [
                "2001:DB8:0::00a7",
                "2001:db8::a7",
                "2001:db8:0:0:0:0:0:a7",
                "2001:0db8:0000:0000:0000:0000:0000:00a7",
                "2001%3Adb8%3A%3Aa7",
            ];
            const detail = spellings.join(" ");
            atlas.faults.add({ method: "POST", status: 403, body: { error: 403, errorCode: "ANY", detail } });
            const message = await failureOf(
                fixture().create("OrgApiKeyAccessListEntry", {
                    orgId,
                    apiKeyId,
                    ipAddress: secret(spellings[0]),
                }),
            );

            expect(message.replaceAll(orgId, "").replaceAll(apiKeyId, "")).to.not.match(/a7/i);
            expect(message).to.match(/^OrgApiKeyAccessListEntry \[secret ipAddress\]: /);
        });
    });

    describe("in checks", () => {
        const failuresOf = async (kind: string, inputs: Properties) =>
            (await fixture().check(kind, { orgId: fixture().orgId, ...inputs })).failures.join("\n");
        const list = (entries: unknown) => ({ apiKeyId: "f".repeat(24), entries });

        it("is not shown by what refuses it", async () => {
            const entries = [
                secret("203.0.113.1"),
                secret("203.0.113.999"),
                secret("203.0.113.77/24"),
                "x.y",
            ];
            const failures = await failuresOf("OrgApiKeyAccessList", list(entries));

            expect(failures).to.contain("entries[1]: ").and.contain("is neither an IP address");
            expect(failures).to.contain("entries[2]: ").and.contain("host bits");
            expect(failures).to.not.match(/203\.0\.113/);
            expect(failures).to.contain('"x.y" is neither');
        });

        it("is not shown of a list that is secret as a whole, or the output of a resource", async () => {
            for (const entries of [
                secret(["10.0.0.999", "x"]),
                [secretOutput("10.0.0.999"), secretOutput("x")],
            ]) {
                const failures = await failuresOf("OrgApiKeyAccessList", list(entries));
                expect(failures.match(/\[secret entries\] is neither/g)).to.have.lengthOf(2);
                expect(failures).to.not.contain("10.0.0").and.not.to.contain('"x"');
            }
        });

        it("is not shown where it is cut", async () => {
            const value = Array.from({ length: 100 }, (_, index) => `part-${index}`).join(" ");
            const failures = await fixture().check("OrgApiKey", { orgId: secret(value), roles: [] });
            expect(failures.failures.join()).to.contain("orgId: ").and.not.to.contain("part");
        });

        it("is named by its property where it is a number, a choice or a role", async () => {
            const member = await failuresOf("OrgApiKey", {
                description: "ci",
                roles: [secret("ORG_MEMBR"), secret("ORG_OWNER")],
            });
            expect(member).to.contain("[secret roles] is not a role").and.contain("there are ORG_OWNER");
            expect(member).to.not.contain("MEMBR").and.not.to.contain("Did you mean");

            const choice = await failuresOf("OrgApiKeyAccessList", {
                ...list(["203.0.113.1"]),
                mode: secret("adopt"),
                onConflict: secret(12345),
            });
            expect(choice).to.contain('mode: is [secret mode]; it can be "authoritative" or "additive"');
            expect(choice).to.contain('onConflict: is [secret onConflict]; it can be "leave" or "adopt"');
        });
    });

    describe("in previews", () => {
        const blocks = Array.from({ length: 60 }, (_, index) => `10.${index}.0.0/16`);

        async function difference(before: unknown[], after: unknown[]): Promise<string> {
            const { orgId, atlas } = fixture();
            const apiKeyId = atlas.addApiKey({ orgId }).id;
            const inputs = (entries: unknown[]) => ({ orgId, apiKeyId, entries });
            const { id, outputs } = await fixture().create("OrgApiKeyAccessList", inputs(before));
            await fixture().diff("OrgApiKeyAccessList", id, outputs, inputs(after));
            return said();
        }

        it("is counted, and not named, where a long list changes", async () => {
            const secrets = blocks.map(secret);
            const lines = await difference(secrets, secrets.slice(10));

            expect(lines).to.contain("takes out 10 secret ones");
            expect(lines).to.not.match(/10\.\d+\.0\.0/);
        });

        it("is counted beside what may be named", async () => {
            const lines = await difference(blocks, [
                ...blocks.slice(2),
                secret("172.16.0.0/12"),
                "192.168.0.0/16",
            ]);

            expect(lines).to.contain("takes out 10.0.0.0/16, 10.1.0.0/16");
            expect(lines).to.contain("brings in 1 secret one, 192.168.0.0/16");
        });
    });

    describe("in logs", () => {
        it("is in no line of a request, and state has it as it was", async () => {
            const { orgId, atlas } = fixture();
            const key = atlas.addApiKey({ orgId });
            const inputs = { orgId, apiKeyId: key.id, ipAddress: secret("2001:db8::a7") };
            const { id, outputs } = await fixture().create("OrgApiKeyAccessListEntry", inputs);
            await fixture().configure(fixture().settings);
            await fixture().delete("OrgApiKeyAccessListEntry", id, outputs);

            expect(said()).to.contain("DELETE /orgs/").and.contain("[secret]").and.not.to.contain("a7:");
            expect(said()).to.not.match(/a7\b/);
            expect(outputs).to.deep.include({
                ipAddress: secret("2001:db8::a7"),
                address: secret("2001:db8::a7"),
            });
            expect(atlas.requests.map(({ path }) => path).join()).to.match(/a7/i);
        });
    });

    describe("in what the provider is given", () => {
        it("is not shown by a refusal of it, nor by what is answered from there", async () => {
            const baseUrl = secret("http://ops.acme-bank.example:8080");
            const { failures } = await fixture().checkConfig({ ...fixture().settings, baseUrl });
            expect(failures.join()).to.contain('atlas-org:baseUrl "[secret]" is not https');

            await fixture().configure({ ...fixture().settings, baseUrl: secret(fixture().atlas.baseUrl) });
            const message = await failureOf(
                fixture().read("OrgApiKey", `${fixture().orgId}-${"f".repeat(24)}`),
            );
            expect(message).to.not.contain(fixture().atlas.baseUrl);
        });
    });

    it("is not shown by a look-up", async () => {
        const failure = await failureOf(fixture().invoke("getOrganization", { name: secret("Acme Bank") }));
        expect(failure).to.contain("getOrganization: ").and.not.to.contain("Acme");
    });

    it("takes nothing from what the package decides by: the entry that Atlas names goes apart from the others", async () => {
        const { orgId, atlas } = fixture();
        const { id: apiKeyId, accessList } = atlas.addApiKey({ orgId });
        const addresses = ["203.0.113.1", "203.0.113.2", "203.0.113.3", "203.0.113.4", "203.0.113.5"];
        const body = { error: 400, errorCode: "ANY", parameters: addresses.slice(4) };
        atlas.faults.add({ method: "POST", status: 400, body });
        const list = { orgId, apiKeyId, entries: addresses.map(secret) };
        const { outputs } = await fixture().create("OrgApiKeyAccessList", list);

        const posts = atlas.calls().filter(({ method }) => method === "POST");
        expect(posts.map((each) => (each.body as unknown[]).length)).to.deep.equal([5, 4, 1]);
        expect([...accessList.keys()]).to.have.members(addresses);
        expect(outputs["entries"]).to.deep.equal(secret(addresses.map(secret)));
    });
});

describe("what a program marks as secret, at a server that repeats it", () => {
    const fixture = usePlugin({ environment: { PULUMI_ATLAS_DEBUG: "1" } });
    const ADDRESS = "2001:db8:77::9";
    let echoing: EchoingAtlas;

    before(async () => {
        echoing = await EchoingAtlas.start([DESCRIPTION, ADDRESS]);
        await fixture().configure({
            ...fixture().settings,
            baseUrl: echoing.baseUrl,
            maxRetryMs: "0",
            maxRateLimitWaitMs: "0",
        });
    });
    after(() => echoing.close());

    for (const place of Object.keys(ECHOES)) {
        it(`is nowhere when ${place} repeats it`, async () => {
            const watch = echoing.repeatIn(place);
            const failures = await Promise.all(
                operations(fixture()).map((each) => each().then(() => "", String)),
            );
            expectNone(watch, [...failures, texts(fixture())].join("\n"));
        });
    }

    function operations(plugin: PluginFixture): (() => Promise<unknown>)[] {
        const { orgId } = plugin;
        const key = { orgId, description: secret(DESCRIPTION), roles: ["ORG_MEMBER"] };
        const made = { ...key, apiKeyId: "b".repeat(24), publicKey: "abcdefgh", schemaVersion: 1 };
        const id = `${orgId}-${made.apiKeyId}`;
        const list = { orgId, clientId: NOT_FOUND, entries: [secret(ADDRESS), "198.51.100.1"] };
        const added = { ...list, added: secret([ADDRESS]), schemaVersion: 1 };
        const listId = `${orgId}-${NOT_FOUND}`;
        const [ofKey, ofList] = ["OrgApiKey", "OrgServiceAccountAccessList"];
        return [
            () => plugin.create(ofKey, key),
            () => plugin.read(ofKey, id, { outputs: made, inputs: key }),
            () => plugin.update(ofKey, id, { olds: made, news: { ...key, roles: ["ORG_OWNER"] } }),
            () => plugin.delete(ofKey, id, made),
            () => plugin.create(ofList, list),
            () => plugin.read(ofList, listId, { outputs: added, inputs: list }),
            () =>
                plugin.update(ofList, listId, { olds: added, news: { ...list, entries: ["198.51.100.1"] } }),
            () => plugin.delete(ofList, listId, added),
        ];
    }

    function expectNone(watch: SecretWatch, all: string): void {
        expect(all).to.contain("OrgApiKey");
        watch.expectNone(all, "what the plugin says");
    }
});

function texts({ plugin }: PluginFixture): string {
    return plugin.logged.map(({ message }) => message).join("\n");
}
