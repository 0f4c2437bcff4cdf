import type { ServerContext } from "./context";
import { DigestAuthentication } from "./auth/digestAuthentication";
import type { EmulatedAtlasOptions } from "./emulatedAtlasOptions";
import type { AtlasBehaviour, ServedApi } from "./endpoint";
import { Faults } from "./faults";
import { OauthServer } from "./auth/oauthServer";
import { RateLimits } from "./rateLimits";
import { ListWrites } from "./http/listWrites";
import { RequestLog } from "./http/requestLog";
import type { AtlasStore } from "./store/store";

const DEFAULT_CALLER_ADDRESS = "203.0.113.7";

/** A server in which nothing has happened yet. */
export function createContext(
    options: EmulatedAtlasOptions,
    store: AtlasStore,
    api: ServedApi,
): ServerContext {
    const clock = options.clock ?? { nowMs: () => Date.now() };
    return {
        api,
        clock,
        replyClock: { nowMs: () => clock.nowMs() + (options.replyClockAheadMs ?? 0) },
        latencyMs: options.latencyMs ?? 0,
        store,
        faults: new Faults(api.usualPrefix),
        log: new RequestLog(),
        callerAddress: DEFAULT_CALLER_ADDRESS,
        wrongServer: undefined,
        digest: new DigestAuthentication({
            clock,
            nonceUses: options.nonceUses ?? 1024,
            nonceLifeMs: options.nonceLifeMs ?? 60_000,
            challengeWithoutQop: options.challengeWithoutQop ?? false,
            form: options.challenge ?? {},
        }),
        oauth: new OauthServer({
            store,
            clock,
            tokenLifeMs: options.tokenLifeMs ?? 3_600_000,
            tokenRequestLimit: options.tokenRequestLimit ?? { requests: 10, windowMs: 60_000 },
            maxLiveTokens: options.maxLiveTokens ?? 100,
        }),
        rateLimits: new RateLimits(options.rateLimits ?? "off", clock),
        retryAfter: options.retryAfter ?? "seconds",
        listWrites: new ListWrites(options.secondListWrite),
        behaviour: behaviourOf(options),
    };
}

function behaviourOf(options: EmulatedAtlasOptions): AtlasBehaviour {
    return {
        secondLinkToken: options.secondLinkToken ?? "created",
        deletedLink: options.deletedLink ?? "oldest",
        accessListNeedsListedCaller: options.accessListNeedsListedCaller ?? false,
        unknownApiKeyStatus: options.unknownApiKeyStatus ?? 404,
        newOrganizationsRequireAccessList: options.newOrganizationsRequireAccessList ?? false,
        ipv6InReplies: options.ipv6InReplies ?? "groups",
        namesRefusedAddress: options.namesRefusedAddress ?? true,
        impliedOrgMember: options.impliedOrgMember ?? true,
    };
}
