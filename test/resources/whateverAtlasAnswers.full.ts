import { expect } from "chai";
import type { AtlasStore, StoredAccessListEntry } from "pulumi-atlas-org/testkit";
import { EmulatedAtlas } from "pulumi-atlas-org/testkit";
import { OperationError } from "#provider/runtime/operationErrors";
import type { Recorded } from "#provider/runtime/operationErrors";
import type { Change, JsonPath } from "../support/alteredAnswers";
import { CHANGES, pathsIn, pathText } from "../support/alteredAnswers";
import type { Mutation } from "../support/alteringServer";
import { AlteringServer, MAX_REQUESTS } from "../support/alteringServer";
import type { Example, ExampleKind, Site } from "../support/exampleResources";
import { EXAMPLES } from "../support/exampleResources";
import { HastyClock } from "../support/hastyClock";
import type { Properties } from "../support/host";
import { KINDS } from "../support/kinds";
import type { OperationsOfRun } from "../support/operationsOfRun";
import { inRun } from "../support/operationsOfRun";

const OPERATIONS = ["read", "update", "delete", "read after its end", "delete after its end"] as const;
type Operation = (typeof OPERATIONS)[number];

/** Mutations that make a complete and consistent answer, which Atlas could give: then the consequence is right. */
interface Exception {
    readonly examples: RegExp;
    readonly operations: readonly Operation[];
    readonly endpoint: RegExp;
    readonly path: string;
    readonly changes: readonly Change[];
    readonly reason: string;
}

const ACCESS_LIST = /^GET .*\/accessList$/;
const ACCOUNT = /^GET \/orgs\/\{id\}\/serviceAccounts\/\{clientId\}$/;

const EXCEPTIONS: readonly Exception[] = [
    {
        examples: /Organization/,
        operations: ["read"],
        endpoint: /^GET \/orgs\/\{id\}\/settings$/,
        path: "securityContact",
        changes: ["drop", "null"],
        reason: "Atlas leaves out a contact that has no value: it was cleared",
    },
    {
        examples: /Organization|LinkToken/,
        operations: ["read"],
        endpoint: /^GET \/orgs\/\{id\}$/,
        path: "isDeleted",
        changes: ["otherObject"],
        reason: "true: the organization is being deleted",
    },
    {
        examples: /AccessList/,
        operations: ["read"],
        endpoint: ACCESS_LIST,
        path: "results",
        changes: ["otherObject"],
        reason: "the list has other entries, and as many",
    },
    {
        examples: /AccessList/,
        operations: ["read"],
        endpoint: ACCESS_LIST,
        path: "results[0]",
        changes: ["otherObject"],
        reason: "the list has another entry in the place of one",
    },
    {
        examples: /unconfirmed/,
        operations: ["delete"],
        endpoint: ACCESS_LIST,
        path: "results",
        changes: ["otherObject"],
        reason: "the list has other entries: the one that was in doubt was not made",
    },
    {
        examples: /Entry that is unconfirmed/,
        operations: ["delete"],
        endpoint: ACCESS_LIST,
        path: "results[0]",
        changes: ["otherObject"],
        reason: "the list has another entry: the one that was in doubt was not made",
    },
    ...["created", "createdAt"].map((field): Exception => ({
        examples: /Entry that is unconfirmed/,
        operations: ["read", "delete"],
        endpoint: ACCESS_LIST,
        path: `results[0].${field}`,
        changes: ["drop", "null", "otherType", "otherObject"],
        reason: "the entry has no date, or one before the attempt: it is not known as made by it",
    })),
    {
        examples: /OrgServiceAccount(Secret)?$/,
        operations: ["read"],
        endpoint: ACCOUNT,
        path: "secrets",
        changes: ["otherObject"],
        reason: "the account has another secret",
    },
    {
        examples: /OrgServiceAccount(Secret)?$/,
        operations: ["read"],
        endpoint: ACCOUNT,
        path: "secrets[0]",
        changes: ["drop", "otherObject"],
        reason: "the account has no secret, or another one",
    },
    {
        examples: /OrgServiceAccount(Secret)?$/,
        operations: ["read"],
        endpoint: ACCOUNT,
        path: "secrets[0].id",
        changes: ["otherObject"],
        reason: "the account has another secret",
    },
];

