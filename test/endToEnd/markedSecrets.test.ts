import { expect } from "chai";
import { accessList, secret, shown } from "../support/stackDeclarations";
import { useStack } from "../support/stackUnderTest";
import { callingWithOwnKey } from "./ownKey";

const HIDDEN = "203.0.113.77";
const PLAIN = "198.51.100.7";

// Every run of every test here is searched for what `watchFor` names; see StackUnderTest.
describe("a list of which a program marks a part as secret", () => {
    const opened = useStack();

    it("is secret in all outputs", async () => {
        const { stack, key } = await callingWithOwnKey(opened());
        stack.watchFor(HIDDEN);
        const list = shown(
            accessList("list", { ...key, entries: [PLAIN, secret(HIDDEN)] }),
            "entries",
            "added",
        );

        await stack.preview([list]);
        await stack.up([list]);

        const { entries: shownEntries, added } = (await stack.outputs())["list"] as Record<string, string[]>;
        expect(shownEntries).to.have.members([HIDDEN, PLAIN]);
        expect(added).to.have.members([HIDDEN, PLAIN]);
        await stack.refresh();
        await stack.up();
        await stack.destroy();
    });
});
