import { expect } from "chai";
import { migrationLinkLifecycle } from "#provider/resources/link/migrationLink";
import { linkTokenLifecycle } from "#provider/resources/link/linkToken";
import { orgApiKeyLifecycle } from "#provider/resources/orgApiKey";
import {
    orgApiKeyAccessListLifecycle,
    orgServiceAccountAccessListLifecycle,
} from "#provider/resources/accessList/listKinds";
import {
    orgApiKeyAccessListEntryLifecycle,
    orgServiceAccountAccessListEntryLifecycle,
} from "#provider/resources/accessList/entryKinds";
import { orgServiceAccountLifecycle } from "#provider/resources/serviceAccount/orgServiceAccount";
import { orgServiceAccountSecretLifecycle } from "#provider/resources/serviceAccount/orgServiceAccountSecret";
import { organizationLifecycle } from "#provider/resources/organization/organization";
import { SCHEMA_VERSION } from "#provider/schema/properties";
import { loaderLine, PROVIDER_PROPERTY, typeToken } from "#provider/runtime/wireContract";
import * as kinds from "#provider/kinds";
import { readPage } from "../docs/generated/markers";
import * as host from "pulumi-atlas-org/host";

// What stands in users' state files. None of it may ever change: a version that does not understand what an earlier one
// has written cannot refresh, update or destroy it. Whoever wants to change a line here must not.

interface Contract {
    token: string;
    loader: string;
    inputs: string[];
    /** Default: none. */
    internalInputs?: string[];
    outputs: string[];
    secrets: string[];
}

const CONTRACT: Record<string, Contract> = {
    Organization: {
        token: "pulumi-nodejs:dynamic/mongodbatlas:Organization",
        loader: 'exports.handler = () => require("module").createRequire(process.cwd() + "/_")("pulumi-atlas-org/host").organization',
        inputs: [
            "name",
            "orgOwnerId",
            "apiKey",
            "serviceAccount",
            "federationSettingsId",
            "skipDefaultAlertsSettings",
            "settings",
            "existingOrgId",
            "deleteAdopted",
            "credentials",
            "allowLockout",
        ],
        outputs: ["orgId", "apiKeyId", "clientId", "clientSecretExpiresAt"],
        secrets: ["credentials"],
    },
    OrgApiKey: {
        token: "pulumi-nodejs:dynamic/mongodbatlas:OrgApiKey",
        loader: 'exports.handler = () => require("module").createRequire(process.cwd() + "/_")("pulumi-atlas-org/host").orgApiKey',
        inputs: ["orgId", "description", "roles"],
        outputs: ["apiKeyId", "publicKey", "privateKey"],
        secrets: ["privateKey"],
    },
    OrgApiKeyAccessList: {
        token: "pulumi-nodejs:dynamic/mongodbatlas:OrgApiKeyAccessList",
        loader: 'exports.handler = () => require("module").createRequire(process.cwd() + "/_")("pulumi-atlas-org/host").orgApiKeyAccessList',
        inputs: ["orgId", "apiKeyId", "entries", "mode", "onConflict", "allowLockout"],
        outputs: ["added", "unconfirmed"],
        secrets: [],
    },
    OrgApiKeyAccessListEntry: {
        token: "pulumi-nodejs:dynamic/mongodbatlas:OrgApiKeyAccessListEntry",
        loader: 'exports.handler = () => require("module").createRequire(process.cwd() + "/_")("pulumi-atlas-org/host").orgApiKeyAccessListEntry',
        inputs: ["orgId", "apiKeyId", "ipAddress", "cidrBlock", "onConflict", "allowLockout"],
        outputs: ["address", "created", "unconfirmed"],
        secrets: [],
    },
    OrgServiceAccount: {
        token: "pulumi-nodejs:dynamic/mongodbatlas:OrgServiceAccount",
        loader: 'exports.handler = () => require("module").createRequire(process.cwd() + "/_")("pulumi-atlas-org/host").orgServiceAccount',
        inputs: ["orgId", "name", "description", "roles", "secretExpiresAfterHours", "deleteFirstSecret"],
        outputs: ["clientId", "createdAt", "clientSecret", "clientSecretId", "clientSecretExpiresAt"],
        secrets: ["clientSecret"],
    },
    OrgServiceAccountSecret: {
        token: "pulumi-nodejs:dynamic/mongodbatlas:OrgServiceAccountSecret",
        loader: 'exports.handler = () => require("module").createRequire(process.cwd() + "/_")("pulumi-atlas-org/host").orgServiceAccountSecret',
        inputs: ["orgId", "clientId", "secretExpiresAfterHours", "renewBeforeHours", "keepers"],
        outputs: ["secretId", "clientSecret", "expiresAt"],
        secrets: ["clientSecret"],
    },
    OrgServiceAccountAccessList: {
        token: "pulumi-nodejs:dynamic/mongodbatlas:OrgServiceAccountAccessList",
        loader: 'exports.handler = () => require("module").createRequire(process.cwd() + "/_")("pulumi-atlas-org/host").orgServiceAccountAccessList',
        inputs: ["orgId", "clientId", "entries", "mode", "onConflict", "allowLockout"],
        outputs: ["added", "unconfirmed"],
        secrets: [],
    },
    OrgServiceAccountAccessListEntry: {
        token: "pulumi-nodejs:dynamic/mongodbatlas:OrgServiceAccountAccessListEntry",
        loader: 'exports.handler = () => require("module").createRequire(process.cwd() + "/_")("pulumi-atlas-org/host").orgServiceAccountAccessListEntry',
        inputs: ["orgId", "clientId", "ipAddress", "cidrBlock", "onConflict", "allowLockout"],
        outputs: ["address", "created", "unconfirmed"],
        secrets: [],
    },
    LinkToken: {
        token: "pulumi-nodejs:dynamic/mongodbatlas:LinkToken",
        loader: 'exports.handler = () => require("module").createRequire(process.cwd() + "/_")("pulumi-atlas-org/host").linkToken',
        inputs: ["orgId", "accessListIps", "onConflict", "onAmbiguousDelete", "keepers"],
        internalInputs: ["__linkTokens"],
        outputs: ["linkToken"],
        secrets: ["linkToken"],
    },
    MigrationLink: {
        token: "pulumi-nodejs:dynamic/mongodbatlas:MigrationLink",
        loader: 'exports.handler = () => require("module").createRequire(process.cwd() + "/_")("pulumi-atlas-org/host").migrationLink',
        inputs: ["orgId", "linkToken", "onConflict"],
        outputs: ["status"],
        secrets: ["linkToken"],
    },
};