/** An example at Atlas, with what state holds of it. */
interface Made {
    readonly site: Site;
    readonly example: Example;
    readonly credential: Readonly<Record<string, string>>;
    readonly id: string;
    readonly state: Properties;
    /** What it is made of, by name. */
    readonly own: readonly string[];
    readonly strangers: readonly string[];
}

/** An emulated Atlas where an example can be made. */
interface Start {
    readonly example: Example;
    readonly credential: Readonly<Record<string, string>>;
    readonly strangers: readonly string[];
}

interface Result {
    readonly made: Made;
    readonly operation: Operation;
    readonly outcome: Outcome;
}

/** An operation that is tried with each mutation. */
interface Trial {
    readonly kind: ExampleKind;
    readonly operation: Operation;
    readonly makeAgain: () => Promise<Made>;
}

/** What came of an operation. */
interface Outcome {
    /** Undefined if it failed. */
    readonly done?: { readonly recorded: Recorded | undefined };
    readonly error?: unknown;
    /** What was told, errors and warnings. */
    readonly said: string;
    /** Whether the next diff finds something to do, after a read. */
    readonly hasChanges?: boolean;
}

describe("whatever Atlas answers", () => {
    const clock = new HastyClock();
    const used = new Set<string>();
    let atlas: EmulatedAtlas;
    let server: AlteringServer;

    before(async () => {
        atlas = await EmulatedAtlas.start({ clock });
        server = await AlteringServer.start(atlas.baseUrl);
    });

    after(() => Promise.all([server.close(), atlas.close()]));

    it("every kind has an example", () => {
        expect(new Set(EXAMPLES.map(({ kind }) => kind))).to.deep.equal(new Set(KINDS));
    });

    for (const kind of EXAMPLES) {
        for (const operation of operationsOn(kind)) {
            it(`loses nothing, and takes nothing of others: ${operation} of ${kind.name}`, async () => {
                const trial = { kind, operation, makeAgain: await makerOf(kind) };
                const mutations = await mutationsOf(trial);
                const problems: string[] = [];
                for (const mutation of mutations) {
                    problems.push(...(await problemsOf(trial, mutation)));
                }
                expect(problems, `of ${mutations.length} mutations`).to.deep.equal([]);
            });
        }
    }

    for (const kind of EXAMPLES.filter(({ name }) => !name.includes("unconfirmed"))) {
        it(`loses nothing, and takes nothing of others: create of ${kind.name}`, async () => {
            const started = startOf(kind);
            const reference = await tryCreation(kind, started());
            expect(reference.error).to.equal(undefined);
            const mutations = mutationsOfSeen();
            const problems: string[] = [];
            for (const mutation of mutations) {
                const start = started();
                server.alter(mutation, othersOf({ state: {}, example: start.example }));
                const outcome = await tryCreation(kind, start);
                const name = `${mutation.endpoint}: ${pathText(mutation.path)}: ${mutation.change}`;
                const found = problemsOfCreation(atlas, { start, reference, outcome });
                problems.push(...found.map((problem) => `${name}: ${problem}`));
                if (server.deliveries === 0) {
                    problems.push(`${name}: no answer was altered`);
                }
            }
            expect(problems, `of ${mutations.length} mutations`).to.deep.equal([]);
        });
    }

    it("has no exception that is not needed", () => {
        const all = EXCEPTIONS.flatMap(({ operations, changes }, place) =>
            operations.flatMap((operation) => changes.map((change) => useOf(place, operation, change))),
        );
        expect(all.filter((use) => !used.has(use))).to.deep.equal([]);
    });

    /** Every change to every field of every answer that the operation gets, which goes well as it is. */
    async function mutationsOf({ kind, operation, makeAgain }: Trial): Promise<Mutation[]> {
        const made = await makeAgain();
        server.alter();
        const outcome = await run(kind, operation, made);
        expect(problemsIn(made, operation, outcome)).to.deep.equal([]);
        if (!isAfterEnd(operation)) {
            expect(outcome.error).to.equal(undefined);
        }
        if (operation === "read") {
            expect(server.seen).to.not.be.empty;
            expect(outcome.hasChanges, "changes after a read").to.equal(false);
        }
        return mutationsOfSeen();
    }

    function mutationsOfSeen(): Mutation[] {
        const fields = new Map<string, { endpoint: string; path: JsonPath }>();
        for (const { endpoint, body } of server.seen) {
            pathsIn(body).forEach((path) => fields.set(`${endpoint} ${pathText(path)}`, { endpoint, path }));
        }
        return [...fields.values()].flatMap((field) => CHANGES.map((change) => ({ ...field, change })));
    }

    /** What brings the emulated Atlas to where the example can be made, each time it is called. */
    function startOf(kind: ExampleKind): () => Start {
        const make = (): Start => {
            server.alter();
            const site = newSite();
            const example = kind.make(site);
            const { publicKey, privateKey } = atlas.addApiKey({ orgId: site.orgId });
            const { credential = { publicKey, privateKey } } = example;
            return { example, credential, strangers: namesIn(atlas) };
        };
        if (kind.kind === "MigrationLink") {
            return make;
        }
        const start = make();
        const restore = snapshotOf(atlas);
        return () => {
            void clock.sleep(BETWEEN_RUNS_MS);
            restore();
            server.alter();
            return start;
        };
    }

    function tryCreation({ kind }: ExampleKind, { example, credential }: Start): Promise<Outcome> {
        const settings = { atlas, clock, credential, maxRetryMs: 1000, baseUrl: server.baseUrl };
        return inRun(settings, async (ofRun) => {
            try {
                const recorded = await ofRun.of(kind).create(example.inputs);
                return { done: { recorded }, said: ofRun.lines.join("\n") };
            } catch (error) {
                return { error, said: [...ofRun.lines, String(error)].join("\n") };
            }
        });
    }

    /** What is wrong after an operation that met the mutation; of an exception, that nothing is. */
    async function problemsOf({ kind, operation, makeAgain }: Trial, mutation: Mutation): Promise<string[]> {
        const made = await makeAgain();
        server.alter(mutation, othersOf(made));
        const outcome = await run(kind, operation, made);
        const path = pathText(mutation.path);
        const name = `${mutation.endpoint}: ${path}: ${mutation.change}`;
        const undelivered = server.deliveries === 0 ? [`${name}: no answer was altered`] : [];
        const problems = problemsIn(made, operation, outcome).map((problem) => `${name}: ${problem}`);
        const place = EXCEPTIONS.findIndex(
            (one) =>
                one.examples.test(kind.name) &&
                one.operations.includes(operation) &&
                one.endpoint.test(mutation.endpoint) &&
                one.path === path &&
                one.changes.includes(mutation.change),
        );
        if (place === -1 || problems.length === 0) {
            return [...undelivered, ...problems];
        }
        used.add(useOf(place, operation, mutation.change));
        return undelivered;
    }

    /** Makes the example for each mutation anew: by what the emulated Atlas held then, which takes less time. */
    async function makerOf(kind: ExampleKind): Promise<() => Promise<Made>> {
        if (kind.kind === "MigrationLink") {
            // The links of Cloud Manager are not in the store.
            return () => make(kind);
        }
        const made = await make(kind);
        const restore = snapshotOf(atlas);
        return () => {
            void clock.sleep(BETWEEN_RUNS_MS);
            restore();
            return Promise.resolve(made);
        };
    }

    async function make(kind: ExampleKind): Promise<Made> {
        const site = newSite();
        const example = kind.make(site);
        const caller = atlas.addApiKey({ orgId: site.orgId });
        const { credential = { publicKey: caller.publicKey, privateKey: caller.privateKey } } = example;
        const strangers = namesIn(atlas);
        const { id, outputs } = await inRun({ atlas, clock, credential }, (ofRun) =>
            ofRun.of(kind.kind).create(example.inputs),
        );
        const own = namesIn(atlas).filter((name) => !strangers.includes(name));
        const state = example.prepare?.(outputs) ?? outputs;
        return { site, example, credential, id, own, strangers, state: structuredClone(state) };
    }

    /** Two organizations in an Atlas that holds nothing else, later than all before. */
    function newSite(): Site {
        void clock.sleep(BETWEEN_RUNS_MS);
        const { store, payingOrganization } = atlas;
        for (const orgId of [...store.organizations.keys()]) {
            atlas.cloudManager.disconnect(orgId);
            if (orgId !== payingOrganization.orgId) {
                store.removeOrganization(orgId);
            }
        }
        atlas.clearRequests();
        const { id: orgId } = atlas.addOrganization({ name: "the payments" });
        const { id: otherOrgId } = atlas.addOrganization({ name: "the others" });
        return { atlas, clock, orgId, otherOrgId };
    }

    async function run(kind: ExampleKind, operation: Operation, made: Made): Promise<Outcome> {
        const { credential, id, state } = made;
        if (isAfterEnd(operation)) {
            await inRun({ atlas, clock, credential }, (ofRun) => ofRun.of(kind.kind).delete(id, state));
        }
        const old =
            operation === "update" ? (made.example.beforeUpdate?.(made.state) ?? made.state) : made.state;
        const settings = { atlas, clock, credential, maxRetryMs: 1000, baseUrl: server.baseUrl };
        return inRun(settings, (ofRun) => outcomeOf(ofRun, { kind, operation, made, old }));
    }

    /** What is wrong with what came of an operation. */
    function problemsIn(made: Made, operation: Operation, outcome: Outcome): string[] {
        return [
            ...problemsOfMessages(outcome),
            ...problemsOfStores(atlas, { made, operation, outcome }),
            ...(operation === "read" || operation === "update"
                ? problemsOfState(atlas, { made, operation, outcome })
                : []),
            ...(server.requests.length > MAX_REQUESTS ? ["it asks for ever"] : []),
        ];
    }
});

