import { expect } from "chai";
import { readRetryAfterMs } from "#provider/atlas/transport/retryAfter";

const NOW_MS = Date.UTC(2026, 10, 25, 12, 0, 0);

function read(headers: Record<string, string>, parameters: readonly unknown[] = []): number | undefined {
    return readRetryAfterMs({ header: (name) => headers[name] }, parameters, NOW_MS);
}

describe("how long a server asks to wait", () => {
    const cases: [string, Record<string, string>, number | undefined][] = [
        ["seconds", { "retry-after": "55" }, 55_000],
        ["no seconds", { "retry-after": "0" }, 0],
        ["seconds with a fraction", { "retry-after": " 1.5 " }, 1_500],
        ["a date", { "retry-after": "Wed, 25 Nov 2026 12:00:30 GMT" }, 30_000],
        [
            "a date of a server whose clock is a minute ahead",
            { "retry-after": "Wed, 25 Nov 2026 12:01:30 GMT", date: "Wed, 25 Nov 2026 12:01:00 GMT" },
            30_000,
        ],
        ["a date in the past", { "retry-after": "Wed, 25 Nov 2026 11:00:00 GMT" }, 0],
        ["nonsense", { "retry-after": "soon" }, undefined],
        ["nothing", {}, undefined],
    ];

    for (const [what, headers, expectedMs] of cases) {
        it(`is ${String(expectedMs)} ms by a header with ${what}`, () => {
            expect(read(headers)).to.equal(expectedMs);
        });
    }

    it("comes from the parameters of a token bucket where the header is missing", () => {
        expect(read({}, ["api/atlas/v2/orgs", 55, 10, 5, 60])).to.equal(55_000);
        expect(read({ "retry-after": "7" }, ["api/atlas/v2/orgs", 55, 10, 5, 60])).to.equal(7_000);
    });

    it("is not known of the older limiter, which says a number of minutes only", () => {
        expect(read({}, ["/api/oauth/token", 50, 1])).to.be.undefined;
        expect(read({}, ["path", "55", 10, 5, 60])).to.be.undefined;
    });
});
