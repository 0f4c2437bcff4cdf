import { expect } from "chai";
import type { HttpReply } from "#provider/atlas/transport/http";
import { AtlasTime } from "#provider/atlas/transport/atlasTime";

const TEN = "Sat, 01 Aug 2026 10:00:00 GMT";
const ELEVEN = "Sat, 01 Aug 2026 11:00:00 GMT";

function reply(
    date: string | undefined,
    others: Partial<HttpReply> & { challenge?: string } = {},
): HttpReply {
    const { challenge, ...rest } = others;
    const headers: Record<string, string | undefined> = { date, "www-authenticate": challenge };
    return { status: 200, statusText: "OK", text: "{}", header: (name) => headers[name], ...rest };
}

describe("the time at Atlas", () => {
    it("is not known before Atlas has answered", () => {
        expect(new AtlasTime().at(0)).to.equal(undefined);
    });

    it("goes by the answer that is nearest to the moment, before or after that", () => {
        const time = new AtlasTime();
        time.note(reply(TEN), 1_000);
        time.note(reply(ELEVEN), 9_000);

        expect(time.at(1_500)).to.equal(Date.parse(TEN) + 500);
        expect(time.at(8_000)).to.equal(Date.parse(ELEVEN) - 1_000);
    });

    it("goes by answers of Atlas's form only", () => {
        const challenge = 'Digest realm="MMS Public API", domain="", nonce="n", algorithm=MD5, qop="auth"';
        const error = JSON.stringify({ error: 503 });
        for (const [answer, counts] of [
            [reply(TEN, { status: 401, text: "<html>", challenge }), true],
            [reply(TEN, { status: 503, text: error }), true],
            [reply(TEN, { status: 204, text: "" }), true],
            [reply(TEN, { status: 502, text: "<html>bad gateway" }), false],
            [reply(TEN, { status: 403, text: error }), false],
            [reply("soon"), false],
            [reply(undefined), false],
        ] as const) {
            const time = new AtlasTime();
            time.note(answer, 0);
            expect(time.at(0) !== undefined, `${answer.status} ${answer.text}`).to.equal(counts);
        }
    });
});
