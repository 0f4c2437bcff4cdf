import { expect } from "chai";
import * as fc from "fast-check";
import type { LoggedRequest } from "pulumi-atlas-org/testkit";
import { toResourceProvider } from "#provider/runtime/dynamicAdapter";
import { holdsUnknown } from "../support/arbitraries";
import { RESOURCES } from "../support/arbitraryInputs";
import { GivenAtlas } from "../support/givenAtlas";
import { isAsDocumented } from "../support/officialSchema";
import { Tally, holds } from "../support/propertyRuns";

/** Codes by which Atlas says that a request makes no sense, whatever it holds. */
const SYNTACTIC =
    /^(VALIDATION_ERROR|INVALID_|MALFORMED_JSON|PATH_PARAM_PARSE_ERROR|MISSING_|ATTRIBUTE_READ_ONLY|BAD_WHITELIST|DUPLICATE_ADDRESSES|API_KEY_REQUIRES)/;

/** How a creation may fail: Atlas has answered, or the lifecycle itself refuses. */
const FAILURE =
    /(GET|POST|PATCH|DELETE) \/\S+: [45]\d\d |orgOwnerId is required|would be the first entry|would lock this run out/;

describe("arbitrary inputs that check accepts", () => {
    let given: GivenAtlas;

    before(async () => {
        given = await GivenAtlas.start();
    });
    after(() => given.stop());

    for (const { kind, lifecycle, inputs } of RESOURCES) {
        it(`make no malformed request for a new ${kind}, and no crash`, async () => {
            const outcomes = new Tally<"refused" | "failed" | "created">();
            const property = fc.asyncProperty(inputs, async (news) => {
                const provider = toResourceProvider(lifecycle, given.newSession());
                const { inputs: checked = {}, failures = [] } = await provider.check({}, news);
                if (failures.length > 0 || holdsUnknown(news)) {
                    outcomes.add("refused");
                    return;
                }
                const error = await provider.create(checked).then(
                    () => undefined,
                    (failure: unknown) => failure as Error,
                );
                outcomes.add(error === undefined ? "created" : "failed");
                if (error !== undefined) {
                    expect(error.message).to.match(FAILURE);
                }
                for (const request of given.atlas.requests) {
                    expect(isAsDocumented(request), JSON.stringify(request)).to.be.true;
                    expect(isSyntacticError(request), JSON.stringify(request)).to.be.false;
                }
            });

            // Few organizations are right in all their many inputs.
            await holds(property, kind === "Organization" ? 1500 : 400);

            expect(outcomes.count("created")).to.be.above(50);
            expect(outcomes.count("refused")).to.be.above(50);
        });
    }
});

/** The pattern of names that Atlas publishes is narrower than the names it has, so nobody holds programs to it. */
function isSyntacticError({ errorCode }: LoggedRequest): boolean {
    return errorCode !== undefined && errorCode !== "INVALID_ORG_NAME" && SYNTACTIC.test(errorCode);
}