async function outcomeOf(
    ofRun: OperationsOfRun,
    {
        kind,
        operation,
        made: { id, example },
        old,
    }: { kind: ExampleKind; operation: Operation; made: Made; old: Properties },
): Promise<Outcome> {
    const operations = ofRun.of(kind.kind);
    try {
        const recorded = await {
            read: () => operations.read(id, old),
            update: () => operations.update(id, old, example.changed),
            delete: () => operations.delete(id, old).then(() => undefined),
            "read after its end": () => operations.read(id, old),
            "delete after its end": () => operations.delete(id, old).then(() => undefined),
        }[operation]();
        const diff =
            operation === "read" && recorded && (await operations.diff(id, recorded.outputs, example.inputs));
        const { lines } = ofRun;
        return { done: { recorded }, said: lines.join("\n"), ...(diff && { hasChanges: diff.hasChanges }) };
    } catch (error) {
        return { error, said: [...ofRun.lines, String(error)].join("\n") };
    }
}

function useOf(place: number, operation: Operation, change: Change): string {
    const { path, reason } = EXCEPTIONS[place]!;
    return `${operation}, ${path}, ${change}: ${reason}`;
}

/** So that no rate limit remembers the run before. */
const BETWEEN_RUNS_MS = 120_000;

/** @returns what puts the emulated Atlas back to what it holds now. */
function snapshotOf({ store }: EmulatedAtlas): () => void {
    const held = copyOf(store);
    return () => {
        const { organizations, users, apiKeys, serviceAccounts, linkTokens } = copyOf(held);
        refill(store.organizations, organizations);
        refill(store.users, users);
        refill(store.apiKeys, apiKeys);
        refill(store.serviceAccounts, serviceAccounts);
        store.linkTokens = linkTokens;
        store.accessTokens.clear();
    };
}

