import { packageSchema } from "./packageSchema";

/** schema.json as it is committed. */
export function schemaText(): string {
    return `${JSON.stringify(packageSchema(), undefined, 4)}\n`;
}
