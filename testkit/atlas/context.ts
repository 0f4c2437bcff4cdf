import type { DigestAuthentication } from "./auth/digestAuthentication";
import type { AtlasBehaviour, ServedApi } from "./endpoint";
import type { Faults } from "./faults";
import type { OauthServer } from "./auth/oauthServer";
import type { RateLimits } from "./rateLimits";
import type { ListWrites } from "./http/listWrites";
import type { RequestLog } from "./http/requestLog";
import type { RetryAfterStyle } from "./http/retryAfter";
import type { AtlasStore } from "./store/store";
import type { WrongServerRules } from "./wrongServers";

/** What the server shares with the tests that steer it. */
export interface ServerContext {
    readonly api: ServedApi;
    readonly store: AtlasStore;
    readonly behaviour: AtlasBehaviour;
    readonly digest: DigestAuthentication;
    readonly oauth: OauthServer;
    readonly rateLimits: RateLimits;
    readonly retryAfter: RetryAfterStyle;
    readonly faults: Faults;
    readonly log: RequestLog;
    readonly clock: { nowMs(): number };
    /** What the `Date` of replies goes by. */
    readonly replyClock: { nowMs(): number };
    /** How long every request is held. */
    readonly latencyMs: number;
    readonly listWrites: ListWrites;
    /** The address that access lists are checked against. */
    callerAddress: string;
    /** Who answers in Atlas's place; undefined for Atlas. */
    wrongServer: WrongServerRules | undefined;
}
