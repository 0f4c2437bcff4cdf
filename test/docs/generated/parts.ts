import type { DeleteResults } from "../../../bench/deleteResults";
import { deletesTable } from "../../../bench/deletesTable";
import type { FrontResults } from "../../../bench/frontResults";
import { frontsTable } from "../../../bench/frontsTable";
import { budgetsList, requestsTable, timesTable } from "../../../bench/tables";
import type { Results } from "../../../bench/results";
import type { ScaleResults } from "../../../bench/scaleResults";
import { scaleTable } from "../../../bench/scaleTable";
import { EXPECTED } from "../../protocol/faults/expected";
import { formatTables } from "../../protocol/faults/table";
import { configurationKeys } from "./configurationKeys";
import { adviceByStatus, errorCodeSections } from "./errorCodes";
import type { GeneratedPart } from "./markers";
import { readPage } from "./markers";
import { chooser } from "./programs";
import { propertyParts } from "./properties";

/** Whatever a command writes in the docs. What comes from a run is taken from the results that stand in the repository. */
export function generatedParts(): GeneratedPart[] {
    return [...costParts(), ...errorParts(), faultsPart(), ...registryParts(), ...propertyParts()];
}

function costParts(): GeneratedPart[] {
    const page = "docs/costs.md";
    const results = JSON.parse(readPage("bench/results.json")) as Results;
    const deletes = JSON.parse(readPage("bench/delete-results.json")) as DeleteResults;
    const fronts = JSON.parse(readPage("bench/front-results.json")) as FrontResults;
    const scale = JSON.parse(readPage("bench/scale-results.json")) as ScaleResults;
    return [
        { page, name: "requests", text: requestsTable(results) },
        { page, name: "times", text: timesTable(results) },
        { page, name: "budgets", text: budgetsList(results) },
        { page, name: "deletes", text: deletesTable(deletes) },
        { page, name: "fronts", text: frontsTable(fronts) },
        { page, name: "scale", text: scaleTable(scale) },
    ];
}

function errorParts(): GeneratedPart[] {
    const page = "docs/errors.md";
    return [
        { page, name: "codes", text: errorCodeSections() },
        { page, name: "statuses", text: adviceByStatus() },
    ];
}

/** The fault matrix holds the package to what is expected. */
function faultsPart(): GeneratedPart {
    const text = formatTables(({ operation, fault }) => EXPECTED[operation][fault]);
    return { page: "docs/reliability.md", name: "faults", text };
}

/** The pages that Pulumi's registry shows of a package. */
function registryParts(): GeneratedPart[] {
    return [
        { page: "docs/_index.md", name: "programs", text: chooser() },
        {
            page: "docs/installation-configuration.md",
            name: "settings of the stack",
            text: configurationKeys(),
        },
    ];
}
