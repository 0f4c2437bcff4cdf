import type { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import type { EventQueue } from "../deploy/eventQueue";
import type { Goal } from "../deploy/goal";
import type { PropertyMap } from "../values/properties";
import { DYNAMIC_PACKAGE } from "../providers/packages";
import type { ResourceState } from "../state/resourceState";
import {
    isProviderType,
    packageOf,
    parseProviderReference,
    providerPackage,
    providerReference,
    providerType,
    typeOf,
} from "../urns";

/** Finds the provider that a resource belongs to, as the engine's resource monitor does (source_eval.go). */
export class ProviderLookup {
    readonly #events: EventQueue;
    readonly #config: PropertyMap;
    /** By package: the references of default providers. */
    readonly #defaults = new Map<string, Promise<string>>();
    /** By URN of a registered resource. */
    readonly #goals = new Map<string, Goal>();
    /** By URN of a component: package to provider reference. */
    readonly #componentProviders = new Map<string, Record<string, string>>();

    /** `config` is that of the stack, under full keys. */
    constructor(events: EventQueue, config: PropertyMap) {
        this.#events = events;
        this.#config = config;
    }

    /** A child takes over what its parent says, where it says nothing itself. Returns its provider reference. */
    async inherit(request: RegisterResourceRequest): Promise<string> {
        const parent = this.#goals.get(request.getParent());
        const providers = Object.fromEntries(request.getProvidersMap().entries());
        if (parent) inheritOptions(request, parent);
        if (!request.getCustom() || isProviderType(request.getType())) {
            this.#inheritProviders(request, providers);
            return "";
        }
        const wanted = packageOf(request.getType());
        const given =
            request.getProvider() ||
            (providers[wanted] ?? this.#componentProviders.get(request.getParent())?.[wanted] ?? "");
        return given === "" ? this.defaultProvider(wanted) : given;
    }

    /** Remembers a resource for its children. */
    register(request: RegisterResourceRequest, goal: Goal, state: ResourceState): void {
        this.#goals.set(state.urn, goal);
        if (goal.custom) return;
        this.#componentProviders.set(state.urn, Object.fromEntries(request.getProvidersMap().entries()));
    }

    /** Registers the default provider when it is asked for first. */
    defaultProvider(wanted: string): Promise<string> {
        const known = this.#defaults.get(wanted);
        if (known) return known;
        const reference = new Promise<string>((resolve) => {
            this.#events.push({
                kind: "register",
                goal: defaultProviderGoal(wanted, settingsFor(wanted, this.#config)),
                done: ({ urn, id }) => resolve(providerReference(urn, id)),
            });
        });
        this.#defaults.set(wanted, reference);
        return reference;
    }

    /** A component below another one has the providers of that one too. */
    #inheritProviders(request: RegisterResourceRequest, own: Record<string, string>): void {
        const inherited = this.#componentProviders.get(request.getParent()) ?? {};
        for (const [name, reference] of Object.entries({ ...inherited, ...own })) {
            request.getProvidersMap().set(name, reference);
        }
    }
}

function inheritOptions(request: RegisterResourceRequest, parent: Goal): void {
    if (request.getDeletedwith() === "") request.setDeletedwith(parent.deletedWith);
    if (!request.hasProtect() && parent.protect !== undefined) request.setProtect(parent.protect);
    if (!request.hasRetainondelete() && parent.retainOnDelete !== undefined) {
        request.setRetainondelete(parent.retainOnDelete);
    }
    if (request.getProvider() !== "" || parent.provider === "") return;
    const served = providerPackage(typeOf(parseProviderReference(parent.provider).urn));
    if (!request.getCustom() || served === packageOf(request.getType())) request.setProvider(parent.provider);
}

/** Dynamic resources get the whole configuration, a plugin what stands in its namespace. */
function settingsFor(packageName: string, config: PropertyMap): PropertyMap {
    if (packageName === DYNAMIC_PACKAGE) return config;
    const namespace = `${packageName}:`;
    const own = Object.entries(config).filter(([key]) => key.startsWith(namespace));
    return Object.fromEntries(own.map(([key, value]) => [key.slice(namespace.length), value]));
}

function defaultProviderGoal(packageName: string, config: PropertyMap): Goal {
    return {
        type: providerType(packageName),
        name: "default",
        custom: true,
        properties: config,
        parent: "",
        protect: undefined,
        retainOnDelete: undefined,
        deleteBeforeReplace: undefined,
        dependencies: [],
        propertyDependencies: {},
        provider: "",
        ignoreChanges: [],
        replaceOnChanges: [],
        hideDiff: [],
        additionalSecretOutputs: [],
        aliases: [],
        customTimeouts: {},
        deletedWith: "",
        replaceWith: [],
        sourcePosition: "",
        stackTrace: [],
    };
}
