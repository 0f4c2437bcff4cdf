import { expect } from "chai";
import { ERROR_CODES } from "#provider/atlas/errors/errorCodes";
import { errorHint } from "#provider/atlas/errors/errorHints";

const CONTEXT = {
    errorCode: undefined,
    isApiError: true,
    path: "/orgs",
    retryAfterMs: undefined,
    parameters: [],
    caller: "API key abcdefgh",
    kind: "repeatable" as const,
    unservedDigests: undefined,
};

describe("errorHint", () => {
    it("says of a plain 401 what Atlas does not: wrong, revoked, foreign or orphaned key", () => {
        expect(errorHint({ ...CONTEXT, status: 401, errorCode: "UNEXPECTED_ERROR" })).to.equal(
            "Atlas did not accept API key abcdefgh: it may be wrong, revoked or ended, belong to another organization, " +
                "or the organization is gone.",
        );
    });

    it("is not taken in by a code that is a name of every object", () => {
        expect(errorHint({ ...CONTEXT, status: 418, errorCode: "constructor" })).to.be.undefined;
    });

    it("says of a refused access token where another comes from, and calls a service account by its name", () => {
        const refused = { ...CONTEXT, status: 401, errorCode: "UNEXPECTED_ERROR" };
        expect(errorHint({ ...refused, caller: "the access token" })).to.include(
            "ends an hour after it was made: get another",
        );
        expect(errorHint({ ...refused, caller: "service account mdb_sa_id_1" })).to.include(
            "service account mdb_sa_id_1: it may be wrong, revoked or ended",
        );
    });

    it("says what to do when a service account gets no token", () => {
        const hintFor = (errorCode: string) => errorHint({ ...CONTEXT, status: 400, errorCode });
        expect(hintFor("invalid_client")).to.include("make a new secret in Atlas and set clientSecret");
        expect(hintFor("access_denied")).to.include("at most 100 access tokens");
        expect(hintFor("unsupported_grant_type")).to.include("check that baseUrl");
    });

    it("doubts the base URL when the server asked for no digest", () => {
        expect(errorHint({ ...CONTEXT, status: 401, kind: "authProbe" })).to.include("check that baseUrl");
    });

    it("names the missing role where a 401 means that", () => {
        expect(errorHint({ ...CONTEXT, status: 401, errorCode: "NOT_ORG_OWNER" })).to.equal(
            "Give API key abcdefgh the role ORG_OWNER.",
        );
        expect(errorHint({ ...CONTEXT, status: 401, errorCode: "USER_UNAUTHORIZED" })).to.include("the role");
    });

    it("shows the address that Atlas saw, in either spelling of the code", () => {
        for (const errorCode of ["IP_ADDRESS_NOT_ON_ACCESS_LIST", "IP_ADDRESS_NOT_ON_WHITELIST"]) {
            expect(errorHint({ ...CONTEXT, status: 403, errorCode, parameters: ["203.0.113.7"] })).to.equal(
                "Add the address 203.0.113.7 to the access list of API key abcdefgh, or run from an address that is on it.",
            );
        }
        expect(errorHint({ ...CONTEXT, status: 403, errorCode: "ORG_REQUIRES_ACCESS_LIST" })).to.include(
            "the address of this machine",
        );
    });

    it("gives the wait that the answer asks for, and says what is limited", () => {
        const limited = { ...CONTEXT, status: 429, errorCode: "RATE_LIMITED_TOKEN_BUCKET" };
        expect(errorHint({ ...limited, retryAfterMs: 54_500 })).to.match(/limits calls, .* wait 55 seconds/);
        expect(errorHint({ ...limited, path: "/api/oauth/token" })).to.match(
            /limits requests for access tokens, .* wait a minute/,
        );
    });

    it("says nothing of roles and ids where it was not Atlas that has refused", () => {
        for (const status of [400, 403, 404, 405, 409, 410, 413]) {
            expect(errorHint({ ...CONTEXT, status, isApiError: false })).to.equal(
                "No error of Atlas has this form: check baseUrl, and what stands before it.",
            );
        }
        for (const status of [408, 425, 502, 520]) {
            expect(errorHint({ ...CONTEXT, status, isApiError: false })).to.include("try again later");
        }
        for (const status of [501, 511]) {
            expect(errorHint({ ...CONTEXT, status, isApiError: false })).to.include("check baseUrl");
        }
        expect(
            errorHint({ ...CONTEXT, status: 403, path: "/api/oauth/token", isApiError: false }),
        ).to.include("check baseUrl");
    });

    it("falls back from an unknown code to the status, and from an unknown status to nothing", () => {
        expect(errorHint({ ...CONTEXT, status: 503, errorCode: "NEW_CODE" })).to.include(
            "if it lasts, try again later",
        );
        expect(errorHint({ ...CONTEXT, status: 418, errorCode: "NEW_CODE" })).to.be.undefined;
    });

    for (const { codes } of ERROR_CODES) {
        it(`says in a whole sentence what to do about ${codes.join(", ")}`, () => {
            for (const errorCode of codes) {
                expect(errorHint({ ...CONTEXT, status: 400, errorCode })).to.match(/^[A-Z].*[.']$/);
            }
        });
    }

    it("knows each code once", () => {
        const codes = ERROR_CODES.flatMap((entry) => entry.codes);

        expect(new Set(codes).size).to.equal(codes.length);
    });
});
