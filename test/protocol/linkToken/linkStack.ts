import { declarationOf } from "#provider/resources/link/declaredLinkTokens";
import type { Host, HostedResource, Properties } from "../../support/host";

/** Inputs of the LinkTokens that a program declares for the fixture's organization, by name. */
export type DeclaredTokens = Readonly<Record<string, Properties>>;

type Step = () => Promise<void>;

interface PlannedResource {
    readonly name: string;
    readonly declared: DeclaredTokens;
    readonly isForced: boolean;
    readonly isPreview?: boolean;
}

/** How Pulumi writes what a preview does not know. */
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

interface Resource {
    readonly name: string;
    readonly inputs: Properties;
    readonly id: string;
    readonly outs: Properties;
}

export interface LinkStackOptions {
    readonly orgId: string;
    /** Runs something in a provider host of its own. */
    readonly inNextRun: <T>(run: (host: Host) => Promise<T>) => Promise<T>;
    /** Which inputs the program gives beside the declared ones. @default what the class LinkToken gives */
    readonly steering?: (name: string, declared: DeclaredTokens) => Properties;
    /** Those whose organization is known later than that of the others: in a preview not at all. @default none */
    readonly late?: readonly string[];
}

export interface UpOptions {
    /** What is replaced by force, as by --replace. */
    readonly replace?: readonly string[];
    /** The engine is killed after so many deletes and creations; it works one by one then. */
    readonly killedAfter?: number;
    /** The lookahead of an engine that works on one resource at a time ends with the next one. @default false */
    readonly isOneByOne?: boolean;
    /** As --continue-on-error: what is removed is deleted also after a failure. @default false */
    readonly continuesOnError?: boolean;
}

export interface RunOfLinks {
    readonly failures: string[];
    readonly lines: string[];
}

/** A stack with LinkTokens of one organization, and the calls that Pulumi's engine makes for it, in the engine's order. */
export class LinkStack {
    readonly #options: LinkStackOptions;
    resources: Resource[] = [];

    constructor(options: LinkStackOptions) {
        this.#options = options;
    }

    /** Gives a resource in state another name, as an alias does. */
    rename(name: string, newName: string): void {
        this.resources = this.resources.map((it) => (it.name === name ? { ...it, name: newName } : it));
    }

    /** Records a resource whose creation has failed with a partial state. */
    record(name: string, outs: Properties, declared: DeclaredTokens): void {
        const inputs = { ...outs, ...steeringOfClass(name, declared) };
        this.resources.push({ name, inputs, id: String(outs["orgId"]), outs: { ...outs, schemaVersion: 1 } });
    }

    tokens(): unknown[] {
        return this.resources.map(({ outs }) => outs["linkToken"]);
    }

