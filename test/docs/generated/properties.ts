import type { DocumentedProperty } from "./declarations";
import { propertiesOf } from "./declarations";
import type { GeneratedPart } from "./markers";

interface ResourcePage {
    readonly kind: string;
    readonly page: string;
    /** The interface of its arguments. */
    readonly inputs: string;
    /** The interfaces that its arguments are made of. */
    readonly parts?: readonly string[];
}

const PAGES: readonly ResourcePage[] = [
    {
        kind: "Organization",
        page: "docs/organization.md",
        inputs: "OrganizationParts",
        parts: [
            "OrganizationApiKey",
            "OrganizationServiceAccount",
            "OrganizationCredentials",
            "OrganizationSettings",
            "SessionTimeouts",
        ],
    },
    { kind: "OrgApiKey", page: "docs/org-api-key.md", inputs: "OrgApiKeyArgs" },
    {
        kind: "OrgApiKeyAccessList",
        page: "docs/org-api-key-access-list.md",
        inputs: "OrgApiKeyAccessListArgs",
    },
    {
        kind: "OrgApiKeyAccessListEntry",
        page: "docs/org-api-key-access-list-entry.md",
        inputs: "OrgApiKeyAccessListEntryParts",
    },
    { kind: "OrgServiceAccount", page: "docs/org-service-account.md", inputs: "OrgServiceAccountArgs" },
    {
        kind: "OrgServiceAccountSecret",
        page: "docs/org-service-account-secret.md",
        inputs: "OrgServiceAccountSecretArgs",
    },
    {
        kind: "OrgServiceAccountAccessList",
        page: "docs/org-service-account-access-list.md",
        inputs: "OrgServiceAccountAccessListArgs",
    },
    {
        kind: "OrgServiceAccountAccessListEntry",
        page: "docs/org-service-account-access-list-entry.md",
        inputs: "OrgServiceAccountAccessListEntryParts",
    },
    { kind: "LinkToken", page: "docs/link-token.md", inputs: "LinkTokenArgs" },
    { kind: "MigrationLink", page: "docs/migration-link.md", inputs: "MigrationLinkArgs" },
    { kind: "Provider", page: "docs/provider.md", inputs: "ProviderParts" },
];

/** The interface that documents the arguments of a kind. */
export function argsInterfaceOf(kind: string): string {
    return PAGES.find((page) => page.kind === kind)?.inputs ?? `${kind}Args`;
}

/** The lists of inputs and outputs of the resources' pages, from the docs in the code. */
export function propertyParts(): GeneratedPart[] {
    return PAGES.flatMap(({ kind, page, inputs, parts = [] }) => [
        { page, name: `inputs of ${kind}`, text: inputsList(propertiesOf(inputs)) },
        ...parts.map((part) => ({ page, name: part, text: inputsList(propertiesOf(part)) })),
        ...outputsPart({ kind, page, inputs }),
    ]);
}

function outputsPart({ kind, page, inputs }: ResourcePage): GeneratedPart[] {
    const given = propertiesOf(inputs).map(({ name }) => name);
    const outputs = propertiesOf(kind).filter(({ name }) => !given.includes(name) || isSaidAnew(name));
    return outputs.length === 0 ? [] : [{ page, name: `outputs of ${kind}`, text: outputsList(outputs) }];
}

/** Inputs whose output is worth words of its own. */
function isSaidAnew(name: string): boolean {
    return ["credentials", "entries"].includes(name);
}

function inputsList(properties: readonly DocumentedProperty[]): string {
    return properties
        .map(
            ({ name, type, isOptional, docs }) =>
                `- **\`${name}\`** (\`${type}\`, ${isOptional ? "optional" : "required"}). ${docs}`,
        )
        .join("\n");
}

function outputsList(properties: readonly DocumentedProperty[]): string {
    return properties
        .map(({ name, type, isOptional, docs }) => {
            const absence = isOptional ? ", may be undefined" : "";
            return `- **\`${name}\`** (\`${type}\`${absence}). ${docs}`;
        })
        .join("\n");
}
