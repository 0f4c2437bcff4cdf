import { describeRefused } from "./refusedUses";

// Some of them; unsupported.full.ts has the others.
describeRefused([
    ["transforms", "transforms"],
    ["the package aws", "the package aws"],
]);
