import type { LoggedRequest, WrongServer } from "pulumi-atlas-org/testkit";
import type { Properties } from "../../support/host";
import type { State } from "./engineRuns";
import type { FaultCase } from "./faults";
import type { PooledHost } from "./hostPool";
import type { Site } from "./lab";
import type { Operation } from "./operations";

/** A fault at work on the main requests of one operation. */
export interface Strike {
    /** How often it has struck. */
    hits(): number;
    /** How long before the time that Atlas had named the request came again; 0 if not before. */
    earlyByMs(): number;
    end(): void;
}

interface Target {
    readonly site: Site;
    readonly operation: Operation;
    readonly fault: FaultCase;
    /** What runs the operation. */
    readonly host: PooledHost;
    /** What state holds of the resource. */
    readonly state: State | undefined;
}

/** Lets a fault strike an operation that begins now. */
export async function beginStrike(target: Target): Promise<Strike> {
    if (target.fault.wrongServer !== undefined) {
        return replaceServer(target.site, target.fault.wrongServer);
    }
    return target.fault.upset === undefined ? strikeRequests(target) : upset(target);
}

function strikeRequests({ site, operation, fault, state }: Target): Strike {
    const { atlas, clock } = site;
    const { spec, retryAfter } = fault;
    const main = { method: operation.method, path: operation.path(site, propertiesOf(state)) };
    const asked = retryAfter?.(clock.nowMs());
    const striking = atlas.faults.add({
        ...(asked && { status: 429, errorCode: "RATE_LIMITED", headers: { "retry-after": asked.header } }),
        ...spec,
        ...main,
    });
    let earlyByMs = 0;
    const noting = atlas.faults.add({
        ...main,
        hold: () => {
            earlyByMs = Math.max(0, (asked?.untilMs ?? 0) - clock.nowMs());
        },
    });
    return {
        hits: () => striking.hits,
        earlyByMs: () => earlyByMs,
        end: () => {
            atlas.faults.remove(striking);
            atlas.faults.remove(noting);
        },
    };
}

function replaceServer({ atlas }: Site, server: WrongServer): Strike {
    const { length } = atlas.requests;
    atlas.answerAs(server);
    return {
        hits: () => atlas.requests.length - length,
        earlyByMs: () => 0,
        end: () => atlas.answerAs("atlas"),
    };
}

/** Lets the host sign in, and makes worthless what it has from that. Refusals of it are the hits. */
async function upset({ site, operation, fault, host, state }: Target): Promise<Strike> {
    const { atlas } = site;
    const { model, method, pathBefore } = operation;
    if (model.kind === "Organization" && state !== undefined) {
        // It is called with a credential of its own.
        await host.host.resource(model.kind).read(state.id, state.properties);
    } else {
        await host.signIn(site.orgId);
    }
    const hold = () => fault.upset?.(atlas);
    const path = pathBefore?.(site, fault.caller ?? "key");
    if (path === undefined) {
        hold();
    } else {
        atlas.faults.add({ method: "GET", path, hold });
    }
    const { length } = atlas.requests;
    const isHit = (request: LoggedRequest) => request.method === method && isRefused(request);
    return {
        hits: () => atlas.requests.slice(length).filter(isHit).length,
        earlyByMs: () => 0,
        end: () => undefined,
    };
}

/** It came with a credential that was not good any more. */
function isRefused({ isChallenge, headers }: LoggedRequest): boolean {
    return isChallenge && headers.authorization !== undefined;
}

function propertiesOf(state: State | undefined): Properties {
    return state?.properties ?? {};
}
