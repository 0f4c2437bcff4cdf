import { execFile, spawnSync } from "node:child_process";
import { promisify } from "node:util";

import { expect } from "chai";

import { EmulatedAtlas } from "#testkit/atlas/emulatedAtlas";
import type { EmulatedAtlasOptions } from "#testkit/atlas/emulatedAtlasOptions";

import { JSON_TYPE } from "./handClient";

const HAS_CURL = spawnSync("curl", ["--version"]).status === 0;

/** curl knows nothing of this project: what it can use is HTTP digest as others understand it. */
describe("testkit/atlas: curl --digest", () => {
    if (!HAS_CURL) {
        // No pending test, which would fail the run: the sentence in the report is all there is to say.
        it("is not judged by curl, as there is no curl on this machine", () => undefined);
        return;
    }
    let atlas: EmulatedAtlas;

    async function start(options: EmulatedAtlasOptions = {}): Promise<void> {
        atlas = await EmulatedAtlas.start(options);
    }

    async function curl(path: string, ...options: string[]): Promise<string> {
        const { publicKey, privateKey } = atlas.payingOrganization;
        const { stdout } = await promisify(execFile)("curl", [
            "--silent",
            "--digest",
            ...["--user", `${publicKey}:${privateKey}`],
            ...["--header", `Accept: ${JSON_TYPE}`, "--header", `Content-Type: ${JSON_TYPE}`],
            ...["--write-out", " %{http_code}"],
            ...options,
            `${atlas.baseUrl}/api/atlas/v2${path}`,
        ]);
        return stdout;
    }

    afterEach(() => atlas.close());

    it("reads", async () => {
        await start();

        expect(await curl("/orgs")).to.match(/"name":"Paying organization".* 200$/);
    });

    it("writes a body", async () => {
        await start();
        const { orgId } = atlas.payingOrganization;

        const output = await curl(
            `/orgs/${orgId}/apiKeys`,
            "--data",
            '{"desc":"by curl","roles":["ORG_MEMBER"]}',
        );

        expect(output).to.match(/ 200$/);
        expect([...atlas.store.apiKeys.values()].map(({ desc }) => desc)).to.include("by curl");
    });

    it("deletes a range, whose slash is encoded in the path", async () => {
        await start();
        const { orgId } = atlas.payingOrganization;
        const key = atlas.addApiKey({ orgId, accessList: ["198.51.100.0/24"] });

        const output = await curl(
            `/orgs/${orgId}/apiKeys/${key.id}/accessList/198.51.100.0%2F24`,
            "--request",
            "DELETE",
        );

        expect(output).to.equal(" 204");
        expect(key.accessList.size).to.equal(0);
    });

    it("is turned away with a wrong key", async () => {
        await start();

        expect(await curl("/orgs", "--user", "abcdefgh:wrong")).to.match(/ 401$/);
    });

    it("is called again after its nonce went stale between two calls of one connection", async () => {
        await start({ nonceUses: 2 });
        const url = `${atlas.baseUrl}/api/atlas/v2/orgs`;

        expect(await curl("/orgs", url, url)).to.match(/ 200.* 200.* 200$/s);
    });

    it("answers a challenge without qop", async () => {
        await start({ challengeWithoutQop: true });

        expect(await curl("/orgs")).to.match(/ 200$/);
        expect(atlas.calls()[0]?.headers.authorization).not.to.contain("qop");
    });

    for (const challenge of [{ algorithm: "SHA-256" }, { qop: "auth, auth-int" }, { realm: 'a "b", \\c' }]) {
        it(`answers a challenge with ${JSON.stringify(challenge)}`, async () => {
            await start({ challenge });

            expect(await curl("/orgs")).to.match(/ 200$/);
        });
    }

    it("finds no answer to a challenge for which the testkit has none", async () => {
        await start({ challenge: { algorithm: "SHA-512-256" } });

        expect(await curl("/orgs")).to.match(/ 401$/);
    });
});
