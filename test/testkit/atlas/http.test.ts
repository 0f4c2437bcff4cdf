import { expect } from "chai";

import { resolveVersion } from "#testkit/atlas/http/mediaTypes";

import { JSON_TYPE } from "./handClient";
import { resultsOf, useAtlas, verdictOf } from "./useAtlas";

describe("testkit/atlas: media types", () => {
    const fixture = useAtlas();

    function accepting(accept: string): Promise<string> {
        return fixture.owner.get("/orgs", { headers: { accept } }).then(verdictOf);
    }

    it("answers in the version of the resource", async () => {
        const reply = await fixture.owner.get("/orgs");

        expect(reply.headers["content-type"]).to.equal("application/vnd.atlas.2023-01-01+json;charset=utf-8");
    });

    it("takes a later version that was published for the one of the resource", async () => {
        const reply = await fixture.owner.get("/orgs", {
            headers: { accept: "application/vnd.atlas.2025-03-12+json" },
        });

        expect(reply.status).to.equal(200);
        expect(reply.headers["content-type"]).to.equal("application/vnd.atlas.2023-01-01+json;charset=utf-8");
    });

    it("finds its type among several", async () => {
        expect(await accepting(`text/html, ${JSON_TYPE};q=0.5`)).to.equal("200");
    });

    for (const accept of [
        "application/json",
        "*/*",
        "application/vnd.atlas.2024-01-01+json",
        "application/vnd.atlas.2022-01-01+json",
        "application/vnd.atlas.latest+json",
        "application/vnd.atlas.2023-01-01+csv",
    ]) {
        it(`refuses Accept: ${accept}`, async () => {
            expect(await accepting(accept)).to.equal("406 INVALID_VERSION_DATE");
        });
    }

    it("knows no version from before there was the resource", () => {
        expect(() => resolveVersion(JSON_TYPE, "2024-08-05")).to.throw("406 INVALID_VERSION_DATE");
    });

    for (const type of [
        "application/json",
        "application/json; charset=utf-8",
        `${JSON_TYPE};charset=utf-8`,
    ]) {
        it(`takes a body of ${type}`, async () => {
            const reply = await fixture.owner.call("PATCH", fixture.org, {
                body: { name: "renamed" },
                headers: { "content-type": type },
            });

            expect(reply.status).to.equal(200);
        });
    }

    for (const type of ["text/plain", "application/vnd.atlas.2024-01-01+json"]) {
        it(`refuses a body of ${type}`, async () => {
            const reply = await fixture.owner.call("PATCH", fixture.org, {
                body: { name: "renamed" },
                headers: { "content-type": type },
            });

            expect(reply.status).to.equal(415);
        });
    }
});

describe("testkit/atlas: errors", () => {
    const fixture = useAtlas();

    it("are application/json in the full shape, and repeat their code in a header", async () => {
        const reply = await fixture.owner.patch(fixture.org, { name: "x", colour: "red" });

        expect(reply.headers["content-type"]).to.equal("application/json");
        expect(reply.headers["x-error-code"]).to.equal("INVALID_ATTRIBUTE");
        expect(reply.body).to.deep.equal({
            badRequestDetail: null,
            detail: "There is no attribute colour here.",
            error: 400,
            errorCode: "INVALID_ATTRIBUTE",
            parameters: ["colour"],
            reason: "Bad Request",
        });
    });

    it("name all fields that are missing", async () => {
        const reply = await fixture.owner.post("/orgs", { orgOwnerId: fixture.orgId, apiKey: {}, name: "x" });

        expect(verdictOf(reply)).to.equal("400 MISSING_ATTRIBUTES");
        expect(reply.body?.["parameters"]).to.deep.equal(["desc", "roles"]);
    });

    it("know what is not JSON", async () => {
        expect(verdictOf(await fixture.owner.patch(fixture.org, "{"))).to.equal("400 MALFORMED_JSON");
    });

    it("know a body that is missing", async () => {
        expect(verdictOf(await fixture.owner.call("PATCH", fixture.org))).to.equal("400 INVALID_JSON");
    });

    it("are 404 for a path that does not exist", async () => {
        const reply = await fixture.owner.get("/clusters");

        expect(verdictOf(reply)).to.equal("404 RESOURCE_NOT_FOUND");
        expect(reply.body?.["detail"]).to.equal("Cannot find resource /api/atlas/v2/clusters.");
    });

    it("are 405 for a method that a path does not have", async () => {
        const reply = await fixture.owner.call("PUT", fixture.org);

        expect(reply.status).to.equal(405);
    });

    it("refuse envelopes, which are not emulated", async () => {
        expect((await fixture.owner.get("/orgs?envelope=true")).status).to.equal(501);
    });
});

describe("testkit/atlas: pages", () => {
    const fixture = useAtlas();
    const path = (): string => `${fixture.org}/groups`;

    beforeEach(() => {
        for (let count = 0; count < 101; count += 1) {
            fixture.atlas.addProject({ orgId: fixture.orgId, name: `project-${count}` });
        }
    });

    function rels(reply: { body: Record<string, unknown> | undefined }): unknown[] {
        return (reply.body?.["links"] as { rel: string }[]).map(({ rel }) => rel);
    }

    it("have 100 items unless the query says otherwise", async () => {
        const reply = await fixture.owner.get(path());

        expect(resultsOf(reply)).to.have.length(100);
        expect(reply.body?.["totalCount"]).to.equal(101);
    });

    it("lead to the next and the previous one", async () => {
        const first = await fixture.owner.get(`${path()}?itemsPerPage=51&includeCount=false`);
        const { href = "" } = (first.body?.["links"] as { rel: string; href: string }[]).at(-1) ?? {};
        const second = await fixture.owner.get(href.replace(`${fixture.atlas.baseUrl}/api/atlas/v2`, ""));

        expect(rels(first)).to.deep.equal(["self", "next"]);
        expect(first.body).not.to.have.property("totalCount");
        expect(rels(second)).to.deep.equal(["self", "previous"]);
        expect(resultsOf(second).map(({ name }) => name)).to.include("project-100");
        expect(resultsOf(second)).to.have.length(50);
        expect(second.body).not.to.have.property("totalCount");
    });

    it("are empty beyond the last", async () => {
        const reply = await fixture.owner.get(`${path()}?pageNum=3`);

        expect(reply.status).to.equal(200);
        expect(resultsOf(reply)).to.deep.equal([]);
    });

    it("end without a next link when the last page is full", async () => {
        expect(rels(await fixture.owner.get(`${path()}?itemsPerPage=101`))).to.deep.equal(["self"]);
    });

    for (const query of ["itemsPerPage=501", "itemsPerPage=0", "pageNum=0", "pageNum=x"]) {
        it(`cannot be asked for with ${query}`, async () => {
            expect(verdictOf(await fixture.owner.get(`${path()}?${query}`))).to.equal(
                "400 INVALID_QUERY_PARAMETER",
            );
        });
    }
});
