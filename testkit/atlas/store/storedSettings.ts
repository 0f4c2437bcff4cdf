/** What GET settings returns; a field without a value is absent. */
export interface StoredSettings {
    apiAccessListRequired: boolean;
    multiFactorAuthRequired: boolean;
    restrictEmployeeAccess: boolean;
    genAIFeaturesEnabled: boolean;
    streamsCrossGroupEnabled: boolean;
    maxServiceAccountSecretValidityInHours?: number;
    securityContact?: string;
    operationsContact?: string;
    customSessionTimeouts: { absoluteSessionTimeoutInSeconds: number; idleSessionTimeoutInSeconds?: number };
}

/** What an organization has whose settings nobody has touched. */
export function defaultSettings(isAccessListRequired: boolean): StoredSettings {
    return {
        apiAccessListRequired: isAccessListRequired,
        multiFactorAuthRequired: false,
        restrictEmployeeAccess: false,
        genAIFeaturesEnabled: true,
        streamsCrossGroupEnabled: false,
        customSessionTimeouts: { absoluteSessionTimeoutInSeconds: 43_200 },
    };
}
