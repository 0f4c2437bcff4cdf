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
const NO_PULUMI = ["^@pulumi/", "The clients of APIs know nothing of Pulumi."];
// A plugin's process starts four times faster without the SDK: only a program needs it.
const NO_SDK = ["^@pulumi/", "Only sdk/ loads Pulumi's SDK.", true];
const HTTP_STACK = ["^axios$", "Only provider/atlas reaches the HTTP stack."];
const NO_CLIENT = [
    "atlas/(client$|auth|transport|retrying/(?!operation$))",
    "A resource takes the client as a parameter.",
    true,
];
const ONLY_VALUES_OF_ATLAS = [
    "atlas/(?!errors/(errors|errorPredicates)$|retrying/operation$|address$|transport/(baseUrl|proxies)$|endpoints/organizationRole$|secrets$)",
    "Of provider/atlas, this layer may use types, errors and plain values, and say what one operation is.",
    true,
];
const HOST = ["(^|/)host$", "Only the host process loads provider/host."];
const LOWEST_LAYER = [
    "(resources|sdk|runtime|schema|configuration|opsManager)/",
    "provider/atlas is the lowest layer.",
];

/** The parts of provider/atlas, a file or a folder each: none imports one that stands behind it, not even a type. */
const PARTS_OF_ATLAS = [
    "secrets",
    "address",
    "errors",
    "clock",
    "retrying",
    "transport",
    "auth",
    "clientOptions",
    "client",
    "endpoints",
    "gone",
];

function partsOfAtlas() {
    return PARTS_OF_ATLAS.slice(0, -1).map((part, index) => {
        const higher = PARTS_OF_ATLAS.slice(index + 1).join("|");
        const upward = [`^\\.\\.?/(${higher})(/|$)`, `${part} stands below that in provider/atlas.`];
        return layer(
            [`provider/atlas/${part}.ts`, `provider/atlas/${part}/**`],
            [NO_TESTKIT, NO_PULUMI, HOST, LOWEST_LAYER, upward],
        );
    });
}

export default tseslint.config(
    { ignores: ["dist/", "coverage/", "node_modules/", "release/"] },
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
    layer(["provider/atlas/**"], [NO_TESTKIT, NO_PULUMI, HOST, LOWEST_LAYER]),
    ...partsOfAtlas(),
    layer(
        ["provider/opsManager/**"],
        [
            NO_TESTKIT,
            HTTP_STACK,
            HOST,
            NO_PULUMI,
            [
                "(resources|sdk|runtime|schema|configuration|plugin|functions)/",
                "provider/opsManager stands on provider/atlas alone.",
            ],
        ],
    ),
    layer(
        ["provider/schema/**"],
        [
            NO_TESTKIT,
            HTTP_STACK,
            HOST,
            NO_SDK,
            [
                "(resources|runtime|configuration|sdk|plugin|functions|opsManager)/",
                "schema/ knows what a table is, and nothing above it.",
            ],
            ONLY_VALUES_OF_ATLAS,
        ],
    ),
    layer(
        ["provider/configuration/**"],
        [
            NO_TESTKIT,
            HTTP_STACK,
            HOST,
            NO_SDK,
            [
                "(resources|runtime|sdk|plugin|functions|opsManager)/",
                "configuration/ stands on schema/ alone.",
            ],
            ONLY_VALUES_OF_ATLAS,
        ],
    ),
    layer(
        ["provider/runtime/**"],
        [
            NO_TESTKIT,
            HTTP_STACK,
            HOST,
            NO_SDK,
            ["(resources|sdk|plugin|functions|opsManager)/", "runtime/ knows no resource and no front."],
            ONLY_VALUES_OF_ATLAS,
        ],
    ),
    layer(
        ["provider/resources/**"],
        [
            NO_TESTKIT,
            HTTP_STACK,
            HOST,
            NO_SDK,
            [
                "sdk/|plugin/|runtime/(?!(lifecycle|providerInstance)$)",
                "A resource knows no front; its class does.",
            ],
            NO_CLIENT,
        ],
    ),
    layer(
        ["provider/functions/**"],
        [
            NO_TESTKIT,
            HTTP_STACK,
            HOST,
            NO_SDK,
            [
                "sdk/|plugin/|runtime/(?!providerInstance$)",
                "The core of a look-up knows no front; its function does.",
            ],
            NO_CLIENT,
        ],
    ),
    layer(
        ["provider/sdk/**"],
        [
            NO_TESTKIT,
            HTTP_STACK,
            HOST,
            NO_CLIENT,
            ["plugin/", "A program knows nothing of the plugin's process."],
        ],
    ),
    layer(
        ["provider/cli/**"],
        [
            NO_TESTKIT,
            HTTP_STACK,
            HOST,
            NO_SDK,
            ["sdk/|functions/|resources/|plugin/", "The command knows no front."],
        ],
    ),
    layer(
        ["provider/plugin/**"],
        [
            NO_TESTKIT,
            HTTP_STACK,
            HOST,
            [
                "^@pulumi/(?!pulumi/proto/)",
                "The plugin's process loads the protocol's messages, and no SDK.",
                true,
            ],
            ["sdk/|dynamicAdapter$", "The plugin knows nothing of the other front."],
            ["resources/|functions/(?!lookUp$)", "The plugin serves what kinds.ts and lookUps.ts name."],
        ],
    ),
    layer(
        ["provider/index.ts"],
        [
            NO_TESTKIT,
            HTTP_STACK,
            HOST,
            ["atlas/(client$|auth|retrying|transport)", "A program must not load the HTTP stack.", true],
        ],
    ),
    layer(["provider/host.ts"], [NO_TESTKIT, HTTP_STACK]),
    layer(
        ["testkit/**"],
        [
            [
                "provider/(resources|sdk|runtime|schema|configuration|functions|plugin|index|host)",
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
    {
        files: ["bench/program/*.js", "pulumi/index.js"],
        rules: { "@typescript-eslint/no-require-imports": "off" },
    },
);
