import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { EmulatedOpsManager } from "pulumi-atlas-org/testkit";
import { REPOSITORY } from "../../docs/generated/markers";
import { StackUnderTest } from "../../support/stackUnderTest";
import { everyKind } from "../everyKind";

// Writes down, once for each version, a state of dynamic resources and its program: `npx tsx test/plugin/states/record.ts`.
// What stands there is never written again: it is what users of that version have.

void record();

async function record(): Promise<void> {
    const { version } = JSON.parse(readFileSync(path.join(REPOSITORY, "package.json"), "utf8")) as {
        version: string;
    };
    const folder = path.join(__dirname, version);
    if (existsSync(folder)) throw new Error(`There is a state of version ${version} already.`);
    const stack = await StackUnderTest.open({ front: "dynamic" });
    const opsManager = await EmulatedOpsManager.start({ atlas: stack.atlas });
    const program = everyKind(stack.atlas, opsManager);
    await stack.up(program);
    mkdirSync(folder);
    write(path.join(folder, "state.json"), JSON.parse(await stack.exportedState()));
    write(path.join(folder, "program.json"), program);
    await stack.close();
    await opsManager.close();
}

function write(file: string, content: unknown): void {
    writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`);
}
