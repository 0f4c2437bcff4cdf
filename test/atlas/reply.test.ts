import { expect } from "chai";
import { readReply } from "#provider/atlas/reply";
import type { AnsweredCall } from "#provider/atlas/reply";
import { failureOf } from "./harness";

const CALL = {
    method: "POST",
    path: "/orgs",
    caller: "API key abcdefgh",
    isAuthenticated: true,
    isChallengeable: true,
    canTakeEffect: true,
    nowMs: 0,
    redact: (text: string) => text,
};
const REPLY = { status: 200, statusText: "", text: "", header: () => undefined };

describe("readReply", () => {
    it("takes null and an empty text for missing where a value is expected", async () => {
        for (const value of [null, ""]) {
            const call = { ...CALL, expects: ["key.privateKey"] };
            const error = await failureOf(
                read({ text: JSON.stringify({ key: { privateKey: value } }) }, call),
            );

            expect(error.name).to.equal("AtlasResponseError");
            expect(error.message).to.include('a body without "key.privateKey"');
        }
    });

    it("reads false, 0 and null as bodies", async () => {
        expect(await read({ text: "false" })).to.be.false;
        expect(await read({ text: "0" })).to.equal(0);
        expect(await read({ text: "null" })).to.be.null;
    });

    it("says so where the server says nothing of its body", async () => {
        const error = await failureOf(read({ text: "{" }));

        expect(error.message).to.include("not JSON (no content type, 1 bytes)");
    });
});

// eslint-disable-next-line @typescript-eslint/require-await -- turns what it throws into a rejection
async function read(reply: Partial<typeof REPLY>, call: AnsweredCall = CALL): Promise<unknown> {
    return readReply(call, { ...REPLY, ...reply });
}
