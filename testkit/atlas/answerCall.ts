import { atlasDate } from "./dates";
import type { Caller } from "./auth/caller";
import type { ServerContext } from "./context";
import type { Answer, Call, Endpoint, ServedApi } from "./endpoint";
import { fullPath, versionOf } from "./endpoint";
import { ApiFailure, ForeignOrganization, badRequest, notFound } from "./errors";
import { matchesTemplate } from "./http/pathTemplates";
import { resolveVersion } from "./http/mediaTypes";
import type { StoredOrganization } from "./store/storedOrganization";

/** A request whose credential has been checked. */
export interface AuthenticatedRequest {
    readonly caller: Caller;
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
    request: AuthenticatedRequest,
): Answer {
    const home = organizationOf(context, request.caller);
    const now = atlasDate(context.clock.nowMs());
    checkCallerAddress(context, { caller: request.caller, home, endpoint, now });
    if (endpoint === undefined) {
        throw unknownRoute(context.api, request);
    }
    const version = versionOf(endpoint);
    if (version !== undefined) {
        resolveVersion(request.accept, version);
    }
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

/** Credentials go with their organization, so one that is good has one. */
function organizationOf(context: ServerContext, caller: Caller): StoredOrganization {
    const organization = context.store.organizations.get(caller.orgId);
    if (organization === undefined) {
        throw new ForeignOrganization();
    }
    return organization;
}

function checkCallerAddress(
    { store, behaviour, callerAddress }: ServerContext,
    request: { caller: Caller; home: StoredOrganization; endpoint: Endpoint | undefined; now: string },
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
    const entry = store.findCoveringEntry(caller.accessList, callerAddress);
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

/** A caller belongs to one organization; of any other it learns nothing. */
function checkParams(params: Readonly<Record<string, string>>, home: StoredOrganization): void {
    for (const [name, value] of Object.entries(params)) {
        if (!patternOf(name).test(value)) {
            throw badRequest("PATH_PARAM_PARSE_ERROR", `${value} cannot be a ${name}.`, [name, value]);
        }
        if (name === "orgId" && value !== home.id) {
            throw new ForeignOrganization();
        }
    }
}

function patternOf(param: string): RegExp {
    if (param === "clientId") {
        return /^mdb_sa_id_[a-fA-F\d]{24}$/;
    }
    // The specification has no pattern for a secret's id, and addresses are read by their endpoints.
    return param === "ipAddress" || param === "secretId" ? /./ : /^[a-f0-9]{24}$/;
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

function unknownRoute({ endpoints }: ServedApi, { method, path }: AuthenticatedRequest): ApiFailure {
    const known = endpoints.filter((endpoint) => matchesTemplate(fullPath(endpoint), path));
    const methods = known.map((endpoint) => endpoint.method);
    return methods.length === 0
        ? notFound("RESOURCE_NOT_FOUND", `Cannot find resource ${path}.`, [path])
        : new ApiFailure({
              status: 405,
              errorCode: "UNEXPECTED_ERROR",
              detail: `Method ${method} is not allowed for ${path}; allowed: ${methods.join(", ")}.`,
          });
}
