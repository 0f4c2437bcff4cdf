import path from "node:path";
import { fileURLToPath } from "node:url";

interface RawPosition {
    getUri(): string;
    getLine(): number;
    getColumn(): number;
}

/** A place in the program's source, relative to the project's folder: "project:///index.ts#3,7". */
export function sourcePosition(raw: RawPosition | undefined, projectFolder: string): string {
    if (!raw?.getUri().startsWith("file://")) return "";
    const relative = path.relative(projectFolder, fileURLToPath(raw.getUri()));
    const column = raw.getColumn() === 0 ? "" : `,${raw.getColumn()}`;
    return `project:///${encodeURI(relative.split(path.sep).join("/"))}#${raw.getLine()}${column}`;
}
