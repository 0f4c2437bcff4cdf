import { readPage } from "../docs/generated/markers";

/** The examples of a kind in Pulumi's form of docs, from docs/examples. */
export function exampleOf(kind: string): string {
    const yaml = readPage(`docs/examples/${kind}.yaml`).trimEnd();
    return `{{% examples %}}\n## Example Usage\n{{% example %}}\n\n\`\`\`yaml\n${yaml}\n\`\`\`\n\n{{% /example %}}\n{{% /examples %}}`;
}
