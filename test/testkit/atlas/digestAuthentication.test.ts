import { expect } from "chai";

import { EmulatedAtlas } from "#testkit/atlas/emulatedAtlas";
import type { EmulatedAtlasOptions } from "#testkit/atlas/emulatedAtlasOptions";

import { nonceOf, send, sign } from "./handClient";
import type { Reply, Signature } from "./handClient";

const TARGET = "/api/atlas/v2/orgs";

describe("testkit/atlas: digest authentication", () => {
    let nowMs = 0;
    let atlas: EmulatedAtlas;

    async function start(options: EmulatedAtlasOptions = {}): Promise<void> {
        await atlas.close();
        atlas = await EmulatedAtlas.start({ clock: { nowMs: () => nowMs }, ...options });
    }

    async function freshNonce(): Promise<string> {
        return nonceOf(await send(atlas.baseUrl, "GET", TARGET));
    }

    function answer(nonce: string, nc: string, forged: Partial<Signature> = {}): Promise<Reply> {
        const authorization = sign({
            ...atlas.payingOrganization,
            nonce,
            nc,
            uri: TARGET,
            cnonce: "c",
            qop: "auth",
            ...forged,
        });
        return send(atlas.baseUrl, "GET", TARGET, { headers: { authorization } });
    }

    beforeEach(async () => {
        nowMs = Date.parse("2026-01-01T00:00:00Z");
        atlas = await EmulatedAtlas.start({ clock: { nowMs: () => nowMs } });
    });
    afterEach(() => atlas.close());

    it("challenges an unsigned request with the header and the body that Atlas sends", async () => {
        const reply = await send(atlas.baseUrl, "GET", TARGET);

        expect(reply.status).to.equal(401);
        expect(reply.headers["www-authenticate"]).to.match(
            /^Digest realm="MMS Public API", domain="", nonce="[A-Za-z0-9+/]{32}", algorithm=MD5, qop="auth", stale=false$/,
        );
        expect(reply.body).to.deep.equal({
            error: 401,
            reason: "Unauthorized",
            detail: "You are not authorized for this resource.",
            errorCode: "UNEXPECTED_ERROR",
        });
    });

    it("lets a request with a good signature in", async () => {
        const reply = await answer(await freshNonce(), "00000001");

        expect(reply.status).to.equal(200);
        expect(reply.headers).not.to.have.property("www-authenticate");
    });

    it("challenges a wrong private key anew, without calling the nonce stale", async () => {
        const reply = await answer(await freshNonce(), "00000001", { privateKey: "wrong" });

        expectChallenge(reply, { isStale: false });
    });

    it("challenges a public key that does not exist", async () => {
        expectChallenge(await answer(await freshNonce(), "00000001", { publicKey: "nosuchky" }), {
            isStale: false,
        });
    });

    it("challenges a wrong realm", async () => {
        expectChallenge(await answer(await freshNonce(), "00000001", { realm: "another" }), {
            isStale: false,
        });
    });

    it("challenges Basic credentials", async () => {
        const { publicKey, privateKey } = atlas.payingOrganization;
        const basic = Buffer.from(`${publicKey}:${privateKey}`).toString("base64");

        const reply = await send(atlas.baseUrl, "GET", TARGET, {
            headers: { authorization: `Basic ${basic}` },
        });

        expectChallenge(reply, { isStale: false });
    });

    it("takes the counts of a nonce in any order", async () => {
        const nonce = await freshNonce();

        const statuses = [];
        for (const nc of ["00000003", "00000001", "00000002"]) {
            statuses.push((await answer(nonce, nc)).status);
        }

        expect(statuses).to.deep.equal([200, 200, 200]);
    });

    it("takes no count twice", async () => {
        const nonce = await freshNonce();
        await answer(nonce, "00000001");

        expectChallenge(await answer(nonce, "00000001"), { isStale: false });
    });

    it("uses a count up even if the password is wrong", async () => {
        const nonce = await freshNonce();
        await answer(nonce, "00000001", { privateKey: "wrong" });

        expectChallenge(await answer(nonce, "00000001"), { isStale: false });
    });

    it("refuses count 00000000", async () => {
        expectChallenge(await answer(await freshNonce(), "00000000"), { isStale: false });
    });

    it("refuses a count that is not eight hex digits", async () => {
        expectChallenge(await answer(await freshNonce(), "1"), { isStale: false });
    });

    it("takes count 3ff and calls the nonce stale from count 400 on", async () => {
        const nonce = await freshNonce();

        expect((await answer(nonce, "000003ff")).status).to.equal(200);
        expectChallenge(await answer(nonce, "00000400"), { isStale: true });
    });

    it("keeps several nonces good at a time", async () => {
        const nonces = [await freshNonce(), await freshNonce()];

        const replies = await Promise.all(nonces.map((nonce) => answer(nonce, "00000001")));

        expect(replies.map(({ status }) => status)).to.deep.equal([200, 200]);
    });

    it("takes a nonce for 60 seconds and calls it stale afterwards", async () => {
        const nonce = await freshNonce();
        nowMs += 60_000;
        expect((await answer(nonce, "00000001")).status).to.equal(200);
        nowMs += 1;

        expectChallenge(await answer(nonce, "00000002"), { isStale: true });
    });

    it("calls a nonce stale that it does not know", async () => {
        expectChallenge(await answer("bm90IGEgbm9uY2Ugb2YgdGhpcyBzZXJ2ZXIh", "00000001"), { isStale: true });
    });

    it("forgets all nonces when a test says so", async () => {
        const nonce = await freshNonce();
        atlas.forgetNonces();

        expectChallenge(await answer(nonce, "00000001"), { isStale: true });
    });

    it("wants the uri of the signature to be the target of the request", async () => {
        expectChallenge(await answer(await freshNonce(), "00000001", { uri: `${TARGET}?pageNum=1` }), {
            isStale: false,
        });
    });

    it("wants the method of the request signed", async () => {
        expectChallenge(await answer(await freshNonce(), "00000001", { method: "POST" }), { isStale: false });
    });

    it("wants qop and cnonce", async () => {
        const nonce = await freshNonce();

        expectChallenge(await answer(nonce, "00000001", { cnonce: undefined }), { isStale: false });
        expectChallenge(await answer(nonce, "00000002", { qop: undefined }), { isStale: false });
    });

    it("can have nonces that wear out sooner", async () => {
        await start({ nonceUses: 2, nonceLifeMs: 1_000 });
        const nonce = await freshNonce();

        expect((await answer(nonce, "00000001")).status).to.equal(200);
        expectChallenge(await answer(nonce, "00000002"), { isStale: true });
        nowMs += 1_001;
        expectChallenge(await answer(nonce, "00000003"), { isStale: true });
    });

    describe("without qop", () => {
        const WITHOUT_QOP = { nc: undefined, cnonce: undefined, qop: undefined };

        beforeEach(() => start({ challengeWithoutQop: true, nonceUses: 3 }));

        it("challenges without naming qop", async () => {
            const reply = await send(atlas.baseUrl, "GET", TARGET);

            expect(reply.headers["www-authenticate"]).to.match(
                /^Digest realm="MMS Public API", domain="", nonce="[^"]{32}", algorithm=MD5, stale=false$/,
            );
        });

        it("takes the response of RFC 2069, and the nonce again until it is worn out", async () => {
            const nonce = await freshNonce();

            expect((await answer(nonce, "", WITHOUT_QOP)).status).to.equal(200);
            expect((await answer(nonce, "", WITHOUT_QOP)).status).to.equal(200);
            expectChallenge(await answer(nonce, "", WITHOUT_QOP), { isStale: true });
        });

        it("refuses a response with qop, which nobody has offered", async () => {
            expectChallenge(await answer(await freshNonce(), "00000001"), { isStale: false });
        });
    });
});

function expectChallenge(reply: Reply, { isStale }: { isStale: boolean }): void {
    expect(reply.status).to.equal(401);
    expect(reply.headers["www-authenticate"]).to.contain(`stale=${isStale}`);
    expect(nonceOf(reply)).to.have.length(32);
}
