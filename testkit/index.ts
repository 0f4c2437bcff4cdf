import "./optionalPeers";

export { EmulatedAtlas } from "./atlas/emulatedAtlas";
export type { PayingOrganization } from "./atlas/emulatedAtlas";
export type { DigestForm } from "./atlas/digestAuthentication";
export type { EmulatedAtlasOptions } from "./atlas/emulatedAtlasOptions";
export type { ConnectionFault, Fault, Faults, FaultSpec } from "./atlas/faults";
export type { NewApiKey, NewOrganization, NewServiceAccount } from "./atlas/newRecords";
export type { RateLimitOption, RateLimitSet, TokenBucket } from "./atlas/rateLimits";
export type { LoggedRequest } from "./atlas/requestLog";
export type { RetryAfterStyle } from "./atlas/retryAfter";
export type {
    AtlasStore,
    OrganizationRole,
    StoredAccessListEntry,
    StoredApiKey,
    StoredLinkToken,
    StoredOrganization,
    StoredProject,
    StoredUser,
} from "./atlas/store";
export type { StoredAccessToken, StoredSecret, StoredServiceAccount } from "./atlas/storedServiceAccount";
export type { StoredSettings } from "./atlas/storedSettings";
export type { WrongServer } from "./atlas/wrongServers";
export { openStack } from "./engine/openStack";
export type { OpenStackOptions } from "./engine/openStack";
export { isPulumiOnPath, openPulumiStack } from "./engine/pulumiStack";
export type {
    ConfigValue,
    Deployment,
    Diagnostic,
    EngineName,
    Operation,
    ResourceRecord,
    RunOptions,
    RunResult,
    SecretOptions,
    Stack,
    StackOptions,
    Step,
} from "./engine/stack";
export { openTestkitStack } from "./engine/testkitStack";