type Held = Pick<AtlasStore, "organizations" | "users" | "apiKeys" | "serviceAccounts" | "linkTokens">;

function copyOf({ organizations, users, apiKeys, serviceAccounts, linkTokens }: Held): Held {
    return {
        ...structuredClone({ organizations, users, linkTokens }),
        apiKeys: copyOfOwners(apiKeys),
        serviceAccounts: copyOfOwners(serviceAccounts),
    };
}

/** Entries have addresses that are instances of a class, and are never changed themselves. */
function copyOfOwners<Owner extends { readonly accessList: Map<string, StoredAccessListEntry> }>(
    owners: ReadonlyMap<string, Owner>,
): Map<string, Owner> {
    return new Map(
        [...owners].map(([id, { accessList, ...others }]) => {
            const entries = [...accessList].map(([address, entry]) => [address, { ...entry }] as const);
            return [id, { ...structuredClone(others), accessList: new Map(entries) } as unknown as Owner];
        }),
    );
}

function refill<Value>(map: Map<string, Value>, values: ReadonlyMap<string, Value>): void {
    map.clear();
    values.forEach((value, key) => map.set(key, value));
}

/** Of the forms of one kind, what is gone is asked for in the same way. */
function operationsOn({ name, kind }: ExampleKind): readonly Operation[] {
    const isFirst = EXAMPLES.find((example) => example.kind === kind)?.name === name;
    return OPERATIONS.filter((operation) => isFirst || !isAfterEnd(operation));
}

