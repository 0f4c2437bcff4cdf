import { expect } from "chai";
import { AtlasApiError } from "#provider/atlas/errors/errors";
import type { Shown } from "#provider/resources/evidence";
import { evidenceOf, evidenceOfPresence, inWholeSeconds, isDated } from "#provider/resources/evidence";

const answered = (status: number, outcome: "notExecuted" | "unknown" = "notExecuted") =>
    new AtlasApiError(`POST /x: ${status}.`, { method: "POST", path: "/x", status, outcome });

const ATTEMPTED_AT = "2026-08-10T03:02:57Z";
const BEFORE: Shown = { createdAt: "2026-08-10T03:02:56Z" };
const SINCE: Shown = { createdAt: "2026-08-10T03:02:57Z" };
const UNDATED: Shown = {};

describe("the evidence of what became of an object that was to be made", () => {
    for (const [what, error, isInDoubt, shown, evidence] of [
        ["Atlas has taken it", undefined, false, "notRead", "made"],
        ["Atlas has taken a later try", undefined, true, "notRead", "made"],
        ["the only try was a conflict", answered(409), false, "notRead", "stood"],
        ["the only try was refused", answered(400), false, "notRead", "refused"],
        [
            "the only try failed, and nothing can be read",
            answered(503, "unknown"),
            false,
            "notRead",
            "unknown",
        ],
        ["it is not there", answered(503, "unknown"), true, "absent", "refused"],
        ["it is older than the attempt", answered(503, "unknown"), true, BEFORE, "stood"],
        ["it is of the second of the attempt", answered(503, "unknown"), true, SINCE, "made"],
        ["it has no date", answered(503, "unknown"), true, UNDATED, "stood"],
        ["a later try was a conflict, and it is older", answered(409), true, BEFORE, "stood"],
        ["a later try was a conflict with it", answered(409), true, SINCE, "made"],
        ["a later try was a conflict, and nothing can be read", answered(409), true, "notRead", "unknown"],
    ] as const) {
        it(`is "${evidence}" where ${what}`, () => {
            expect(evidenceOf({ error, isInDoubt, attemptedAt: ATTEMPTED_AT }, shown)).to.equal(evidence);
        });
    }

    it("goes by whole seconds, whichever way a date is written", () => {
        expect(evidenceOfPresence(ATTEMPTED_AT, { createdAt: "2026-08-10T03:02:57.999Z" })).to.equal("made");
        expect(evidenceOfPresence(ATTEMPTED_AT, { createdAt: "2026-08-10T03:02:56.999Z" })).to.equal("stood");
        expect(inWholeSeconds(Date.parse("2026-08-10T03:02:57.999Z"))).to.equal(ATTEMPTED_AT);
    });

    it("takes nothing for its own without a date, or without the time of the attempt", () => {
        for (const [attemptedAt, createdAt] of [
            [undefined, "2026-08-10T03:02:57Z"],
            [ATTEMPTED_AT, undefined],
            [ATTEMPTED_AT, "yesterday"],
        ]) {
            expect(evidenceOfPresence(attemptedAt, { createdAt })).to.equal("stood");
            expect(isDated(attemptedAt, { createdAt })).to.equal(false);
        }
    });
});
