export interface StoredLinkToken {
    readonly orgId: string;
    readonly linkToken: string;
    readonly accessListIps: string[];
    /** The key that Atlas makes for the migration. */
    readonly apiKeyId: string;
    /** The source organization that has connected with the token; undefined before. */
    usedBy?: string;
    /** Ids of projects with a migration that is running. */
    activeProjectIds: string[];
    /** What GET availableProjects returns for this link. */
    availableProjects: unknown[];
}
