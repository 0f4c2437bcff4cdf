import { expect } from "chai";
import { importFile } from "#provider/cli/importFile";

interface File {
    readonly resources: readonly { readonly name: string }[];
}

/** The names in the program of resources that are called so at Atlas. */
function namesFor(texts: readonly string[], kind = "OrgApiKey"): string[] {
    const file = JSON.parse(
        importFile(texts.map((name, index) => ({ kind, name, id: `id-${index}` }))),
    ) as File;
    return file.resources.map(({ name }) => name);
}

describe("the names of an import file", () => {
    it("are those at Atlas, as far as every language takes them", () => {
        expect(namesFor(["ci", "CI (staging)", "a: b", "${x}", "1st", "  deploy\n"])).to.deep.equal([
            "ci",
            "ci-staging",
            "a-b",
            "x",
            "n1st",
            "deploy",
        ]);
    });

    it("are no words of a language, and not what Pulumi's programs call Pulumi and this package", () => {
        const reserved = [
            ...["pulumi", "Pulumi", "atlas-org", "Atlas Org"],
            ...[
                "default",
                "class",
                "let",
                "static",
                "null",
                "true",
                "undefined",
                "module",
                "require",
                "exports",
            ],
            ...["None", "def", "lambda", "pass", "is", "not"],
        ];

        for (const text of reserved) {
            const name = text.toLowerCase().replace(" ", "-");
            expect(namesFor([text])).to.deep.equal([`${name}-org-api-key`]);
        }
        expect(namesFor(["class"], "OrgServiceAccount")).to.deep.equal(["class-org-service-account"]);
        expect(namesFor(["class"], "Organization")).to.deep.equal(["class-organization"]);
    });

    it("are the kind for what has no name at Atlas, or none in these letters", () => {
        expect(namesFor(["", "???", "Ключ"])).to.deep.equal([
            "org-api-key",
            "org-api-key-2",
            "org-api-key-3",
        ]);
    });

    it("are different for each resource, also in languages that have no dashes", () => {
        const names = namesFor(["ci", "CI", "ci 2", "ci2", "a b", "ab", "class", "class org api key"]);

        const inOneWord = names.map((name) => name.replaceAll("-", ""));
        expect(new Set(inOneWord).size).to.equal(names.length);
        expect(names.slice(0, 2)).to.deep.equal(["ci", "ci-2"]);
    });
});
