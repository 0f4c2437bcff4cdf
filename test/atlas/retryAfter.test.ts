import { expect } from "chai";
import { readRetryAfterMs } from "#provider/atlas/transport/retryAfter";

const NOW_MS = Date.UTC(2026, 10, 25, 12, 0, 0);

function read(headers: Record<string, string>, parameters: readonly unknown[] = []): number | undefined {
    return readRetryAfterMs({ header: (name) => headers[name] }, parameters, NOW_MS);
}

describe("how long a server asks to wait", () => {
    const cases: [string, Record<string, string>, number | undefined][] = [
        ["seconds", { "retry-after": "55" }, 55_000],
        ["no seconds", { "retry-after": "0" }, undefined],
        ["fewer than none", { "retry-after": "-1" }, undefined],
        ["a sign", { "retry-after": "+1" }, undefined],
        ["a unit", { "retry-after": "60 seconds" }, undefined],
        ["a day", { "retry-after": "86400" }, 86_400_000],
        ["more than a day", { "retry-after": "86401" }, undefined],
        ["more than any number", { "retry-after": "9".repeat(400) }, undefined],
        ["seconds with a fraction", { "retry-after": " 1.5 " }, 1_500],
        ["a date", { "retry-after": "Wed, 25 Nov 2026 12:00:30 GMT" }, 30_000],
        [
            "a date of a server whose clock is a minute ahead",
            { "retry-after": "Wed, 25 Nov 2026 12:01:30 GMT", date: "Wed, 25 Nov 2026 12:01:00 GMT" },
            30_000,
        ],
        ["a date in the past", { "retry-after": "Wed, 25 Nov 2026 11:00:00 GMT" }, undefined],
        ["a date of another age", { "retry-after": "Fri, 31 Dec 9999 23:59:59 GMT" }, undefined],
        ["nonsense", { "retry-after": "soon" }, undefined],
        ["nothing", {}, undefined],
    ];

    for (const [what, headers, expectedMs] of cases) {
        it(`is ${String(expectedMs)} ms by a header with ${what}`, () => {
            expect(read(headers)).to.equal(expectedMs);
        });
    }

    it("comes from the parameters of a token bucket where the header asks for none", () => {
        expect(read({}, ["api/atlas/v2/orgs", 55, 10, 5, 60])).to.equal(55_000);
        expect(read({ "retry-after": "7" }, ["api/atlas/v2/orgs", 55, 10, 5, 60])).to.equal(7_000);
        expect(read({ "retry-after": "0" }, ["api/atlas/v2/orgs", 55, 10, 5, 60])).to.equal(55_000);
    });

    it("is not known of a token bucket that asks for no time, or for one without an end", () => {
        for (const seconds of [-1, 0, 1e20, Number.POSITIVE_INFINITY]) {
            expect(read({}, ["api/atlas/v2/orgs", seconds, 10, 5, 60]), String(seconds)).to.be.undefined;
        }
    });

    it("is not known of the older limiter, which says a number of minutes only", () => {
        expect(read({}, ["/api/oauth/token", 50, 1])).to.be.undefined;
        expect(read({}, ["path", "55", 10, 5, 60])).to.be.undefined;
    });
});
