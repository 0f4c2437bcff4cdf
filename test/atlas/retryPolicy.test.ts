import { expect } from "chai";
import type { Fate } from "#provider/atlas/errors/fate";
import {
    AtlasApiError,
    AtlasNetworkError,
    AtlasResponseError,
    AtlasTimeoutError,
} from "#provider/atlas/errors/errors";
import type { FailureKind, RetrySituation } from "#provider/atlas/retrying/retryPolicy";
import { decideRetry, failureKindOf } from "#provider/atlas/retrying/retryPolicy";

const CALL = { method: "POST", path: "/orgs" };

function situation(values: Partial<RetrySituation>): RetrySituation {
    return {
        kind: "outcomeUnknown",
        attempts: 1,
        isRepeatable: true,
        leftMs: 120_000,
        random: 0.5,
        ...values,
    };
}

describe("the retry policy", () => {
    const worth: [FailureKind, "repeatable" | "not repeatable", boolean][] = [
        ["rateLimited", "repeatable", true],
        ["rateLimited", "not repeatable", true],
        ["notCarriedOut", "repeatable", true],
        ["notCarriedOut", "not repeatable", true],
        ["outcomeUnknown", "repeatable", true],
        ["outcomeUnknown", "not repeatable", false],
        ["unusableAnswer", "repeatable", true],
        ["unusableAnswer", "not repeatable", false],
        ["final", "repeatable", false],
        ["final", "not repeatable", false],
    ];

    for (const [kind, what, isRepeated] of worth) {
        it(`${isRepeated ? "repeats" : "gives up"} a request that is ${what} after "${kind}"`, () => {
            const decision = decideRetry(situation({ kind, isRepeatable: what === "repeatable" }));

            expect(decision.action).to.equal(isRepeated ? "wait" : "stop");
            expect(decision).to.not.have.property("isOutOfTime", true);
        });
    }

    for (const [attempts, longestMs] of [
        [1, 500],
        [2, 1_000],
        [4, 4_000],
        [7, 30_000],
        [50, 30_000],
    ] as const) {
        it(`waits up to ${longestMs} ms after try ${attempts}, anything between, when nobody says how long`, () => {
            const waits = [0, 0.5, 1].map((random) => decideRetry(situation({ attempts, random })));

            expect(waits).to.deep.equal(
                [0, longestMs / 2, longestMs].map((waitMs) => ({ action: "wait", waitMs })),
            );
        });
    }

    it("waits as long as the server asks, and a moment more, whatever the number of tries", () => {
        const waits = [0, 1].map((random) =>
            decideRetry(situation({ kind: "rateLimited", attempts: 9, retryAfterMs: 55_000, random })),
        );

        expect(waits).to.deep.equal([
            { action: "wait", waitMs: 55_000 },
            { action: "wait", waitMs: 56_000 },
        ]);
    });

    it("gives up when the wait is longer than what is left, and says that this is why", () => {
        expect(decideRetry(situation({ attempts: 3, random: 1, leftMs: 1_999 }))).to.deep.equal({
            action: "stop",
            isOutOfTime: true,
        });
        expect(decideRetry(situation({ attempts: 3, random: 1, leftMs: 2_000 })).action).to.equal("wait");
    });

    it("asks three times for a usable answer", () => {
        const actions = [1, 2, 3].map(
            (attempts) => decideRetry(situation({ kind: "unusableAnswer", attempts })).action,
        );

        expect(actions).to.deep.equal(["wait", "wait", "stop"]);
    });
});

describe("the kind of a failure", () => {
    const answers: [number, Fate, string | undefined, FailureKind][] = [
        [429, "nothingDone", "RATE_LIMITED_TOKEN_BUCKET", "rateLimited"],
        [429, "nothingDone", undefined, "rateLimited"],
        [500, "unknown", "UNEXPECTED_ERROR", "outcomeUnknown"],
        [502, "unknown", undefined, "outcomeUnknown"],
        [503, "unknown", "SERVICE_UNAVAILABLE", "outcomeUnknown"],
        [504, "unknown", undefined, "outcomeUnknown"],
        [503, "nothingDone", undefined, "notCarriedOut"],
        [501, "unknown", undefined, "final"],
        [405, "nothingDone", "WRITES_NOT_ALLOWED_DURING_APP_UPGRADES", "notCarriedOut"],
        [405, "nothingDone", undefined, "final"],
        [400, "nothingDone", "INVALID_ATTRIBUTE", "final"],
        [401, "nothingDone", undefined, "final"],
        [403, "nothingDone", "IP_ADDRESS_NOT_ON_ACCESS_LIST", "final"],
        [404, "nothingDone", undefined, "final"],
        [409, "nothingDone", "ORG_NOT_EMPTY", "final"],
    ];

    for (const [status, fate, errorCode, kind] of answers) {
        const what = fate === "unknown" ? "to an authenticated request" : "";
        it(`of ${status} ${errorCode ?? "without code"} ${what} is "${kind}"`, () => {
            const error = new AtlasApiError("m", { ...CALL, status, errorCode, fate });

            expect(failureKindOf(error)).to.equal(kind);
        });
    }

    const silences: [string | undefined, Fate, FailureKind][] = [
        ["ECONNRESET", "unknown", "outcomeUnknown"],
        ["ECONNRESET", "nothingDone", "notCarriedOut"],
        ["ECONNREFUSED", "nothingDone", "notCarriedOut"],
        ["EAI_AGAIN", "nothingDone", "notCarriedOut"],
        [undefined, "nothingDone", "notCarriedOut"],
        ["ENOTFOUND", "nothingDone", "final"],
        ["EPROTO", "nothingDone", "final"],
        ["ERR_SSL_WRONG_VERSION_NUMBER", "nothingDone", "final"],
        ["ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR", "nothingDone", "notCarriedOut"],
        ["DEPTH_ZERO_SELF_SIGNED_CERT", "nothingDone", "final"],
        ["CERT_HAS_EXPIRED", "nothingDone", "final"],
        ["ERR_TLS_CERT_ALTNAME_INVALID", "nothingDone", "final"],
        ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "nothingDone", "final"],
    ];

    for (const [code, fate, kind] of silences) {
        it(`of ${code ?? "no code"}, ${fate === "unknown" ? "sent" : "not sent"}, is "${kind}"`, () => {
            for (const ErrorClass of [AtlasNetworkError, AtlasTimeoutError]) {
                const error = new ErrorClass("m", { ...CALL, code, fate });

                expect(failureKindOf(error)).to.equal(kind);
            }
        });
    }

    it("of an answer that cannot be used is its own, and of anything else final", () => {
        expect(failureKindOf(new AtlasResponseError("m", { ...CALL, status: 200 }))).to.equal(
            "unusableAnswer",
        );
        expect(failureKindOf(new Error("m"))).to.equal("final");
    });
});
