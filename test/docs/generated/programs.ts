import { readPage } from "./markers";

/** A language of Pulumi's, with the page that has a whole program in it. */
export interface ProgramPage {
    /** As Pulumi's registry calls the language. */
    readonly language: string;
    readonly page: string;
    /** What the page calls code of the language. */
    readonly fence: string;
}

export const PROGRAM_PAGES: readonly ProgramPage[] = [
    { language: "typescript", page: "docs/plugin-typescript.md", fence: "ts" },
    { language: "python", page: "docs/plugin-python.md", fence: "python" },
    { language: "go", page: "docs/plugin-go.md", fence: "go" },
    { language: "csharp", page: "docs/plugin-csharp.md", fence: "csharp" },
    { language: "java", page: "docs/plugin-java.md", fence: "java" },
    { language: "yaml", page: "docs/plugin-yaml.md", fence: "yaml" },
];

/** The program of a page: its first block in the language. @throws Error if it has none. */
export function programOf({ page, fence }: ProgramPage): string {
    const [, program] = new RegExp(`^\`\`\`${fence}\\n(.*?)^\`\`\`$`, "ms").exec(readPage(page)) ?? [];
    if (program === undefined) {
        throw new Error(`${page} has no block of ${fence}.`);
    }
    return program;
}

/** All programs, for the reader to choose the language, as pages of Pulumi's registry have it. */
export function chooser(): string {
    const languages = PROGRAM_PAGES.map(({ language }) => language).join(",");
    const choices = PROGRAM_PAGES.map((page) =>
        [
            `{{% choosable language ${page.language} %}}`,
            `\`\`\`${page.language}\n${programOf(page)}\`\`\``,
            "{{% /choosable %}}",
        ].join("\n\n"),
    );
    return [`{{< chooser language "${languages}" >}}`, ...choices, "{{< /chooser >}}"].join("\n\n");
}
