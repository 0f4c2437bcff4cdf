import { readPage } from "./generated/markers";

interface Schema {
    readonly provider: Omit<KindInSchema, "properties">;
    readonly resources: Readonly<Record<string, KindInSchema>>;
}

interface KindInSchema {
    readonly inputProperties: Readonly<Record<string, PropertyInSchema>>;
    readonly requiredInputs?: readonly string[];
    readonly properties: Readonly<Record<string, PropertyInSchema>>;
}

interface PropertyInSchema {
    readonly language?: { readonly csharp: { readonly name: string } };
}

const { resources, provider } = JSON.parse(readPage("schema.json")) as Schema;

/** What the schema has of a kind, "OrgApiKey" or "Provider"; undefined if there is none. */
export function kindInSchema(kind: string): KindInSchema | undefined {
    return kind === "Provider" ? { ...provider, properties: {} } : resources[`atlas-org:index:${kind}`];
}
