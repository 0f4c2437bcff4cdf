import { compareTestkit } from "./compare";

// One that most programs are like; conformance.full.ts has them all.
compareTestkit(["lifecycle"]);
