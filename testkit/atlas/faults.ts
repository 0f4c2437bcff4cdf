import { matchesTemplate } from "./http/pathTemplates";

/** What goes wrong instead of an answer. */
export type ConnectionFault = "lost-before" | "lost-after" | "no-answer";

/** A fault as data: which requests it strikes, and what happens to them. */
export interface FaultSpec {
    /** Default: any method. */
    readonly method?: string;
    /**
     * A path, with or without "/api/atlas/v2" (at an Ops Manager "/api/public/v1.0"), where `{…}` stands for one segment ("/orgs/{orgId}/apiKeys"), or an
     * expression that is tried on the path as sent. "/api/oauth/token" and "/api/oauth/revoke" are struck, good
     * credential or not, by faults whose path names them. Default: any path but these two.
     */
    readonly path?: string | RegExp;
    /** How many requests it strikes. Default 1. */
    readonly times?: number;
    /** How many matching requests pass before it strikes. Default 0. */
    readonly skip?: number;
    /** Status of the answer. Default 500, unless `connection` says that there is none. */
    readonly status?: number;
    readonly headers?: Readonly<Record<string, string>>;
    /** A text is sent as it is (text/html unless `headers` say otherwise), else JSON. Default: an ApiError body. */
    readonly body?: unknown;
    /** errorCode of the default body. Default "UNEXPECTED_ERROR". */
    readonly errorCode?: string;
    /**
     * "lost-before": the connection breaks before the request does anything. "lost-after": it breaks when the request
     * has done its work. "no-answer": nothing ever comes back.
     */
    readonly connection?: ConnectionFault;
    /** The request does its work although the fault hides the answer. Default: only for "lost-after". */
    readonly takesEffect?: boolean;
    /** The request does its work, and the answer is good HTTP with one half of its JSON. Not with status or connection. */
    readonly truncated?: true;
    /**
     * The answer waits for this. A function is called when a request has arrived and done nothing yet, and what it
     * returns is waited for. Without status, body or connection the request is only delayed.
     */
    readonly hold?: Promise<unknown> | (() => unknown);
    /** Strike requests before they are authenticated, challenge rounds included. Default false. */
    readonly beforeAuthentication?: boolean;
}

/** A fault that has been added; `hits` counts the requests it has struck. */
export interface Fault {
    readonly spec: FaultSpec;
    readonly hits: number;
}

const OAUTH_PREFIX = "/api/oauth/";

/** Faults in the order in which they were added; the first that fits a request strikes it. */
export class Faults {
    /** What a path may leave out. */
    readonly #prefix: string;
    readonly #faults: { spec: FaultSpec; hits: number; passed: number }[] = [];

    constructor(prefix: string) {
        this.#prefix = prefix;
    }

    add(spec: FaultSpec): Fault {
        const fault = { spec, hits: 0, passed: 0 };
        this.#faults.push(fault);
        return fault;
    }

    /** Takes one fault away, whether it has struck or not. */
    remove(fault: Fault): void {
        const index = this.#faults.findIndex((known) => known === fault);
        if (index >= 0) {
            this.#faults.splice(index, 1);
        }
    }

    clear(): void {
        this.#faults.length = 0;
    }

    /** Finds the fault that strikes a request and counts the hit. */
    take(request: { method: string; path: string; isAuthenticated: boolean }): FaultSpec | undefined {
        for (const fault of this.#faults) {
            const { spec } = fault;
            const isFitting =
                (spec.beforeAuthentication ?? false) !== request.isAuthenticated &&
                (spec.method === undefined || spec.method === request.method) &&
                matchesPath(spec.path, request.path, this.#prefix);
            if (!isFitting || fault.hits >= (spec.times ?? 1)) {
                continue;
            }
            if (fault.passed < (spec.skip ?? 0)) {
                fault.passed += 1;
                continue;
            }
            fault.hits += 1;
            return spec;
        }
        return undefined;
    }
}

/** Returns when the request may go on. */
export async function holdUp({ hold }: FaultSpec): Promise<void> {
    await (typeof hold === "function" ? hold() : hold);
}

/** A fault that only delays the answer, or cuts it, has none of its own. */
export function hidesAnswer(fault: FaultSpec): boolean {
    const leavesAnswer = fault.hold !== undefined || fault.truncated === true;
    return !leavesAnswer || fault.status !== undefined || fault.connection !== undefined;
}

export function takesEffect(fault: FaultSpec): boolean {
    return fault.takesEffect ?? (fault.connection === "lost-after" || !hidesAnswer(fault));
}

function matchesPath(pattern: string | RegExp | undefined, path: string, prefix: string): boolean {
    if (pattern === undefined) {
        return !path.startsWith(OAUTH_PREFIX);
    }
    if (pattern instanceof RegExp) {
        // A global expression keeps its position between two tests.
        return new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, "")).test(path);
    }
    const isFull = pattern.startsWith("/api/");
    return matchesTemplate(isFull ? pattern : prefix + pattern, path);
}
