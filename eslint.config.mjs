import tseslint from "typescript-eslint";

/** A layer may import only what stands below it; DESIGN.md, "Layers", draws the picture these rules hold. */
function layer(files, forbidden) {
    return {
        files,
        rules: {
            "@typescript-eslint/no-restricted-imports": [
                "error",
                {
                    patterns: forbidden.map(([regex, message, allowTypeImports = false]) => ({
                        regex,
                        message,
                        allowTypeImports,
                    })),
                },
            ],
        },
    };
}

const NO_TESTKIT = ["testkit|bench", "provider/ never imports the testkit or the bench."];
const NO_PULUMI = ["^@pulumi/", "provider/atlas knows nothing of Pulumi."];
const HTTP_STACK = ["^axios$", "Only provider/atlas reaches the HTTP stack."];
const HOST = ["(^|/)host$", "Only the host process loads provider/host."];

export default tseslint.config(
    { ignores: ["dist/", "coverage/", "node_modules/"] },
    ...tseslint.configs.strictTypeChecked,
    {
        languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
        rules: {
            "@typescript-eslint/no-unused-vars": ["error", { ignoreRestSiblings: true }],
            "@typescript-eslint/restrict-template-expressions": [
                "error",
                { allowNumber: true, allowBoolean: true },
            ],
            "@typescript-eslint/no-unnecessary-condition": [
                "error",
                { allowConstantLoopConditions: "only-allowed-literals" },
            ],
            "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "separate-type-imports" }],
            "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
            complexity: ["error", 12],
            "max-depth": ["error", 3],
            "max-params": ["error", 4],
            "no-console": "error",
        },
    },
    layer(
        ["provider/atlas/**"],
        [NO_TESTKIT, NO_PULUMI, HOST, ["(resources|dynamic)/", "provider/atlas is the lowest layer."]],
    ),
    layer(
        ["provider/dynamic/**"],
        [
            NO_TESTKIT,
            HTTP_STACK,
            HOST,
            ["resources/", "dynamic/ knows no resource."],
            [
                "atlas/(?!errors$|errorPredicates$|operation$|address$|baseUrl$|organizationRole$|proxies$|secretShapes$)",
                "Of provider/atlas, dynamic/ may use types, errors and plain values, and say what one operation is.",
                true,
            ],
        ],
    ),
    layer(
        ["provider/resources/**"],
        [
            NO_TESTKIT,
            HTTP_STACK,
            HOST,
            ["atlas/(client|digest|lanes|http)", "A resource takes the client as a parameter.", true],
        ],
    ),
    layer(
        ["provider/index.ts"],
        [
            NO_TESTKIT,
            HTTP_STACK,
            HOST,
            ["atlas/(client|digest|lanes|http)", "A program must not load the HTTP stack.", true],
        ],
    ),
    layer(["provider/host.ts"], [NO_TESTKIT, HTTP_STACK]),
    layer(
        ["testkit/**"],
        [
            [
                "provider/(resources|dynamic|index|host)",
                "The testkit knows only the wire types of provider/atlas.",
            ],
            ["bench", "The testkit knows nothing of the bench."],
            ["provider/atlas", "The testkit knows only the wire types of provider/atlas.", true],
        ],
    ),
    layer(
        ["examples/**"],
        [["^\\.\\./.*(provider|testkit|dist)", "Examples import the package by name, as users do."]],
    ),
    {
        files: ["test/**"],
        rules: {
            "@typescript-eslint/no-unused-expressions": "off",
            "@typescript-eslint/no-non-null-assertion": "off",
        },
    },
    { files: ["**/*.mjs", "**/*.cjs", "**/*.js"], ...tseslint.configs.disableTypeChecked },
    // Pulumi runs this program as it is, in CommonJS.
    { files: ["bench/program/*.js"], rules: { "@typescript-eslint/no-require-imports": "off" } },
);
