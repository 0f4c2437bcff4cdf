import { expect } from "chai";
import http from "node:http";
import type { AddressInfo, Server, Socket } from "node:net";
import type { AtlasClientOptions } from "#provider/atlas/clientOptions";
import { AtlasClient } from "#provider/atlas/client";
import { EmulatedAtlas } from "#testkit/atlas/emulatedAtlas";
import type { EmulatedAtlasOptions } from "#testkit/atlas/emulatedAtlasOptions";

export const VERSION = "2023-01-01";

export interface AtlasFixture {
    atlas: EmulatedAtlas;
    /** Calls with the key of the paying organization. */
    client: AtlasClient;
    /** The paying organization. */
    orgId: string;
}

/** An emulated Atlas and a client of its own for every test of a suite. */
export function useAtlas(
    options: EmulatedAtlasOptions = {},
    clientOptions: Partial<AtlasClientOptions> = {},
): AtlasFixture {
    const fixture = {} as AtlasFixture;
    beforeEach(async () => {
        fixture.atlas = await EmulatedAtlas.start(options);
        fixture.orgId = fixture.atlas.payingOrganization.orgId;
        fixture.client = clientOf(fixture.atlas, clientOptions);
    });
    afterEach(async () => {
        fixture.client.close();
        await fixture.atlas.close();
    });
    return fixture;
}

/** Most tests are about one try: a client repeats nothing unless the test gives it time for that. */
export function clientOf(atlas: EmulatedAtlas, options: Partial<AtlasClientOptions> = {}): AtlasClient {
    return new AtlasClient({
        credential: atlas.payingOrganization,
        baseUrl: atlas.baseUrl,
        maxRetryMs: 0,
        maxRateLimitWaitMs: 0,
        ...options,
    });
}

/** The error that a call fails with; throws if it succeeds. */
export async function failureOf(call: Promise<unknown>): Promise<Error & Record<string, unknown>> {
    const outcome = await call.then(
        (value) => ({ value }),
        (error: unknown) => ({ error }),
    );
    if ("error" in outcome) {
        return outcome.error as Error & Record<string, unknown>;
    }
    expect.fail(`The call succeeded, with ${JSON.stringify(outcome.value)}.`);
}

/** Starts servers that no Atlas would be, and closes them after each test. */
export function useServers(): {
    start: (listener: http.RequestListener) => Promise<string>;
    track: (server: Server) => Promise<number>;
} {
    const closers: (() => Promise<unknown>)[] = [];
    afterEach(() => Promise.all(closers.splice(0).map((close) => close())));
    const track = async (server: Server): Promise<number> => {
        const sockets = new Set<Socket>();
        server.on("connection", (socket: Socket) => sockets.add(socket));
        await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
        closers.push(() => {
            const closed = new Promise((resolve) => server.close(resolve));
            sockets.forEach((socket) => socket.destroy());
            return closed;
        });
        return (server.address() as AddressInfo).port;
    };
    const start = async (listener: http.RequestListener): Promise<string> =>
        `http://127.0.0.1:${await track(http.createServer(listener))}`;
    return { start, track };
}

/** Takes the environment's proxy settings away for each test of a suite, and puts them back. */
export function useNoProxies(): void {
    const names = ["http_proxy", "https_proxy", "no_proxy", "all_proxy"];
    const saved = new Map<string, string>();
    beforeEach(() => {
        for (const name of names.flatMap((lower) => [lower, lower.toUpperCase()])) {
            const value = process.env[name];
            if (value !== undefined) {
                saved.set(name, value);
            }
            Reflect.deleteProperty(process.env, name);
        }
    });
    afterEach(() => {
        names.forEach((name) => Reflect.deleteProperty(process.env, name.toUpperCase()));
        names.forEach((name) => Reflect.deleteProperty(process.env, name));
        saved.forEach((value, name) => (process.env[name] = value));
        saved.clear();
    });
}
