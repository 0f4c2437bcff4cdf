import { isDeepStrictEqual } from "node:util";
import { expect } from "chai";
import type { LoggedRequest } from "pulumi-atlas-org/testkit";
import type { HostedResource, Properties } from "../../support/host";
import type { Run, State } from "./engineRuns";
import { destroy, refresh, up } from "./engineRuns";
import type { Outcome } from "./expected";
import type { FaultCase } from "./faults";
import type { CallerKind, PooledHost } from "./hostPool";
import type { Lab, Site } from "./lab";
import { LIMITS } from "./lab";
import type { Operation } from "./operations";
import { beginStrike } from "./strike";

/** More than a run may take by its limits, on a machine that has other things to do as well. */
const MAX_RUN_MS = LIMITS.maxRateLimitWaitMs + LIMITS.maxRetryMs + 12_000;

/** Each of them makes one more thing. */
const CREATING = ["POST /orgs", "POST /orgs/{orgId}/apiKeys", "POST /orgs/{orgId}/liveMigrations/linkTokens"];

/** One operation under one fault, in provider hosts of which none knows of the other's run. */
export class Trial {
    readonly #lab: Lab;
    readonly #operation: Operation;
    readonly #fault: FaultCase;
    readonly #site: Site;
    readonly #inputs: Properties;
    /** What the program asks for in the run that the fault strikes, and after it. */
    readonly #wanted: Properties;
    readonly #usedHosts = new Set<PooledHost>();
    /** What Atlas holds that nobody can know of. */
    #lost: Properties[] = [];

    constructor(lab: Lab, operation: Operation, fault: FaultCase) {
        this.#lab = lab;
        this.#operation = operation;
        this.#fault = fault;
        this.#site = lab.newSite();
        const { model, step } = operation;
        this.#inputs = model.inputs(this.#site, fault.caller ?? "key");
        this.#wanted = step === "update" ? { ...this.#inputs, ...model.changes } : this.#inputs;
    }

    /** @throws an assertion error if one of the runs does not do what it must, whatever the outcome. */
    async run(): Promise<Outcome> {
        const before = this.#operation.step === "create" ? undefined : await this.#earlierRun();
        const struck = await this.#struckRun(before);
        const outcome = this.#outcomeOf(struck);
        if (outcome === "survived") {
            expect(this.#held(), "after the run").to.deep.equal(propertiesOf(struck.state));
        }
        if (outcome === "named") {
            expect(struck.state, "what an error records that names what to look for").to.be.undefined;
            this.#lost = this.#held();
            expect(this.#lost).to.have.lengthOf(this.#fault.takesEffect === true ? 1 : 0);
        }
        const repaired = await this.#nextRun(struck, outcome);
        expect(this.#held(), "after the next run").to.deep.equal(propertiesOf(repaired.state));
        const destroyed = await this.#inHost((resource) => destroy(resource, repaired.state));
        expectSuccess(destroyed, "destroy");
        expect(this.#held(), "after destroy").to.be.empty;
        return outcome;
    }

    async #earlierRun(): Promise<State> {
        const run = await this.#inHost((resource) => up(resource, undefined, this.#inputs));
        expectSuccess(run, "an earlier run");
        return run.state!;
    }

    async #struckRun(before: State | undefined): Promise<Run> {
        const { caller = "key" } = this.#fault;
        return this.#inHost(async (resource, host) => {
            const target = { site: this.#site, operation: this.#operation, fault: this.#fault };
            const strike = await beginStrike({ ...target, host, state: before });
            const startedMs = Date.now();
            try {
                const run = await this.#operate(resource, before);
                expect(Date.now() - startedMs, "milliseconds that it took").to.be.below(MAX_RUN_MS);
                expect(strike.hits(), "how often the fault struck").to.be.greaterThan(0);
                expect(strike.earlyByMs(), "milliseconds before the time that Atlas named").to.equal(0);
                return run;
            } finally {
                strike.end();
            }
        }, caller);
    }

    #operate(resource: HostedResource, before: State | undefined): Promise<Run> {
        switch (this.#operation.step) {
            case "read":
                return refresh(resource, before!);
            case "delete":
                return destroy(resource, before);
            default:
                return up(resource, before, this.#wanted);
        }
    }

    #outcomeOf({ failure }: Run): Outcome {
        if (failure === undefined) {
            return "survived";
        }
        const { named, model, method, isPostedOnce = false } = this.#operation;
        // A wrong server may not let it get as far as its main request.
        const failed = this.#fault.wrongServer === undefined ? method : "[A-Z]+";
        expect(failure, failure).to.match(new RegExp(`^${model.kind} \\S+.*: ${failed} /orgs`));
        if (!isPostedOnce && this.#fault.spec?.times !== undefined) {
            expect(failure, failure).to.match(
                / It was tried \d+ times, within maxRetryMs \(2\.5 s for one operation\)\./,
            );
        }
        return named?.test(failure) === true ? "named" : "next up";
    }

    /** The next `pulumi up`, after a refresh if that has failed; `destroy` for what is no longer in the program. */
    async #nextRun({ state }: Run, outcome: Outcome): Promise<Run> {
        const { step } = this.#operation;
        const run = await this.#inHost(async (resource) => {
            if (step === "delete") {
                return destroy(resource, state);
            }
            const refreshed = step === "read" ? await refresh(resource, state!) : { state };
            return "failure" in refreshed ? refreshed : up(resource, refreshed.state, this.#wanted);
        });
        expectSuccess(run, "the next run");
        if (outcome === "survived") {
            expect(run.did, "what is left to do").to.equal("nothing");
        }
        return run;
    }

    /** Runs something in a host that this trial has not used yet. */
    #inHost(
        run: (resource: HostedResource, host: PooledHost) => Promise<Run>,
        kind: CallerKind = "key",
    ): Promise<Run> {
        const isFit = (host: PooledHost) => host.caller.kind === kind && !this.#usedHosts.has(host);
        return this.#lab.pool.use(isFit, async (host) => {
            this.#usedHosts.add(host);
            host.caller.moveTo(this.#site.orgId);
            const { length } = this.#site.atlas.requests;
            const result = await run(host.host.resource(this.#operation.model.kind), host);
            const posts = this.#site.atlas.requests.slice(length).filter(isCreating(host));
            expect(posts.length, "how often a creating POST was sent").to.be.at.most(1);
            return result;
        });
    }

    /** What Atlas holds, and somebody knows of. */
    #held(): Properties[] {
        const held = this.#operation.model.held(this.#site);
        return held.filter((thing) => !this.#lost.some((lost) => isDeepStrictEqual(lost, thing)));
    }
}

function expectSuccess({ failure }: Run, what: string): void {
    expect(failure, `${what}: ${String(failure)}`).to.be.undefined;
}

function propertiesOf(state: State | undefined): Properties[] {
    return state === undefined ? [] : [state.properties];
}

/** Of 401 and 429 it is certain that nothing was carried out. */
function isCreating({ caller }: PooledHost): (request: LoggedRequest) => boolean {
    return ({ endpoint = "", isChallenge, status, publicKey, clientId }) =>
        CREATING.includes(endpoint) &&
        !isChallenge &&
        status !== 429 &&
        [publicKey, clientId].includes(caller.name);
}
