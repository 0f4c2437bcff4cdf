/** What generators of SDKs need to know beside the schema. */
export function languages(): object {
    return {
        nodejs: { packageName: "pulumi-atlas-org-sdk", respectSchemaVersion: true },
        python: { packageName: "pulumi_atlas_org", pyproject: { enabled: true }, respectSchemaVersion: true },
        go: {
            // The default ends in the name of the package, dash and all, where the files do not lie.
            importBasePath: "example.com/pulumi-atlas-org/sdk/go/atlasorg",
            generateResourceContainerTypes: true,
            respectSchemaVersion: true,
        },
        csharp: {
            rootNamespace: "Pulumi",
            namespaces: { "atlas-org": "AtlasOrg" },
            respectSchemaVersion: true,
        },
        java: { basePackage: "com.pulumi" },
    };
}

/** Names in C# of outputs that are called as their class, which C# does not allow. They are for ever. */
const NAMES_IN_CSHARP: Readonly<Record<string, string>> = { "LinkToken.linkToken": "Token" };

/** What generators of SDKs need to know of one property. */
export function languagesOfProperty(kind: string, property: string): object {
    const name = NAMES_IN_CSHARP[`${kind}.${property}`];
    return name === undefined ? {} : { language: { csharp: { name } } };
}
