import { ConnectProxy } from "#testkit/atlas/connectProxy";
import type { ConnectProxyOptions } from "#testkit/atlas/connectProxy";
import { useNoProxies } from "./harness";

/** Starts proxies in an environment that names no other, and closes them after each test of a suite. */
export function useProxies(): (options?: ConnectProxyOptions) => Promise<ConnectProxy> {
    const started: ConnectProxy[] = [];
    useNoProxies();
    afterEach(() => Promise.all(started.splice(0).map((proxy) => proxy.close())));
    return async (options = {}) => {
        const proxy = await ConnectProxy.start(options);
        started.push(proxy);
        return proxy;
    };
}
