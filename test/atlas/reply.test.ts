import { expect } from "chai";
import { isCredentialRefused } from "#provider/atlas/errors/errorPredicates";
import { readReply } from "#provider/atlas/transport/reply";
import type { AnsweredCall } from "#provider/atlas/transport/reply";
import type { Reader } from "#provider/atlas/transport/answerReaders";
import {
    about,
    decides,
    informs,
    listOf,
    number,
    object,
    text,
} from "#provider/atlas/transport/answerReaders";
import { failureOf } from "./harness";

const CALL = {
    method: "POST",
    path: "/orgs",
    origin: "https://cloud.mongodb.com",
    caller: "API key abcdefgh",
    kind: "nonIdempotent" as const,
    isChallengeable: true,
    nowMs: 0,
    redact: (text: string) => text,
};
const REPLY = { status: 200, statusText: "", text: "", header: () => undefined };
const reading = (reader: Reader<unknown>): AnsweredCall => ({ ...CALL, read: reader });
const NOTHING_DONE = {
    unusable: "notExecuted",
    broken: "notExecuted",
    foreign: "notExecuted",
    refused: "notExecuted",
};

describe("readReply", () => {
    const KEY = object({ key: decides(object({ privateKey: decides(text) })) });

    it("takes for missing what is null, empty or of another type, and says nothing of the value", async () => {
        for (const value of [undefined, null, "", 7, true, {}, ["abc"]]) {
            const error = await failureOf(
                read({ text: JSON.stringify({ key: { privateKey: value } }) }, reading(KEY)),
            );

            expect(error.name).to.equal("AtlasResponseError");
            expect(error.message).to.include('a body without a usable "key.privateKey".');
        }
    });

    it("names the member of a list that cannot be used", async () => {
        const list = object({ results: decides(listOf(object({ id: decides(text) }))) });

        const cases: [results: unknown, field: string][] = [
            [undefined, "results"],
            [{}, "results"],
            [[null], "results[0]"],
            [[{ id: "a" }, "abc"], "results[1]"],
            [[{ id: "a" }, {}], "results[1].id"],
        ];
        for (const [results, field] of cases) {
            const error = await failureOf(read({ text: JSON.stringify({ results }) }, reading(list)));

            expect(error.message).to.include(`a body without a usable "${field}".`);
        }
    });

    it("reads what only informs as absent, where it has no value or another type", async () => {
        const note = object({ note: informs(text), size: informs(number) });

        for (const value of [undefined, null, {}, ["abc"]]) {
            const body = JSON.stringify({ note: value, size: value, other: 1 });
            expect(await read({ text: body }, reading(note))).to.deep.equal({});
        }
        expect(await read({ text: '{"note":"abc","size":0}' }, reading(note))).to.deep.equal({
            note: "abc",
            size: 0,
        });
    });

    it("takes an answer about something else for no answer", async () => {
        const mine = about({ id: "mine" }, object({ id: decides(text) }));

        expect(await read({ text: '{"id":"mine"}' }, reading(mine))).to.deep.equal({ id: "mine" });
        const error = await failureOf(read({ text: '{"id":"of another"}' }, reading(mine)));
        expect(error.message).to.include('a body about something else than was asked for (its "id").');
        expect(error.message).to.not.include("of another");
    });

    it("reads false, 0 and null as bodies", async () => {
        expect(await read({ text: "false" })).to.be.false;
        expect(await read({ text: "0" })).to.equal(0);
        expect(await read({ text: "null" })).to.be.null;
    });

    it("takes a 401 for a refused token only if Atlas has said so, or the server asks for one", async () => {
        const call = { ...CALL, isChallengeable: false };
        const refusal = (challenge: string, text = "") => {
            const header = (name: string) => (name === "www-authenticate" ? challenge : undefined);
            return failureOf(read({ status: 401, text, header } as never, call));
        };

        for (const challenge of ["Bearer", 'Basic realm="x", bearer error="invalid_token"']) {
            expect(isCredentialRefused(await refusal(challenge)), challenge).to.be.true;
        }
        expect(isCredentialRefused(await refusal("", '{"error":401}'))).to.be.true;
        for (const challenge of ["", 'Basic realm="bearer"', "Negotiate", 'Digest realm="r", nonce="n"']) {
            expect(isCredentialRefused(await refusal(challenge)), challenge).to.be.false;
        }
    });

    it("names the server unless it is where Atlas is for nearly everybody, or asked for no credential", async () => {
        const conflict = { status: 409, statusText: "Conflict" };

        expect((await failureOf(read(conflict))).message).to.not.include("It was answered by");
        expect(
            (await failureOf(read(conflict, { ...CALL, origin: "https://ops.example.com:8443" }))).message,
        ).to.match(/ It was answered by https:\/\/ops\.example\.com:8443 \(baseUrl\)\.$/);
        expect((await failureOf(read(conflict, { ...CALL, kind: "authProbe" }))).message).to.match(
            /no answer of Atlas.* It was answered by https:\/\/cloud\.mongodb\.com \(baseUrl\)\.$/,
        );
    });

    it("does not take a page for the answer to a deletion, which has nothing to say", async () => {
        const call = { ...CALL, method: "DELETE" };

        for (const text of ["", "{}", "null"]) {
            await read({ text }, call);
        }
        for (const text of ['{"status":"ok"}', "[1]", '"done"']) {
            expect((await failureOf(read({ text }, call))).message).to.include(
                "a body, where Atlas has none",
            );
        }
    });

    for (const [kind, fates] of [
        [
            "nonIdempotent",
            { unusable: "executed", broken: "unknown", foreign: "unknown", refused: "notExecuted" },
        ],
        [
            "repeatable",
            { unusable: "executed", broken: "unknown", foreign: "unknown", refused: "notExecuted" },
        ],
        ["tokenRequest", NOTHING_DONE],
        ["authProbe", NOTHING_DONE],
    ] as const) {
        it(`says what is known of the outcome of a request of the kind "${kind}"`, async () => {
            const outcomeOf = async (reply: Partial<typeof REPLY>) =>
                (await failureOf(read(reply, { ...CALL, kind })))["outcome"];

            expect({
                unusable: await outcomeOf({ text: "{" }),
                broken: await outcomeOf({ status: 503 }),
                foreign: await outcomeOf({ status: 409 }),
                refused: await outcomeOf({ status: 409, text: '{"error":409}' }),
            }).to.deep.equal(fates);
        });
    }

    it("says so where the server says nothing of its body", async () => {
        const error = await failureOf(read({ text: "{" }));

        expect(error.message).to.include("not JSON (no content type, 1 bytes)");
    });
});

// eslint-disable-next-line @typescript-eslint/require-await -- turns what it throws into a rejection
async function read(reply: Partial<typeof REPLY>, call: AnsweredCall = CALL): Promise<unknown> {
    return readReply(call, { ...REPLY, ...reply });
}
