import { describeRefused } from "./refusedUses";

describeRefused([
    ["stack transforms", "transforms"],
    ["resource hooks", "resource hooks"],
    ["remote components", "remote components"],
    ["stack references", "stack references"],
    ["invokes", "the package aws"],
    ["assets", "assets and archives"],
    ["the import option", "the import option"],
    ["the replacementTrigger option", "the replacementTrigger option"],
]);
