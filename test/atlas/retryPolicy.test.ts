import { expect } from "chai";
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
        kind: "passing",
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
        ["rateLimited", "not repeatable", false],
        ["passing", "repeatable", true],
        ["passing", "not repeatable", false],
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

    it("waits no shorter than it would by itself, whatever the server asks for", () => {
        for (const random of [0.1, 0.5, 1]) {
            const waits = [undefined, 0.001, 1_000].map((retryAfterMs) =>
                decideRetry(situation({ attempts: 6, retryAfterMs, random })),
            );

            waits.forEach((wait) => expect(wait).to.deep.equal({ action: "wait", waitMs: random * 16_000 }));
        }
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
    const answers: [number, string | undefined, FailureKind][] = [
        [429, "RATE_LIMITED_TOKEN_BUCKET", "rateLimited"],
        [429, undefined, "rateLimited"],
        [500, "UNEXPECTED_ERROR", "passing"],
        [502, undefined, "passing"],
        [503, "SERVICE_UNAVAILABLE", "passing"],
        [504, undefined, "passing"],
        [520, undefined, "passing"],
        [408, undefined, "passing"],
        [425, undefined, "passing"],
        [501, undefined, "final"],
        [511, undefined, "final"],
        [405, "WRITES_NOT_ALLOWED_DURING_APP_UPGRADES", "passing"],
        [405, undefined, "final"],
        [400, "INVALID_ATTRIBUTE", "final"],
        [401, undefined, "final"],
        [403, "IP_ADDRESS_NOT_ON_ACCESS_LIST", "final"],
        [404, undefined, "final"],
        [409, "ORG_NOT_EMPTY", "final"],
    ];

    for (const [status, errorCode, kind] of answers) {
        it(`of ${status} ${errorCode ?? "without code"} is "${kind}"`, () => {
            const error = new AtlasApiError("m", { ...CALL, status, errorCode });

            expect(failureKindOf(error)).to.equal(kind);
        });
    }

    const silences: [string | undefined, FailureKind][] = [
        ["ECONNRESET", "passing"],
        ["ECONNREFUSED", "passing"],
        ["EAI_AGAIN", "passing"],
        [undefined, "passing"],
        ["ENOTFOUND", "final"],
        ["EPROTO", "final"],
        ["ERR_SSL_WRONG_VERSION_NUMBER", "final"],
        ["ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED", "final"],
        ["ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR", "passing"],
        ["ERR_SSL_UNEXPECTED_EOF_WHILE_READING", "passing"],
        ["DEPTH_ZERO_SELF_SIGNED_CERT", "final"],
        ["CERT_HAS_EXPIRED", "final"],
        ["ERR_TLS_CERT_ALTNAME_INVALID", "final"],
        ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "final"],
        ["HPE_INVALID_CONSTANT", "final"],
        ["HPE_HEADER_OVERFLOW", "final"],
        ["Z_DATA_ERROR", "final"],
        ["Z_BUF_ERROR", "passing"],
        ["ERR__ERROR_FORMAT_PADDING_2", "final"],
        ["ZSTD_error_prefix_unknown", "final"],
    ];

    for (const [code, kind] of silences) {
        it(`of ${code ?? "no code"} is "${kind}", whether it was sent or not`, () => {
            for (const ErrorClass of [AtlasNetworkError, AtlasTimeoutError]) {
                for (const outcome of ["unknown", "notExecuted"] as const) {
                    const error = new ErrorClass("m", { ...CALL, code, outcome });

                    expect(failureKindOf(error)).to.equal(kind);
                }
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