/** Whether the resource is deleted before. */
function isAfterEnd(operation: Operation): boolean {
    return operation.endsWith("its end");
}

/** What the engine of JavaScript says of values that nobody has looked at. */
const UNCHECKED =
    /TypeError|RangeError|Cannot (read|convert|use)|is not (a function|iterable|an object|a constructor)|Invalid (time|array)|undefined is|\[object Object\]|\bNaN\b|(?<!`)\bundefined\b/;

/** What is wrong after a creation. Of what it has made at Atlas, the state or the error tells. */
function problemsOfCreation(
    atlas: EmulatedAtlas,
    { start: { strangers }, reference, outcome }: { start: Start; reference: Outcome; outcome: Outcome },
): string[] {
    const there = namesIn(atlas);
    const made = there.filter((name) => !strangers.includes(name));
    const isToldOf = made.length === 0 || recordedBy(outcome) !== undefined;
    return [
        ...problemsOfMessages(outcome),
        ...strangers.filter((name) => !there.includes(name)).map((name) => `${name} is deleted`),
        ...(isToldOf || SAYS_WHAT_IS_LEFT.test(outcome.said)
            ? []
            : [`it says nothing of ${made.join(", ")}`]),
        ...problemsOfNewState(reference, outcome),
    ];
}

const SAYS_WHAT_IS_LEFT =
    /Atlas (may have |has )?made|is on the access list|was not on the access list|carried out/;

/** What may be missing in a new state is missing as a whole, but for a secret: whose it is, nothing could tell. */
function problemsOfNewState(reference: Outcome, outcome: Outcome): string[] {
    const usual = recordedBy(reference)?.outputs;
    const outputs = recordedBy(outcome)?.outputs ?? {};
    const secrets = new Map(secretsIn(outputs));
    const isSuccess = outcome.done !== undefined;
    const lost = secretsIn(usual).filter(([path]) => isSuccess && !secrets.has(path));
    return [
        ...lost.map(([path]) => `${path} is lost`),
        ...problemsOfTypes(usual, outputs).filter((problem) => !problem.endsWith("is undefined")),
    ];
}

function recordedBy({ done, error }: Outcome): Recorded | undefined {
    return done?.recorded ?? (error instanceof OperationError ? error.recorded : undefined);
}

function problemsOfMessages({ error, said }: Outcome): string[] {
    return [
        ...(UNCHECKED.test(said) ? [`it says: ${said}`] : []),
        ...(error === undefined || error instanceof OperationError
            ? []
            : ["it throws something else than an OperationError"]),
    ];
}

function problemsOfStores(atlas: EmulatedAtlas, { made, operation, outcome }: Result): string[] {
    const there = new Set(namesIn(atlas));
    const mustStay = operation === "read" ? [...made.strangers, ...made.own] : made.strangers;
    const isDeleted = operation === "delete" && outcome.done !== undefined;
    const left = isDeleted ? made.own.filter((name) => there.has(name)) : [];
    return [
        ...mustStay.filter((name) => !there.has(name)).map((name) => `${name} is deleted`),
        ...left.map((name) => `${name} is not deleted`),
    ];
}

function problemsOfState(atlas: EmulatedAtlas, { made: { state }, operation, outcome }: Result): string[] {
    const { done } = outcome;
    if (done !== undefined && done.recorded === undefined) {
        return ["the resource leaves state"];
    }
    const outputs = recordedBy(outcome)?.outputs ?? state;
    return [
        ...problemsOfSecrets(atlas, state, outputs),
        ...problemsOfTypes(state, outputs),
        ...(operation === "read" ? problemsOfEntries(state, outputs) : []),
    ];
}

/** Of each secret in state, state must go on holding a value that is good at Atlas. */
function problemsOfSecrets(atlas: EmulatedAtlas, state: Properties, outputs: Properties): string[] {
    const good = secretsAt(atlas);
    const after = new Map(secretsIn(outputs));
    return secretsIn(state).flatMap(([path]) => {
        const value = after.get(path);
        return value === undefined
            ? [`${path} is lost`]
            : good.has(value)
              ? []
              : [`${path} is ${JSON.stringify(value)}, which is no good`];
    });
}

/** A list in state loses nothing that stands at Atlas. */
function problemsOfEntries(state: Properties, outputs: Properties): string[] {
    return ["entries", "added"].flatMap((name) => {
        const after = outputs[name];
        return Array.isArray(state[name]) && Array.isArray(after)
            ? state[name].filter((entry) => !after.includes(entry)).map((entry) => `${name} loses ${entry}`)
            : [];
    });
}

function secretsIn(value: unknown, path: readonly string[] = []): [string, unknown][] {
    if (typeof value !== "object" || value === null) {
        return /^(clientSecret|privateKey|linkToken)$/.test(path.at(-1) ?? "")
            ? [[path.join("."), value]]
            : [];
    }
    return Object.entries(value).flatMap(([name, member]) => secretsIn(member, [...path, name]));
}

function secretsAt({ store }: EmulatedAtlas): ReadonlySet<unknown> {
    return new Set([
        ...[...store.apiKeys.values()].map(({ privateKey }) => privateKey),
        ...[...store.serviceAccounts.values()].flatMap(({ secrets }) => secrets.map(({ secret }) => secret)),
        ...store.linkTokens.map(({ linkToken }) => linkToken),
    ]);
}

/** Each value is of the type that it had; none is null, and none is missing, but what was in doubt. */
function problemsOfTypes(before: unknown, after: unknown, path = "outputs"): string[] {
    if (after === null || (before !== undefined && typeName(before) !== typeName(after))) {
        return path === "outputs.unconfirmed" ? [] : [`${path} is ${JSON.stringify(after)}`];
    }
    if (Array.isArray(after)) {
        const [first] = (before ?? []) as unknown[];
        return after.flatMap((member) => problemsOfTypes(first, member, `${path}[]`));
    }
    if (typeof after !== "object" || path === "outputs.unconfirmed") {
        return [];
    }
    const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after)]);
    return [...names].flatMap((name) =>
        problemsOfTypes(
            (before as Properties | undefined)?.[name],
            (after as Properties)[name],
            `${path}.${name}`,
        ),
    );
}

function typeName(value: unknown): string {
    return Array.isArray(value) ? "list" : typeof value;
}

function namesIn({ store, cloudManager }: EmulatedAtlas): string[] {
    const keys = [...store.apiKeys.values()];
    const accounts = [...store.serviceAccounts.values()];
    const holders = [
        ...keys.map((key) => ({ ...key, name: key.id })),
        ...accounts.map((account) => ({ ...account, name: account.clientId })),
    ];
    const organizations = [...store.organizations.keys()];
    return [
        ...organizations.map((id) => `organization ${id}`),
        ...keys.map(({ id }) => `key ${id}`),
        ...accounts.map(({ clientId }) => `account ${clientId}`),
        ...accounts.flatMap(({ secrets }) => secrets.map(({ id }) => `secret ${id}`)),
        ...holders.flatMap(({ name, accessList }) =>
            [...accessList.keys()].map((address) => `entry ${address} of ${name}`),
        ),
        ...store.linkTokens.map(({ linkToken }) => `link ${linkToken}`),
        ...organizations.flatMap((id) =>
            cloudManager.linkTokenOf(id) === undefined ? [] : [`connection of ${id}`],
        ),
    ];
}

/** The object's own texts, each with the one that another object has in its place. */
function othersOf({ state, example }: Pick<Made, "state" | "example">): ReadonlyMap<string, string> {
    return new Map(
        Object.entries(example.others).flatMap(([name, other]) => {
            const own = [state[name] ?? example.inputs[name]].flat();
            return [other].flat().flatMap((text, place) => {
                const ownText: unknown = own[place];
                return typeof ownText === "string" ? [[ownText, text] as const] : [];
            });
        }),
    );
}
