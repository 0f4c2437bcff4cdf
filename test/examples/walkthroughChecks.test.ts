import { expect } from "chai";
import { EmulatedAtlas, EmulatedOpsManager } from "pulumi-atlas-org/testkit";
import type { RunResult, Stack } from "pulumi-atlas-org/testkit";
import { TYPESCRIPT } from "../../examples/quickstart/walkthrough/programs";
import { WalkthroughError } from "../../examples/quickstart/walkthrough/runs";
import { Screen } from "../../examples/quickstart/walkthrough/screen";
import { WHOLE_STORY } from "../../examples/quickstart/walkthrough/story";

describe("The quickstart's own checks", () => {
    let atlas: EmulatedAtlas;
    let opsManager: EmulatedOpsManager;

    beforeEach(async () => {
        atlas = await EmulatedAtlas.start();
        const { id } = atlas.addOrganization({ name: "left over" });
        atlas.addApiKey({ orgId: id, desc: "CI runner", accessList: ["203.0.113.0/24"] });
        opsManager = await EmulatedOpsManager.start({ atlas });
    });
    afterEach(() => Promise.all([atlas.close(), opsManager.close()]));

    for (const chapter of WHOLE_STORY) {
        it(`notice when "${chapter.heading}" does not show what it should`, async () => {
            expect(await failureOf(chapter, idle)).to.be.instanceOf(WalkthroughError);
        });
    }

    it("hand the engine's own words on when a run fails", async () => {
        const diagnostics = [
            { severity: "warning" as const, message: "never mind" },
            { severity: "error" as const, message: "no key" },
        ];
        const failure = await failureOf(WHOLE_STORY[0]!, { ...idle, ok: false, diagnostics });
        expect(failure?.message).to.equal("`pulumi preview` failed: no key");
    });

    async function failureOf(
        chapter: (typeof WHOLE_STORY)[number],
        result: RunResult,
    ): Promise<Error | undefined> {
        const stage = {
            atlas,
            opsManager,
            stack: stackThatReturns(result),
            program: TYPESCRIPT,
            folder: ".",
            signal: new AbortController().signal,
        };
        try {
            await chapter.tell(stage, new Screen({ write: () => true }));
            return undefined;
        } catch (error) {
            return error as Error;
        }
    }
});

/** The result of a run that did nothing. */
const idle: RunResult = { ok: true, steps: [], outputs: {}, diagnostics: [], changes: {} };

function stackThatReturns(result: RunResult): Stack {
    const run = () => Promise.resolve(result);
    return {
        engine: "testkit",
        preview: run,
        up: run,
        refresh: run,
        destroy: run,
        outputs: () => Promise.resolve({ linkToken: "in clear" }),
        exportState: () => Promise.resolve({ version: 3, deployment: { resources: [] } }),
        setConfig: () => Promise.resolve(),
        removeConfig: () => Promise.resolve(),
        remove: () => Promise.resolve(),
    };
}
