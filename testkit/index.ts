import "./optionalPeers";

export { EmulatedAtlas } from "./atlas/emulatedAtlas";
export type { EmulatedAtlasOptions, PayingOrganization } from "./atlas/emulatedAtlas";
export type { ConnectionFault, Fault, Faults, FaultSpec } from "./atlas/faults";
export type { LoggedRequest } from "./atlas/requestLog";
export type {
    AtlasStore,
    OrganizationRole,
    StoredAccessListEntry,
    StoredApiKey,
    StoredLinkToken,
    StoredOrganization,
    StoredProject,
    StoredSettings,
    StoredUser,
} from "./atlas/store";
export type { NewApiKey, NewOrganization } from "./atlas/storeControls";
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
