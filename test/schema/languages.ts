/** What generators of SDKs need to know beside the schema. */
export function languages(): object {
    return {
        nodejs: { packageName: "@pulumi/atlas-org", respectSchemaVersion: true },
        python: { packageName: "pulumi_atlas_org", pyproject: { enabled: true }, respectSchemaVersion: true },
        go: { generateResourceContainerTypes: true, respectSchemaVersion: true },
        csharp: {
            rootNamespace: "Pulumi",
            namespaces: { "atlas-org": "AtlasOrg" },
            respectSchemaVersion: true,
        },
        java: { basePackage: "com.pulumi" },
    };
}
