import { isPulumiOnPath, openPulumiStack } from "#testkit/engine/pulumiStack";
import { compareScenarios, compareTestkit } from "./compare";
import { scenarioNames } from "./scenario";

compareTestkit(scenarioNames);

describe("the Pulumi CLI of the PATH does what was recorded with", () => {
    if (isPulumiOnPath()) {
        compareScenarios(openPulumiStack, scenarioNames);
    } else {
        it("nothing, as there is none", () => {
            // eslint-disable-next-line no-console -- who runs the suite should know what it did not compare
            console.log("      no pulumi on the PATH: the golden files are not checked against it");
        });
    }
});
