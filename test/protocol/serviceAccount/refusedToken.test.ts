import { expect } from "chai";
import type { FaultSpec } from "pulumi-atlas-org/testkit";
import { failureOf } from "../../support/hostFailure";
import { ONE_TRY, useAccounts } from "./useAccounts";

describe("a service account that gets no token", () => {
    const fixture = useAccounts({ maxLiveTokens: 0 });

    it("hears that its secret is wrong or has ended, and what to do", async () => {
        const { orgId, account } = fixture();
        const host = await fixture().hostOf(account, {
            "mongodbatlas:clientSecret": "mdb_sa_sk_none-of-this-account",
        });

        const failure = await failureOf(host.resource("LinkToken").create({ orgId }));

        expect(failure)
            .to.contain("POST /api/oauth/token: 401 invalid_client")
            .and.contain("make a new secret in Atlas and set clientSecret")
            .and.not.contain("none-of-this-account");
        expect(fixture().atlas.tokenRequests()).to.have.lengthOf(1);
    });

    it("hears that it has too many already", async () => {
        const { orgId } = fixture();
        const host = await fixture().hostOf();

        expect(await failureOf(host.resource("LinkToken").create({ orgId })))
            .to.contain("403 access_denied")
            .and.contain("at most 100 access tokens");
    });

    const faults: Record<string, { fault: FaultSpec; expected: RegExp }> = {
        "nothing but a page": {
            fault: { status: 503, body: "<title>Down</title>" },
            expected: /503 Service Unavailable "Down"/,
        },
        "half an answer": {
            fault: { status: 200, body: '{"access_token":"a.b' },
            expected: /200 with a body/,
        },
        "too many questions": {
            fault: { status: 429, errorCode: "RATE_LIMITED" },
            expected: /429 RATE_LIMITED/,
        },
        "no answer": { fault: { connection: "lost-before" }, expected: /the connection .* was lost/ },
    };
    for (const [what, { fault, expected }] of Object.entries(faults)) {
        it(`says so of ${what}, and that nothing has changed`, async () => {
            const { atlas, orgId, account } = fixture();
            atlas.faults.add({ path: "/api/oauth/token", ...fault });
            const host = await fixture().hostOf(account, ONE_TRY);

            const failure = await failureOf(host.resource("LinkToken").create({ orgId }));

            expect(failure)
                .to.match(/^LinkToken \S+: POST \/api\/oauth\/token: /)
                .and.match(expected)
                .and.not.contain("all the same");
            expect(atlas.calls()).to.be.empty;
        });
    }
});