    /** Each resource is worked on while the next ones are checked; what is removed goes last. */
    up(
        declared: DeclaredTokens,
        { replace = [], killedAfter, isOneByOne, continuesOnError }: UpOptions = {},
    ): Promise<RunOfLinks> {
        let stepsLeft = killedAfter ?? Number.POSITIVE_INFINITY;
        const inTurn = async (steps: readonly Step[]) => {
            for (const step of steps) {
                if (stepsLeft > 0) {
                    stepsLeft -= 1;
                    await step();
                }
            }
        };
        return this.#run(async (links) => {
            const chains: Promise<void>[] = [];
            for (const name of Object.keys(declared)) {
                const steps = await this.#stepsFor(links, {
                    name,
                    declared,
                    isForced: replace.includes(name),
                });
                await (isOneByOne === true ? chains.at(-1) : undefined);
                chains.push(inTurn(steps));
            }
            const failed = everyOne(chains);
            await (continuesOnError === true ? failed.catch(() => undefined) : failed);
            const removed = this.resources.filter(({ name }) => declared[name] === undefined);
            await inTurn(removed.map((resource) => () => this.#delete(links, resource)));
            await failed;
        });
    }

    preview(declared: DeclaredTokens): Promise<RunOfLinks> {
        return this.#run(async (links) => {
            for (const name of Object.keys(declared)) {
                await this.#stepsFor(links, { name, declared, isForced: false, isPreview: true });
            }
        });
    }

    destroy(): Promise<RunOfLinks> {
        return this.#run(async (links) => {
            for (const resource of [...this.resources]) {
                await this.#delete(links, resource);
            }
        });
    }

    async refresh(): Promise<RunOfLinks> {
        return this.#run(async (links) => {
            for (const { id, outs, inputs } of this.resources) {
                await links.read(id, outs);
                await links.diff(id, outs, inputs);
            }
        });
    }

    #inputsFor({ name, declared, isPreview }: PlannedResource): Properties {
        const { orgId, late = [], steering = steeringOfClass } = this.#options;
        const isUnknown = isPreview === true && late.includes(name);
        const unknown = isUnknown ? { orgId: UNKNOWN } : {};
        return { orgId, ...declared[name], ...unknown, ...steering(name, declared, late) };
    }

    async #stepsFor(links: HostedResource, planned: PlannedResource): Promise<Step[]> {
        const { name, isForced } = planned;
        const news = this.#inputsFor(planned);
        const old = this.resources.find((resource) => resource.name === name);
        const create = (inputs: Properties) => async () => {
            const { id, outs } = await links.create(inputs);
            this.resources.push({ name, inputs, id, outs });
        };
        if (old === undefined || isForced) {
            const inputs = await checked(links, news);
            return old === undefined ? [create(inputs)] : [() => this.#delete(links, old), create(inputs)];
        }
        const inputs = await checked(links, news, old.inputs);
        const { changes, replaces } = await links.diff(old.id, old.outs, inputs);
        if (replaces.length > 0) {
            const again = await checked(links, news);
            return [() => this.#delete(links, old), create(again)];
        }
        return [
            async () => {
                const outs = changes === true ? await links.update(old.id, old.outs, inputs) : old.outs;
                this.#replace(old, { ...old, inputs, outs });
            },
        ];
    }

    async #delete(links: HostedResource, resource: Resource): Promise<void> {
        await links.delete(resource.id, resource.outs);
        this.resources = this.resources.filter((other) => other !== resource);
    }

    #replace(old: Resource, updated: Resource): void {
        this.resources = this.resources.map((resource) => (resource === old ? updated : resource));
    }

    #run(work: (links: HostedResource) => Promise<void>): Promise<RunOfLinks> {
        return this.#options.inNextRun(async (host) => {
            const failures: string[] = [];
            await work(host.resource("LinkToken")).catch((error: unknown) => {
                failures.push(
                    ...(error instanceof AggregateError ? (error.errors as unknown[]) : [error]).map(String),
                );
            });
            return { failures, lines: await host.takeLines() };
        });
    }
}

function steeringOfClass(own: string, declared: DeclaredTokens, late: readonly string[] = []): Properties {
    // When a late one is known, so are the others.
    const undetermined = late.includes(own) ? [] : late.filter((name) => name in declared);
    const all = Object.entries(declared)
        .filter(([name]) => !undetermined.includes(name))
        .map(([name, inputs]) => [name, declarationOf(inputs)] as const);
    const more = undetermined.length > 0 ? { undetermined } : {};
    return { __linkTokens: { own, all: Object.fromEntries(all), ...more } };
}

async function checked(links: HostedResource, news: Properties, olds?: Properties): Promise<Properties> {
    const { inputs, failures } = await links.check(news, olds);
    if (failures.length > 0) {
        throw new Error(failures.join(" "));
    }
    return inputs;
}

/** Waits for all, whatever becomes of them. @throws AggregateError of the failures. */
async function everyOne(work: readonly Promise<void>[]): Promise<void> {
    const outcomes = await Promise.allSettled(work);
    const failures = outcomes.flatMap((outcome) =>
        outcome.status === "rejected" ? [outcome.reason as unknown] : [],
    );
    if (failures.length > 0) {
        throw new AggregateError(failures);
    }
}
