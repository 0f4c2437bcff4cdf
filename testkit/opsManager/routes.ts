import { readObject } from "../atlas/http/bodies";
import type { Answer, Call, Endpoint } from "../atlas/endpoint";
import { ApiFailure, badRequest, invalidField, notFound } from "../atlas/errors";
import { PUBLIC_PREFIX } from "../atlas/endpoint";
import type { MigrationLinks } from "./migrationLinks";

const LINK = "/orgs/{orgId}/liveExport/migrationLink";

/** What Ops Manager and Cloud Manager have for the link with Atlas. */
export function migrationLinkEndpoints(links: MigrationLinks): Endpoint[] {
    const common = {
        prefix: PUBLIC_PREFIX,
        version: null,
        rateLimit: "linkTokens",
        needsOwner: true,
    } as const;
    return [
        { ...common, method: "POST", path: LINK, handle: (call) => connect(call, links) },
        { ...common, method: "DELETE", path: LINK, handle: (call) => disconnect(call, links) },
        { ...common, method: "GET", path: `${LINK}/status`, handle: (call) => readStatus(call, links) },
    ];
}

function connect(call: Call, links: MigrationLinks): Answer {
    const orgId = call.organization.id;
    const { linkToken } = readObject(call.body, { required: { linkToken: token }, optional: {} });
    const { secondConnection = "conflict", brokenConnection = "replaces", badToken } = links.behaviour;
    const behaviour = links.status(orgId) === "SYNCED" ? secondConnection : brokenConnection;
    if (links.all.has(orgId) && behaviour === "conflict") {
        throw conflict("The organization is connected with Atlas already.");
    }
    if (badToken === "refused" && !links.isGood(orgId, linkToken)) {
        // It quotes the token, as a careless server may.
        throw badRequest("UNEXPECTED_ERROR", `The link token ${linkToken} is not valid.`, [linkToken]);
    }
    links.connect(orgId, linkToken);
    return { status: 200, body: { status: links.readStatus(orgId) } };
}

function disconnect(call: Call, links: MigrationLinks): Answer {
    const orgId = call.organization.id;
    const link = links.all.get(orgId);
    if (link === undefined) {
        throw notFound("UNEXPECTED_ERROR", "The organization is not connected with Atlas.");
    }
    if (link.isMigrating) {
        throw conflict("There is an active migration.");
    }
    links.disconnect(orgId);
    return { status: 204 };
}

function readStatus(call: Call, links: MigrationLinks): Answer {
    const orgId = call.organization.id;
    if (links.behaviour.statusWithoutLink === "notFound" && !links.all.has(orgId)) {
        throw notFound("UNEXPECTED_ERROR", "The organization is not connected with Atlas.");
    }
    return { status: 200, body: { status: links.readStatus(orgId) } };
}

function conflict(detail: string): ApiFailure {
    return new ApiFailure({ status: 409, errorCode: "UNEXPECTED_ERROR", detail });
}

function token(value: unknown, field: string): string {
    if (typeof value !== "string" || value === "") {
        throw invalidField(field, "must be a text that is not empty");
    }
    return value;
}
