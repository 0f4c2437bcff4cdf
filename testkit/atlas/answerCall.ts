import type { ServerContext } from "./context";
import { PATH_PREFIX, RESOURCE_VERSION } from "./endpoint";
import type { Answer, Call, Endpoint } from "./endpoint";
import { findMethods } from "./endpoints";
import { ApiFailure, ForeignOrganization, badRequest, notFound } from "./errors";
import { resolveVersion } from "./mediaTypes";
import type { StoredApiKey, StoredOrganization } from "./store";

/** A request whose signature has been checked. */
export interface SignedRequest {
    readonly caller: StoredApiKey;
    readonly method: string;
    readonly path: string;
    readonly accept: string | undefined;
    readonly origin: string;
    readonly params: Readonly<Record<string, string>>;
    readonly query: Readonly<Record<string, string>>;
    readonly body: unknown;
}

/** Does what the request asks for. Throws an ApiFailure for whatever Atlas refuses. */
export function answerCall(
    context: ServerContext,
    endpoint: Endpoint | undefined,
    request: SignedRequest,
): Answer {
    const home = organizationOf(context, request.caller);
    const now = new Date(context.clock.nowMs()).toISOString();
    checkCallerAddress(context, { caller: request.caller, home, endpoint, now });
    if (endpoint === undefined) {
        throw unknownRoute(request);
    }
    resolveVersion(request.accept, RESOURCE_VERSION);
    refuseEnvelope(request.query);
    checkParams(request.params, home);
    if (endpoint.needsOwner === true && !request.caller.roles.includes("ORG_OWNER")) {
        throw new ApiFailure({
            status: 401,
            errorCode: "NOT_ORG_OWNER",
            detail: "The current user is not an owner of the organization.",
        });
    }
    const call: Call = {
        ...request,
        store: context.store,
        behaviour: context.behaviour,
        callerAddress: context.callerAddress,
        now,
        organization: home,
    };
    return endpoint.handle(call);
}

/** Keys go with their organization, so one that could sign a request has one. */
function organizationOf(context: ServerContext, caller: StoredApiKey): StoredOrganization {
    const organization = context.store.organizations.get(caller.orgId);
    if (organization === undefined) {
        throw new ForeignOrganization();
    }
    return organization;
}

function checkCallerAddress(
    { store, behaviour, callerAddress }: ServerContext,
    request: { caller: StoredApiKey; home: StoredOrganization; endpoint: Endpoint | undefined; now: string },
): void {
    const { caller, home, endpoint } = request;
    if (caller.accessList.size === 0) {
        if (home.settings.apiAccessListRequired) {
            throw forbidden(
                "ORG_REQUIRES_ACCESS_LIST",
                "This organization requires an access list.",
                callerAddress,
            );
        }
        if (endpoint?.mayNeedListedCaller === true && behaviour.accessListNeedsListedCaller) {
            throw forbidden(
                "RESOURCE_REQUIRES_ACCESS_LIST",
                "This resource requires an access list.",
                callerAddress,
            );
        }
        return;
    }
    const entry = store.findCoveringEntry(caller, callerAddress);
    if (entry === undefined) {
        throw forbidden(
            "IP_ADDRESS_NOT_ON_ACCESS_LIST",
            `IP address ${callerAddress} is not allowed to access this resource.`,
            callerAddress,
        );
    }
    entry.count += 1;
    entry.lastUsed = request.now;
    entry.lastUsedAddress = callerAddress;
}

function forbidden(errorCode: string, detail: string, address: string): ApiFailure {
    return new ApiFailure({ status: 403, errorCode, detail, parameters: [address] });
}

/** A key belongs to one organization; of any other it learns nothing. */
function checkParams(params: Readonly<Record<string, string>>, home: StoredOrganization): void {
    for (const [name, value] of Object.entries(params)) {
        if (name !== "ipAddress" && !/^[a-f0-9]{24}$/.test(value)) {
            throw badRequest("PATH_PARAM_PARSE_ERROR", `Failed to parse path parameter ${name}: ${value}.`, [
                name,
                value,
            ]);
        }
        if (name === "orgId" && value !== home.id) {
            throw new ForeignOrganization();
        }
    }
}

/** Rather a clear refusal than a reply that looks right and is not. */
function refuseEnvelope(query: Readonly<Record<string, string>>): void {
    if (query["envelope"] === "true") {
        throw new ApiFailure({
            status: 501,
            errorCode: "UNEXPECTED_ERROR",
            detail: "This emulated Atlas has no envelopes.",
        });
    }
}

function unknownRoute({ method, path }: SignedRequest): ApiFailure {
    const methods = findMethods(path.replace(PATH_PREFIX, ""));
    return methods.length === 0
        ? notFound("RESOURCE_NOT_FOUND", `Cannot find resource ${path}.`, [path])
        : new ApiFailure({
              status: 405,
              errorCode: "UNEXPECTED_ERROR",
              detail: `Method ${method} is not allowed for ${path}; allowed: ${methods.join(", ")}.`,
          });
}
