import { setTimeout as sleep } from "node:timers/promises";

import Fastify from "fastify";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";

import type { ServerContext } from "../context";
import type { Endpoint, ServedApi } from "../endpoint";
import { fullPath } from "../endpoint";
import { ApiFailure, badRequest } from "../errors";
import { Exchange } from "./exchange";
import { isFormMediaType, isJsonMediaType } from "./mediaTypes";

const MAX_BODY_BYTES = 16 * 1024 * 1024;

/** A fastify server that answers as Atlas does, or Ops Manager; it does not listen yet. */
export function buildServer(context: ServerContext): FastifyInstance {
    // Without forceCloseConnections, close() would wait for kept-alive and hanging sockets.
    const server = Fastify({
        forceCloseConnections: true,
        exposeHeadRoutes: false,
        bodyLimit: MAX_BODY_BYTES,
    });
    const exchanges = new WeakMap<FastifyRequest, Exchange>();
    const exchangeOf = (request: FastifyRequest, reply: FastifyReply): Exchange => {
        const exchange = exchanges.get(request) ?? new Exchange(context, request, reply);
        exchanges.set(request, exchange);
        return exchange;
    };

    server.removeAllContentTypeParsers();
    server.addContentTypeParser("*", { parseAs: "string" }, (request, body, done) => {
        try {
            const parse = context.api.oauthPaths.includes(request.routeOptions.url ?? "")
                ? parseForm
                : parseJson;
            done(null, parse(request.headers["content-type"], body.toString()));
        } catch (error) {
            done(error as Error);
        }
    });
    server.addHook("onRequest", async (request, reply) => {
        const exchange = exchangeOf(request, reply);
        context.log.entries.push(exchange.entry);
        if (context.latencyMs > 0) {
            await sleep(context.latencyMs);
        }
        return exchange.authenticate();
    });
    server.setErrorHandler((error, request, reply) => exchangeOf(request, reply).fail(error));
    addRoutes(
        server,
        context.api,
        (endpoint) => (request: FastifyRequest, reply: FastifyReply) =>
            exchangeOf(request, reply).answer(endpoint),
    );
    return server;
}

type Handler = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;

function addRoutes(
    server: FastifyInstance,
    { endpoints, oauthPaths }: ServedApi,
    handlerFor: (endpoint: Endpoint | undefined) => Handler,
): void {
    for (const endpoint of endpoints) {
        server.route({
            method: endpoint.method,
            url: fullPath(endpoint).replace(/\{(\w+)\}/g, ":$1"),
            config: { endpoint: `${endpoint.method} ${endpoint.path}` },
            handler: handlerFor(endpoint),
        });
    }
    for (const path of oauthPaths) {
        server.route({
            method: "POST",
            url: path,
            config: { endpoint: `POST ${path}` },
            handler: handlerFor(undefined),
        });
    }
    server.setNotFoundHandler(handlerFor(undefined));
}

/** Whatever is no form stays as it is: OAuth has errors of its own. */
function parseForm(contentType: string | undefined, body: string): unknown {
    return isFormMediaType(contentType) ? Object.fromEntries(new URLSearchParams(body)) : body;
}

function parseJson(contentType: string | undefined, body: string): unknown {
    if (body === "") {
        return undefined;
    }
    if (!isJsonMediaType(contentType)) {
        throw new ApiFailure({
            status: 415,
            errorCode: "UNEXPECTED_ERROR",
            detail: `Unsupported media type ${contentType ?? "none"}.`,
        });
    }
    try {
        return JSON.parse(body) as unknown;
    } catch {
        throw badRequest("MALFORMED_JSON", "The request body is not valid JSON.");
    }
}
