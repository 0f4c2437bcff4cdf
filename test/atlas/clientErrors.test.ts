import { expect } from "chai";
import { AtlasApiError, AtlasResponseError } from "#provider/atlas/errors/errors";
import { hasErrorCode, isOutcomeUnknown } from "#provider/atlas/errors/errorPredicates";
import { createApiKey } from "#provider/atlas/endpoints/apiKeys";
import {
    createOrganization,
    getOrganization,
    getOrganizationSettings,
    updateOrganization,
} from "#provider/atlas/endpoints/organizations";
import { clientOf, failureOf, useAtlas, useServers, VERSION } from "./harness";

describe("AtlasClient and answers that are errors", () => {
    const fixture = useAtlas();
    const servers = useServers();

    it("tells method, path, status, code, Atlas's sentence and what to do", async () => {
        fixture.atlas.addAccessListEntry(fixture.atlas.payingOrganization.apiKeyId, "198.51.100.1");

        const error = await failureOf(getOrganization(fixture.client, fixture.orgId));

        expect(error)
            .to.be.instanceOf(AtlasApiError)
            .and.include({
                method: "GET",
                path: `/orgs/${fixture.orgId}`,
                status: 403,
                errorCode: "IP_ADDRESS_NOT_ON_ACCESS_LIST",
                requestId: undefined,
                outcome: "notExecuted",
            });
        expect(error["parameters"]).to.deep.equal(["203.0.113.7"]);
        expect(error.message).to.equal(
            `GET /orgs/${fixture.orgId}: 403 IP_ADDRESS_NOT_ON_ACCESS_LIST "${String(error["detail"])}". ` +
                `Add the address 203.0.113.7 to the access list of API key ${fixture.client.publicKey}, ` +
                `or run from an address that is on it. It was answered by ${fixture.atlas.baseUrl} (baseUrl).`,
        );
    });

    it("names the fields that Atlas found fault with", async () => {
        const body = {
            badRequestDetail: { fields: [{ field: "name", description: "is too long" }] },
            error: 400,
        };
        fixture.atlas.faults.add({
            status: 400,
            body: { ...body, errorCode: "VALIDATION_ERROR", parameters: null },
        });

        const error = await failureOf(updateOrganization(fixture.client, fixture.orgId, { name: "x" }));

        expect(error.message).to.contain(
            `PATCH /orgs/${fixture.orgId}: 400 VALIDATION_ERROR "name: is too long". Correct the value that Atlas names; if there is none to correct, please report this sentence as a bug of pulumi-atlas-org.`,
        );
        expect(error["parameters"]).to.deep.equal([]);
    });

    it("passes on the request id of the server", async () => {
        fixture.atlas.faults.add({ status: 500, headers: { "x-request-id": "abc-1" } });

        const error = await failureOf(getOrganization(fixture.client, fixture.orgId));

        expect(error["requestId"]).to.equal("abc-1");
        expect(error.message).to.include("(request abc-1). ");
    });

    it("shows the title of an HTML page", async () => {
        const body = "<html><head><title>503 Service\n Unavailable</title></head><body>long</body></html>";
        fixture.atlas.faults.add({ status: 503, body });

        const error = await failureOf(getOrganization(fixture.client, fixture.orgId));

        expect(error).to.include({ status: 503, errorCode: undefined, detail: "503 Service Unavailable" });
        expect(error.message).to.contain(
            `GET /orgs/${fixture.orgId}: 503 Service Unavailable "503 Service Unavailable". ` +
                "The trouble is on the side of Atlas: if it lasts, try again later.",
        );
    });

    it("shows the start of any other text, in one line", async () => {
        fixture.atlas.faults.add({ status: 502, body: `upstream\nfailed <b>now</b> ${"x".repeat(500)}` });

        const error = await failureOf(getOrganization(fixture.client, fixture.orgId));

        expect(error["detail"]).to.match(/^upstream failed now x{150,200}…$/);
    });

    it("makes do with the status where there is no body", async () => {
        fixture.atlas.faults.add({ status: 504, body: "" });

        const error = await failureOf(getOrganization(fixture.client, fixture.orgId));

        expect(error.message).to.match(/: 504 Gateway Timeout\. The trouble/);
        expect(error["detail"]).to.be.undefined;
    });

    it("makes do with JSON that is no ApiError, and takes the code from the header then", async () => {
        fixture.atlas.faults.add({ status: 409, body: ["x"], headers: { "x-error-code": "ORG_NOT_EMPTY" } });

        const error = await failureOf(getOrganization(fixture.client, fixture.orgId));

        expect(hasErrorCode(error, "ORG_NOT_EMPTY")).to.be.true;
        expect(error.message).to.match(/409 ORG_NOT_EMPTY\. Delete the organization's projects first\. /);
    });

    it("calls the outcome of a 5xx unknown, unless the request carried no credential", async () => {
        fixture.atlas.faults.add({ method: "POST", status: 500, beforeAuthentication: true });
        const unsigned = await failureOf(createOrganization(fixture.client, { name: "x" }));
        await getOrganization(fixture.client, fixture.orgId);
        fixture.atlas.faults.add({ method: "POST", status: 500 });
        const signed = await failureOf(createOrganization(fixture.client, { name: "x" }));

        expect(unsigned).to.include({ status: 500, outcome: "notExecuted" });
        expect(isOutcomeUnknown(unsigned)).to.be.false;
        expect(signed).to.include({ status: 500, outcome: "unknown" });
        expect(isOutcomeUnknown(signed)).to.be.true;
    });

    it("shows what Atlas put into the parameters only, ten at most", async () => {
        const ids = Array.from({ length: 12 }, (_, index) => `id-${index}`);
        const body = { error: 409, errorCode: "ORG_NOT_EMPTY", detail: "There is id-1.", parameters: ids };
        fixture.atlas.faults.add({ status: 409, body });

        const error = await failureOf(getOrganization(fixture.client, fixture.orgId));

        const shown = ids.filter((id) => id !== "id-1").slice(0, 10);
        expect(error.message).to.contain(
            `409 ORG_NOT_EMPTY "There is id-1." [${shown.join(", ")} and 1 others]. Delete`,
        );
    });

    it("believes no answer that nobody asked a credential for", async () => {
        const baseUrl = await servers.start((_request, response) => response.end('{"id":"a","name":"b"}'));

        const error = await failureOf(getOrganization(clientOf(fixture.atlas, { baseUrl }), fixture.orgId));

        expect(error).to.include({ name: "AtlasResponseError", outcome: "notExecuted" });
        expect(error.message).to.equal(
            `GET /orgs/${fixture.orgId}: 200 with an answer that no credential was asked for. Nobody asked for a credential, so this is no answer of Atlas: check baseUrl, and what stands before it. It was answered by ${baseUrl} (baseUrl).`,
        );
    });

    it("doubts the base URL when a server wants no digest", async () => {
        const baseUrl = await servers.start((_request, response) => {
            response.writeHead(401, { "www-authenticate": 'Basic realm="router"' }).end();
        });

        const error = await failureOf(getOrganization(clientOf(fixture.atlas, { baseUrl }), fixture.orgId));

        expect(error.message).to.equal(
            `GET /orgs/${fixture.orgId}: 401 Unauthorized. The server asked for no digest authentication: ` +
                `check that baseUrl is the one of an Atlas Admin API. It was answered by ${baseUrl} (baseUrl).`,
        );
    });
});

describe("AtlasClient and answers that say 2xx but cannot be used", () => {
    const fixture = useAtlas();

    it("rejects JSON that is cut off, and quotes nothing of it", async () => {
        fixture.atlas.faults.add({
            method: "POST",
            status: 200,
            headers: { "content-type": "application/json" },
            body: '{"id":"65f","privateKey":"9f8e7d6c-',
        });

        const error = await failureOf(
            createApiKey(fixture.client, fixture.orgId, { desc: "d", roles: ["ORG_OWNER"] }),
        );

        expect(error).to.be.instanceOf(AtlasResponseError).and.include({ method: "POST", status: 200 });
        expect(error.message).to.contain(
            `POST /orgs/${fixture.orgId}/apiKeys: 200 with a body that is not JSON (application/json, 35 bytes). ` +
                "If that was Atlas, it has carried out the request: look at what it holds before you go on. If it was not, check baseUrl, and what stands before it.",
        );
        expect(isOutcomeUnknown(error)).to.be.true;
    });

    it("rejects an HTML page", async () => {
        fixture.atlas.faults.add({ status: 200, body: "<html>Please log in</html>" });

        const error = await failureOf(getOrganization(fixture.client, fixture.orgId));

        expect(error.message).to.match(
            /200 with a body that is not JSON \(text\/html, 26 bytes\)\. Try again\. .*check baseUrl/,
        );
    });

    it("rejects a body without what the caller cannot do without", async () => {
        fixture.atlas.faults.add({ method: "POST", status: 201, body: { organization: { name: "x" } } });
        fixture.atlas.faults.add({ method: "GET", status: 200, body: "" });
        fixture.atlas.faults.add({ method: "GET", status: 200, body: "null" });

        const withoutId = await failureOf(createOrganization(fixture.client, { name: "x" }));
        const empty = await failureOf(getOrganizationSettings(fixture.client, fixture.orgId));
        const isNull = await failureOf(getOrganization(fixture.client, fixture.orgId));

        expect(withoutId.message).to.include('201 with a body without a usable "organization.id".');
        expect(empty.message).to.include("200 with an empty body.");
        expect(isNull.message).to.include("200 with a body of an unknown form.");
    });

    it("takes an empty body where nothing is needed of it", async () => {
        fixture.atlas.faults.add({ status: 200, body: "" });

        expect(await fixture.client.request({ method: "GET", path: "/orgs", version: VERSION })).to.be
            .undefined;
    });
});
