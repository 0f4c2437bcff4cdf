import "./optionalPeers";

export { EmulatedAtlas } from "./atlas/emulatedAtlas";
export type { PayingOrganization } from "./atlas/emulatedAtlas";
export type { DigestForm } from "./atlas/auth/digestAuthentication";
export type { EmulatedAtlasOptions } from "./atlas/emulatedAtlasOptions";
export type { ConnectionFault, Fault, Faults, FaultSpec } from "./atlas/faults";
export type { NewApiKey, NewOrganization, NewServiceAccount } from "./atlas/store/newRecords";
export type { RateLimitOption, RateLimitSet, TokenBucket } from "./atlas/rateLimits";
export type { LoggedRequest } from "./atlas/http/requestLog";
export type { RetryAfterStyle } from "./atlas/http/retryAfter";
export type { OrganizationRole } from "./atlas/store/organizationRole";
export type { AtlasStore } from "./atlas/store/store";
export type { StoredAccessListEntry } from "./atlas/store/storedAccessList";
export type { StoredApiKey } from "./atlas/store/storedApiKey";
export type { StoredLinkToken } from "./atlas/store/storedLinkToken";
export type { StoredOrganization, StoredProject, StoredUser } from "./atlas/store/storedOrganization";
export type {
    StoredAccessToken,
    StoredSecret,
    StoredServiceAccount,
} from "./atlas/store/storedServiceAccount";
export type { StoredSettings } from "./atlas/store/storedSettings";
export type { WrongServer } from "./atlas/wrongServers";
export { EmulatedOpsManager } from "./opsManager/emulatedOpsManager";
export type { SourceOrganization } from "./opsManager/emulatedOpsManager";
export type { EmulatedOpsManagerOptions } from "./opsManager/emulatedOpsManagerOptions";
export type { MigrationLinkStatus, OfferedProject } from "./opsManager/migrationLinks";
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
