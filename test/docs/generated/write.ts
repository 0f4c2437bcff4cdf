import { writePart, writtenPart } from "./markers";
import { generatedParts } from "./parts";

/** Writes all parts of the docs that come from code or from a run: `npm run docs`. */
for (const part of generatedParts()) {
    if (writtenPart(part) !== part.text) {
        writePart(part);
        process.stdout.write(`${part.page}: ${part.name}\n`);
    }
}
