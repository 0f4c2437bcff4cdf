import { expect } from "chai";
import { ESLint } from "eslint";
import { join } from "node:path";

const repository = join(__dirname, "../..");
const LAYER_RULE = "@typescript-eslint/no-restricted-imports";

const eslint = new ESLint({
    cwd: repository,
    // This rule needs no types, and the others are not asked.
    ruleFilter: ({ ruleId }) => ruleId === LAYER_RULE,
    overrideConfig: { languageOptions: { parserOptions: { projectService: false } } },
});

/** Lints a text as if it stood in a file of the repository, and returns what the layer rules say. */
async function violations(file: string, code: string): Promise<string[]> {
    const [result] = await eslint.lintText(code, { filePath: join(repository, file) });
    return (result?.messages ?? []).map(({ ruleId, message }) => `${String(ruleId)}: ${message}`);
}

describe("the layers", () => {
    for (const [file, code, reason] of [
        [
            "provider/opsManager/migrationLinks.ts",
            `import { PartialStateError } from "../runtime/lifecycle";`,
            "on provider/atlas alone",
        ],
        ["provider/atlas/address.ts", `import * as pulumi from "@pulumi/pulumi";`, "know nothing of Pulumi"],
        ["provider/atlas/address.ts", `import { compare } from "../schema/diff";`, "lowest layer"],
        [
            "provider/atlas/address.ts",
            `import { isConflict } from "./errors/errorPredicates";`,
            "stands below",
        ],
        ["provider/atlas/errors/errors.ts", `import * as pulumi from "@pulumi/pulumi";`, "nothing of Pulumi"],
        [
            "provider/atlas/errors/errorHints.ts",
            `import type { AtlasCredential } from "../auth/credential";`,
            "errors stands below that",
        ],
        [
            "provider/atlas/client.ts",
            `import { listOrganizations } from "./endpoints/organizations";`,
            "client stands below that",
        ],
        [
            "provider/runtime/dynamicAdapter.ts",
            `import { linkTokenLifecycle } from "../resources/link/linkToken";`,
            "knows no resource",
        ],
        [
            "provider/schema/diff.ts",
            `import { AtlasClient } from "../atlas/client";`,
            "types, errors and plain values",
        ],
        ["provider/schema/diff.ts", `import * as pulumi from "@pulumi/pulumi";`, "loads Pulumi's SDK"],
        [
            "provider/schema/diff.ts",
            `import { operationsOf } from "../runtime/operations";`,
            "nothing above it",
        ],
        [
            "provider/configuration/settings.ts",
            `import { operationsOf } from "../runtime/operations";`,
            "stands on schema/ alone",
        ],
        ["provider/plugin/resources.ts", `import * as pulumi from "@pulumi/pulumi";`, "and no SDK"],
        [
            "provider/plugin/resources.ts",
            `import { toResourceProvider } from "../runtime/dynamicAdapter";`,
            "nothing of the other front",
        ],
        ["provider/sdk/front.ts", `import { Plugin } from "../plugin/plugin";`, "nothing of the plugin"],
        [
            "provider/resources/link/linkToken.ts",
            `import * as pulumi from "@pulumi/pulumi";`,
            "loads Pulumi's SDK",
        ],
        [
            "provider/resources/accessList/listing.ts",
            `import { createProviderInstance } from "../../runtime/createProviderInstance";`,
            "knows no front",
        ],
        [
            "provider/resources/organization/steps.ts",
            `import { Organization } from "../../sdk/organization";`,
            "its class does",
        ],
        [
            "provider/resources/link/linkToken.ts",
            `import { AtlasClient } from "../atlas/client";`,
            "takes the client as a parameter",
        ],
        ["provider/resources/link/linkToken.ts", `import axios from "axios";`, "reaches the HTTP stack"],
        [
            "provider/index.ts",
            `export { AtlasClient } from "./atlas/client";`,
            "must not load the HTTP stack",
        ],
        ["provider/index.ts", `export { linkToken } from "./host";`, "Only the host process"],
        ["provider/host.ts", `import { EmulatedAtlas } from "../testkit";`, "never imports the testkit"],
        [
            "testkit/index.ts",
            `export { LinkToken } from "../provider/resources/link/linkToken";`,
            "only the wire types",
        ],
        [
            "testkit/index.ts",
            `export { AtlasClient } from "../provider/atlas/client";`,
            "only the wire types",
        ],
        [
            "examples/quickstart/index.ts",
            `import { LinkToken } from "../../provider/resources/link/linkToken";`,
            "by name",
        ],
    ] as const) {
        it(`keep ${code} out of ${file}`, async () => {
            expect((await violations(file, code)).join()).to.contain(reason);
        });
    }

    it("let types through where only values are kept out", async () => {
        const code = `import type { AtlasClient } from "../atlas/client"; export type X = AtlasClient;`;
        expect(await violations("provider/resources/link/linkToken.ts", code)).to.deep.equal([]);
    });

    it("let the parts of provider/atlas import what stands before them", async () => {
        const code = `export { AtlasApiError } from "../errors/errors"; export { Wire } from "../transport/wire";`;
        expect(await violations("provider/atlas/auth/bearer.ts", code)).to.deep.equal([]);
    });
});
