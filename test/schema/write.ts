import { writeFileSync } from "node:fs";
import path from "node:path";
import { REPOSITORY } from "../docs/generated/markers";
import { schemaText } from "./schemaText";

/** Writes the schema of the plugin: `npm run schema`. */
writeFileSync(path.join(REPOSITORY, "schema.json"), schemaText());
