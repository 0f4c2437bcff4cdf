import { expect } from "chai";
import { execFileSync } from "node:child_process";
import path from "node:path";

const LAZY_MODULES = path.resolve(__dirname, "../../../../dist/testkit/engine/process/lazyModules.js");
const HEAVY =
    /node_modules\/(?:typescript|@npmcli\/arborist|normalize-package-data|@opentelemetry\/resources)\//u;

/** Evaluates code in a process that loads lazily; returns what it printed, and the heavy modules that it loaded. */
function run(code: string): { printed: string; heavy: string[] } {
    const script = `
        require(${JSON.stringify(LAZY_MODULES)}).loadLazily();
        process.on("exit", () => console.log(Object.keys(require.cache).join("\\n")));
        ${code}`;
    const output = execFileSync(process.execPath, ["-e", script], {
        cwd: __dirname,
        encoding: "utf8",
        env: { ...process.env, NODE_NO_WARNINGS: "1" },
    });
    const [printed = "", ...loaded] = output.trim().split("\n");
    return { printed, heavy: loaded.filter((file) => HEAVY.test(file.replaceAll("\\", "/"))) };
}

describe("the lazy parts of the SDK", () => {
    it("are not loaded by a program that does not use them", () => {
        const { printed, heavy } = run(`console.log(typeof require("@pulumi/pulumi").CustomResource);`);
        expect(printed).to.equal("function");
        expect(heavy).to.deep.equal([]);
    });

    it("are there when they are used", () => {
        const { printed, heavy } = run(`
            const pulumi = require("@pulumi/pulumi");
            const codePaths = require("@pulumi/pulumi/runtime/closure/codePaths");
            console.log([
                typeof pulumi.automation.LocalWorkspace,
                typeof pulumi.runtime.serializeFunction,
                typeof codePaths.computeCodePaths,
            ].join());`);
        expect(printed).to.equal("function,function,function");
        expect(heavy).to.deep.equal([]);
    });

    it("serialise a function as they do without", () => {
        const serialise = `
            const pulumi = require("@pulumi/pulumi");
            const answer = 42;
            void pulumi.runtime.serializeFunction(() => answer).then(({ text }) => console.log(JSON.stringify(text)));`;
        const { printed, heavy } = run(serialise);
        expect(JSON.parse(printed)).to.contain("answer: 42");
        expect(heavy.join()).to.contain("/typescript/");
    });

    it("are read from a program's folder as they are without, for its code's dependencies", () => {
        const { printed } = run(`
            const pulumi = require("@pulumi/pulumi");
            void pulumi.runtime.computeCodePaths().then((paths) => console.log([...paths.keys()].length > 0));`);
        expect(printed).to.equal("true");
    });
});
