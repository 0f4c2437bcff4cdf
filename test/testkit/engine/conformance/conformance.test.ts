import { compareTestkit } from "./compare";

// Some that most programs are like; conformance.full.ts has them all.
compareTestkit(["lifecycle", "secrets"]);
