import { expect } from "chai";
import type { AtlasClient } from "#provider/atlas/client";
import { createApiKey } from "#provider/atlas/endpoints/apiKeys";
import {
    deleteOrganization,
    getOrganization,
    updateOrganization,
} from "#provider/atlas/endpoints/organizations";
import { isOutcomeUnknown } from "#provider/atlas/errors/errorPredicates";
import { messageOf } from "#provider/atlas/errors/errors";
import { HastyClock } from "../support/hastyClock";
import { clientOf, failureOf, useAtlas, useServers } from "./harness";

const KEY = { desc: "made by the test", roles: ["ORG_MEMBER" as const] };

/** Of HTTP, of Cloudflare, of load balancers, and one that is nobody's. */
const PASSING = [408, 425, 500, 502, 503, 504, 507, 509, 520, 521, 522, 523, 524, 527, 529, 530, 599, 777];
const LASTING = [501, 505, 506, 508, 510, 511];

describe("AtlasClient and a gateway before Atlas", () => {
    const fixture = useAtlas();
    let client: AtlasClient;
    beforeEach(() => {
        client = clientOf(fixture.atlas, {
            ...{ clock: new HastyClock(), random: () => 1, maxRetryMs: 60_000, maxRateLimitWaitMs: 60_000 },
        });
    });
    afterEach(() => client.close());

    /** What a gateway answers in Atlas's place. */
    const page = (status: number) => ({ status, body: `<html><title>${status}</title></html>` });
    const keysMade = () =>
        fixture.atlas.store.apiKeysOf(fixture.orgId).filter(({ desc }) => desc === KEY.desc).length;
    const calls = () => fixture.atlas.calls().length;
    /** The name that a read brings, or the error. */
    const nameRead = () => getOrganization(client, fixture.orgId).then(({ name }) => name, messageOf);

    for (const status of [...PASSING, 429]) {
        it(`tries a read and a change again after its ${status}`, async () => {
            fixture.atlas.faults.add({ ...page(status), method: "GET" });
            fixture.atlas.faults.add({ ...page(status), method: "PATCH" });

            expect(await nameRead()).to.equal(fixture.atlas.organization(fixture.orgId).name);
            const change = updateOrganization(client, fixture.orgId, { name: "renamed" });
            expect(await change.then(() => "changed", messageOf)).to.equal("changed");
            expect(fixture.atlas.organization(fixture.orgId).name).to.equal("renamed");
            expect(calls()).to.equal(4);
        });
    }

    for (const status of LASTING) {
        it(`gives up at once after its ${status}, and says what to look at`, async () => {
            fixture.atlas.faults.add({ ...page(status), times: 100 });

            expect(await nameRead()).to.include("check baseUrl");
            expect(calls()).to.equal(1);
        });
    }

    for (const status of [...PASSING, ...LASTING, 302, 307, 400, 401, 403, 404, 409, 413, 418, 429, 451]) {
        it(`does not know what became of a creation after its ${status}, and sends no other`, async () => {
            fixture.atlas.faults.add({ ...page(status), method: "POST", takesEffect: true });

            const outcome = await createApiKey(client, fixture.orgId, KEY).catch((error: unknown) => error);

            expect(isOutcomeUnknown(outcome), messageOf(outcome)).to.be.true;
            expect(keysMade()).to.equal(1);
        });
    }

    it("does not take a time that Atlas says is over for a refusal", async () => {
        fixture.atlas.faults.add({ method: "POST", status: 408, takesEffect: true });

        const error = await failureOf(createApiKey(client, fixture.orgId, KEY));

        expect(isOutcomeUnknown(error)).to.be.true;
        expect(keysMade()).to.equal(1);
    });

    for (const status of [400, 401, 402, 403, 404, 405, 409, 410]) {
        it(`knows that nothing was done when Atlas itself says ${status}`, async () => {
            fixture.atlas.faults.add({ method: "POST", status });

            expect(isOutcomeUnknown(await failureOf(createApiKey(client, fixture.orgId, KEY)))).to.be.false;
        });
    }

    it("knows that nothing was done when Atlas asks for another credential, in a body that is none of Atlas's", async () => {
        const headers = { "www-authenticate": 'Digest realm="r", nonce="n", qop="auth"' };
        fixture.atlas.faults.add({ ...page(401), headers, times: 2 });

        expect(isOutcomeUnknown(await failureOf(createApiKey(client, fixture.orgId, KEY)))).to.be.false;
    });

    it("looks for what a creation has made, whatever the gateway says", async () => {
        const { atlas, orgId } = fixture;
        atlas.faults.add({ ...page(403), method: "POST", takesEffect: true });
        const looked: string[] = [];

        const found = await client
            .request({
                ...{ method: "POST", path: `/orgs/${orgId}/apiKeys`, body: KEY, version: "2023-01-01" },
                lookUp: (error) => {
                    looked.push(error.name);
                    return Promise.resolve({ value: "found" });
                },
            })
            .catch(messageOf);

        expect(looked).to.deep.equal(["AtlasApiError"]);
        expect(found).to.equal("found");
    });

    it("does not look into a deletion that the gateway refuses for good: the next run may delete again", async () => {
        fixture.atlas.faults.add({ ...page(403), method: "DELETE" });
        const looked: string[] = [];

        const error = await failureOf(
            deleteOrganization(client, fixture.orgId, (cause) =>
                Promise.resolve(void looked.push(cause.name)),
            ),
        );

        expect(error.message).to.include("check baseUrl");
        expect(looked).to.be.empty;
    });
});

describe("AtlasClient and a base URL where no Atlas is", () => {
    const fixture = useAtlas();
    const servers = useServers();

    for (const status of LASTING) {
        it(`says at once what to look at after ${status}`, async () => {
            let requests = 0;
            const baseUrl = await servers.start((_request, response) => {
                requests += 1;
                response.writeHead(status).end();
            });
            const client = clientOf(fixture.atlas, { baseUrl, maxRetryMs: 60_000 });

            const error = await failureOf(createApiKey(client, fixture.orgId, KEY));

            expect(error.message).to.match(/check baseUrl, .*answered by http:\S+ \(baseUrl\)\.$/);
            expect(isOutcomeUnknown(error)).to.be.false;
            expect(requests).to.equal(1);
            client.close();
        });
    }
});
