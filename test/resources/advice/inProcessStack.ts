import { toResourceProvider } from "#provider/runtime/dynamicAdapter";
import type { Declared, Program, Properties } from "./program";
import type { Config, Run } from "./runUnderWay";
import { RunUnderWay } from "./runUnderWay";

export type Command = "preview" | "up" | "refresh" | "destroy";

/** What the state holds of a resource. */
interface Held {
    readonly declared: Declared;
    readonly id: string;
    readonly inputs: Properties;
    readonly outputs: Properties;
    /** Its last operation failed half-way: it is updated even if nothing has changed. */
    readonly isUnfinished: boolean;
}

type Provider = ReturnType<typeof toResourceProvider>;
type Recorded = Error & { id?: string; properties?: Properties };

/**
 * A stack whose resources live in this process: it does what Pulumi's engine does with them, one after the other, and
 * stops at the first failure. Only aliases, `--replace` and what constructors refuse need a real engine.
 */
export class InProcessStack {
    readonly #state = new Map<string, Held>();
    readonly #afterStep: () => void;
    #configOfLastUp: Config = {};

    /** @param afterStep looks at Atlas after each step. */
    constructor(afterStep: () => void) {
        this.#afterStep = afterStep;
    }

    get resources(): readonly string[] {
        return [...this.#state.keys()];
    }

    preview(program: Program, config: Config): Promise<Run> {
        return this.#run(config, (run) => run.each(Object.entries(program), (item) => this.#plan(run, item)));
    }

    up(program: Program, config: Config): Promise<Run> {
        this.#configOfLastUp = config;
        return this.#run(config, async (run) => {
            const replaced: [string, Held][] = [];
            await run.each(Object.entries(program), async (item) => {
                const old = await this.#deploy(run, item);
                replaced.push(...(old === undefined ? [] : [[item[0], old] as [string, Held]]));
            });
            await run.each(replaced.reverse(), ([name, old]) => this.#delete(run, `replaced ${name}`, old));
            const removed = [...this.#state].filter(([name]) => !(name in program)).reverse();
            await run.each(removed, ([name, old]) => this.#delete(run, name, old));
        });
    }

    /** Goes by the configuration of the last `up`, as Pulumi does. */
    refresh(): Promise<Run> {
        return this.#run(this.#configOfLastUp, (run) =>
            run.each([...this.#state], ([name, old]) => this.#read(run, name, old)),
        );
    }

    /** As `refresh`. */
    destroy(): Promise<Run> {
        return this.#run(this.#configOfLastUp, (run) =>
            run.each([...this.#state].reverse(), ([name, old]) => this.#delete(run, name, old)),
        );
    }

    /** `pulumi state delete`. */
    forget(name: string): void {
        this.#state.delete(name);
    }

    async #run(config: Config, work: (run: RunUnderWay) => Promise<void>): Promise<Run> {
        const run = new RunUnderWay(config, this.#afterStep);
        await work(run);
        return run.result();
    }

    async #plan(run: RunUnderWay, [name, declared]: [string, Declared]): Promise<void> {
        const provider = this.#providerOf(run, declared);
        const old = this.#state.get(name);
        const inputs = await this.#check(provider, declared, old);
        if (old !== undefined) {
            await provider.diff(old.id, old.outputs, inputs);
        }
    }

    /** Returns what is still to be deleted, if the resource is replaced. */
    async #deploy(run: RunUnderWay, [name, declared]: [string, Declared]): Promise<Held | undefined> {
        const provider = this.#providerOf(run, declared);
        const old = this.#state.get(name);
        const inputs = await this.#check(provider, declared, old);
        if (old === undefined) {
            return this.#create(run, name, { provider, declared, inputs });
        }
        const {
            changes,
            replaces = [],
            deleteBeforeReplace,
        } = await provider.diff(old.id, old.outputs, inputs);
        if (replaces.length > 0) {
            // Pulumi checks what it replaces once more, as something new.
            await this.#check(provider, declared, undefined);
            if (deleteBeforeReplace === true) {
                await this.#delete(run, name, old);
            }
            await this.#create(run, name, { provider, declared, inputs });
            return deleteBeforeReplace === true ? undefined : old;
        }
        if (changes !== false || old.isUnfinished) {
            run.did.push(`update ${name}`);
            await this.#record(name, { declared, id: old.id, inputs }, () =>
                provider.update(old.id, old.outputs, inputs),
            );
        }
        return undefined;
    }

    async #create(
        run: RunUnderWay,
        name: string,
        { provider, declared, inputs }: { provider: Provider; declared: Declared; inputs: Properties },
    ): Promise<undefined> {
        run.did.push(`create ${name}`);
        await this.#record(name, { declared, inputs }, () => provider.create(inputs));
    }

    /** Records what an operation has brought, also if it failed half-way. */
    async #record(
        name: string,
        resource: Pick<Held, "declared" | "inputs"> & { id?: string },
        operate: () => Promise<{ id?: string; outs?: Properties }>,
    ): Promise<void> {
        try {
            const { id = resource.id ?? "", outs = {} } = await operate();
            this.#state.set(name, { ...resource, id, outputs: outs, isUnfinished: false });
        } catch (error) {
            const { id, properties } = error as Recorded;
            if (id !== undefined && properties !== undefined) {
                this.#state.set(name, { ...resource, id, outputs: properties, isUnfinished: true });
            }
            throw error;
        }
    }

    async #read(run: RunUnderWay, name: string, old: Held): Promise<void> {
        const provider = this.#providerOf(run, old.declared);
        const { id, props = {}, inputs = old.inputs } = await provider.read(old.id, old.outputs);
        if (id === "") {
            run.did.push(`drop ${name}`);
            this.#state.delete(name);
        } else {
            const secrets = Object.entries(old.inputs).filter(([input]) =>
                old.declared.lifecycle.definition.secrets.includes(input),
            );
            const read = { inputs: { ...Object.fromEntries(secrets), ...inputs }, outputs: props };
            this.#state.set(name, { ...old, ...read, isUnfinished: false });
        }
    }

    async #delete(run: RunUnderWay, name: string, old: Held): Promise<void> {
        run.did.push(`delete ${name}`);
        await this.#providerOf(run, old.declared).delete(old.id, old.outputs);
        if (this.#state.get(name) === old) {
            this.#state.delete(name);
        }
    }

    async #check(provider: Provider, { args }: Declared, old: Held | undefined): Promise<Properties> {
        const given = typeof args === "function" ? args((name) => this.#outputsOf(name)) : args;
        const { inputs = {}, failures = [] } = await provider.check(old?.inputs ?? {}, given);
        if (failures.length > 0) {
            throw new Error(failures.map(({ property, reason }) => `${property}: ${reason}`).join("\n"));
        }
        return inputs;
    }

    #outputsOf(name: string): Properties {
        const held = this.#state.get(name);
        return { ...held?.outputs, id: held?.id };
    }

    #providerOf(run: RunUnderWay, { lifecycle, inside }: Declared): Provider {
        const credentials = inside === undefined ? undefined : this.#outputsOf(inside)["credentials"];
        return toResourceProvider(lifecycle, run.instance(credentials as Config | undefined));
    }
}
