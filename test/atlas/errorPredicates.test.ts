import { expect } from "chai";
import {
    hasErrorCode,
    isConflict,
    isCredentialRefused,
    isNotFound,
    isOutcomeUnknown,
} from "#provider/atlas/errors/errorPredicates";
import {
    AtlasApiError,
    AtlasConfigError,
    AtlasError,
    AtlasNetworkError,
    AtlasResponseError,
    AtlasTimeoutError,
} from "#provider/atlas/errors/errors";
import type { AtlasApiErrorFields } from "#provider/atlas/errors/errors";

const CALL = { method: "POST", path: "/orgs" };

describe("errors of the Atlas client", () => {
    it("have a name of their own, which stands in their stack as well, and one base class", () => {
        const errors = [
            new AtlasApiError("m", { ...CALL, status: 400 }),
            new AtlasNetworkError("m", { ...CALL, outcome: "unknown" }),
            new AtlasTimeoutError("m", { ...CALL, outcome: "unknown" }),
            new AtlasResponseError("m", { ...CALL, status: 200 }),
            new AtlasConfigError("m"),
        ];
        for (const error of errors) {
            expect(error).to.be.instanceOf(AtlasError);
            expect(error.name).to.equal(error.constructor.name);
            expect(error.stack).to.match(new RegExp(`^${error.name}: m`));
        }
    });
});

describe("predicates of status", () => {
    it("each know their own status", () => {
        const predicates = { 404: isNotFound, 409: isConflict };
        for (const [expected, predicate] of Object.entries(predicates)) {
            for (const status of [400, 401, 403, 404, 409, 500]) {
                expect(predicate(apiError({ status })), `${expected} ${status}`).to.equal(
                    status === Number(expected),
                );
            }
        }
    });

    it("tell a credential that is refused from one that lacks a role, of which Atlas also says 401", () => {
        const codes = [undefined, "UNEXPECTED_ERROR", "NOT_ORG_OWNER", "API_KEY_ACCESS_LIST_ACCESS_DENIED"];
        const refused = codes.filter((errorCode) =>
            isCredentialRefused(apiError({ status: 401, errorCode, asksForCredential: true })),
        );
        expect(refused).to.deep.equal([undefined, "UNEXPECTED_ERROR"]);
    });

    it("do not take a 401 for Atlas's refusal that asks for no credential, as a gateway's page", () => {
        expect(isCredentialRefused(apiError({ status: 401 }))).to.be.false;
    });

    it("do not take the page of a gateway for Atlas's answer", () => {
        expect(isNotFound(apiError({ status: 404, isOfAtlas: false }))).to.be.false;
        expect(isConflict(apiError({ status: 409, isOfAtlas: false }))).to.be.false;
    });

    it("hold for errors of another copy of this package, and for nothing else", () => {
        const fields = { name: "AtlasApiError", status: 404, isOfAtlas: true };
        expect(isNotFound(Object.assign(new Error("m"), fields))).to.be.true;
        expect(isNotFound(Object.assign(new Error("m"), { status: 404 }))).to.be.false;
        expect(isNotFound(undefined)).to.be.false;
        expect(isNotFound(null)).to.be.false;
        expect(isNotFound("AtlasApiError")).to.be.false;
    });
});

describe("hasErrorCode", () => {
    it("matches the newer and the older spelling of a code alike", () => {
        const spellings = [
            ["ADDRESS_ALREADY_IN_ACCESS_LIST", "ADDRESS_ALREADY_IN_WHITELIST"],
            ["API_KEY_ACCESS_LIST_ENTRY_NOT_FOUND", "API_KEY_WHITELIST_NOT_FOUND"],
        ] as const;
        for (const [newer, older] of spellings) {
            expect(hasErrorCode(apiError({ errorCode: older }), newer)).to.be.true;
            expect(hasErrorCode(apiError({ errorCode: newer }), older)).to.be.true;
        }
    });

    it("is true for any of several codes, and false without a code", () => {
        expect(hasErrorCode(apiError({ errorCode: "B" }), "A", "B")).to.be.true;
        expect(hasErrorCode(apiError({ errorCode: "C" }), "A", "B")).to.be.false;
        expect(hasErrorCode(apiError({}), "A")).to.be.false;
        expect(hasErrorCode(new Error("A"), "A")).to.be.false;
    });
});

describe("isOutcomeUnknown", () => {
    it("is true where the request may have been carried out", () => {
        expect(isOutcomeUnknown(new AtlasResponseError("m", { ...CALL, status: 201 }))).to.be.true;
        for (const outcome of ["notExecuted", "unknown", "executed"] as const) {
            const errors = [
                new AtlasNetworkError("m", { ...CALL, outcome }),
                new AtlasTimeoutError("m", { ...CALL, outcome }),
                new AtlasApiError("m", { ...CALL, outcome, status: 500 }),
                new AtlasResponseError("m", { ...CALL, outcome, status: 201 }),
            ];
            for (const error of errors) {
                expect(isOutcomeUnknown(error), `${error.name} ${outcome}`).to.equal(
                    outcome !== "notExecuted",
                );
            }
        }
    });

    it("is false for a refusal, and for errors that are not of a call", () => {
        expect(isOutcomeUnknown(apiError({ status: 409 }))).to.be.false;
        expect(isOutcomeUnknown(new AtlasConfigError("m"))).to.be.false;
        expect(isOutcomeUnknown(new TypeError("m"))).to.be.false;
    });
});

function apiError(fields: Partial<AtlasApiErrorFields>): AtlasApiError {
    return new AtlasApiError("m", { ...CALL, status: 400, ...fields });
}
