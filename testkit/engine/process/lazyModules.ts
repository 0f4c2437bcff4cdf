import Module from "node:module";

interface LazyModules {
    /** The file of the SDK that loads them, below its folder. */
    from: RegExp;
    ids: RegExp;
}

/** What the SDK loads when it is imported, and most programs never use: twice the work of all the rest. */
const LAZY: readonly LazyModules[] = [
    // The compiler and the package readers of the closure serialiser, for resources of the stock dynamic.Resource.
    {
        from: /^runtime[\\/]closure[\\/]/u,
        ids: /^(?:\.\.\/\.\.\/typescript-shim|@npmcli\/arborist|normalize-package-data)$/u,
    },
    // The Automation API.
    { from: /^index\.js$/u, ids: /^\.\/automation$/u },
    // Reports to a tracing endpoint.
    { from: /^cmd[\\/]run[\\/]tracing\.js$/u, ids: /^@opentelemetry\/(?!api$)/u },
];

const SDK_FILE = /[\\/]@pulumi[\\/]pulumi[\\/](?<file>.+)$/u;

/** Makes importing @pulumi/pulumi three times as fast: parts that few programs use are loaded when they are used. */
export function loadLazily(): void {
    // eslint-disable-next-line @typescript-eslint/unbound-method -- called with the `this` that it is called with.
    const { require: load } = Module.prototype;
    Module.prototype.require = function (id) {
        const isLazy = isLoadedLazily(id, this.filename);
        return isLazy ? lazyModule(() => load.call(this, id) as object) : (load.call(this, id) as unknown);
    };
}

function isLoadedLazily(id: string, by: string): boolean {
    const file = SDK_FILE.exec(by)?.groups?.["file"];
    return file !== undefined && LAZY.some(({ from, ids }) => from.test(file) && ids.test(id));
}

function lazyModule(load: () => object): object {
    let loaded: object | undefined;
    const get = (name: string | symbol): unknown => {
        loaded ??= load();
        // A module that is not compiled from ES exports is its own default export.
        return name === "default" && !("__esModule" in loaded) ? loaded : Reflect.get(loaded, name);
    };
    // Compiled code asks for __esModule when it imports, to learn whether it may take the exports as they are.
    return new Proxy({}, { get: (_, name) => (name === "__esModule" ? true : get(name)) });
}