/** The names that a schema gives to the SDKs that are made from it. */
interface PackageNames {
    readonly name: string;
    readonly language: {
        readonly nodejs: { readonly packageName: string };
        readonly python: { readonly packageName: string };
        readonly csharp: object;
        readonly java: { readonly basePackage: string };
    };
}

const LIFECYCLES = [
    organizationLifecycle,
    orgApiKeyLifecycle,
    orgApiKeyAccessListLifecycle,
    orgApiKeyAccessListEntryLifecycle,
    orgServiceAccountLifecycle,
    orgServiceAccountSecretLifecycle,
    orgServiceAccountAccessListLifecycle,
    orgServiceAccountAccessListEntryLifecycle,
    linkTokenLifecycle,
    migrationLinkLifecycle,
];

describe("the wire contract", () => {
    it("knows each kind of resource", () => {
        expect(LIFECYCLES.map(({ definition }) => definition.kind)).to.deep.equal(Object.keys(CONTRACT));
        expect(Object.keys(host)).to.have.members(LIFECYCLES.map(({ definition }) => definition.hostExport));
        expect(Object.keys(kinds)).to.have.members(Object.keys(host));
        expect([PROVIDER_PROPERTY, SCHEMA_VERSION]).to.deep.equal(["__provider", 1]);
    });

    it("has names for generated SDKs, which stand in the imports of users' programs", () => {
        const { name, language } = JSON.parse(readPage("schema.json")) as PackageNames;

        expect(name).to.equal("atlas-org");
        expect(language.nodejs.packageName).to.equal("pulumi-atlas-org-sdk");
        expect(language.python.packageName).to.equal("pulumi_atlas_org");
        expect(language.csharp).to.deep.include({
            rootNamespace: "Pulumi",
            namespaces: { "atlas-org": "AtlasOrg" },
        });
        expect(language.java.basePackage).to.equal("com.pulumi");
    });

    for (const { definition, diffTable } of LIFECYCLES) {
        const { kind } = definition;

        it(`of ${kind} is what it always was`, () => {
            expect({
                token: typeToken(kind),
                loader: loaderLine(definition.hostExport),
                inputs: definition.inputs,
                outputs: definition.outputs,
                secrets: definition.secrets,
                internalInputs: definition.internalInputs,
            }).to.deep.equal({ internalInputs: [], ...CONTRACT[kind] });
        });

        it(`of ${kind} has a loader line of at most 160 characters, without a path or a version`, () => {
            const loader = loaderLine(definition.hostExport);

            expect(loader.length).to.be.at.most(160);
            expect(loader).to.not.contain(process.cwd()).and.not.match(/\d/);
        });

        it(`of ${kind} says for every input what a change means, and for nothing else`, () => {
            const watched = new Set(diffTable.flatMap(({ inputs }) => inputs));

            expect([...watched]).to.have.members([...definition.inputs]);
        });
    }
});
