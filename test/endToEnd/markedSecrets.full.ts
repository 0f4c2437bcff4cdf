import { expect } from "chai";
import { accessList, accessListEntry, linkToken, secret, shown } from "../support/stackDeclarations";
import type { StackUnderTest } from "../support/stackUnderTest";
import { useStack } from "../support/stackUnderTest";
import { callingWithOwnKey } from "./ownKey";

const HIDDEN = "203.0.113.77";
const PLAIN = "198.51.100.7";

// Every run of every test here is searched for what `watchFor` names; see StackUnderTest.
describe("inputs that a program marks as secrets", () => {
    const opened = useStack();

    it("keep a list secret in all outputs, marked in a part", async () => {
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

    it("keep a list secret in all outputs, marked as a whole", async () => {
        const { stack, key } = await callingWithOwnKey(opened());
        stack.watchFor(HIDDEN);
        const list = shown(
            accessList("list", { ...key, entries: secret([HIDDEN, PLAIN]) }),
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

    it("keep a list secret that was not before, though nothing changes at Atlas", async () => {
        const { stack, key } = await callingWithOwnKey(opened());
        const declare = (hidden: unknown) => [
            accessList("list", { ...key, entries: [hidden, PLAIN] }),
            linkToken("link", { orgId: key.orgId, accessListIps: [hidden] }),
        ];
        await stack.up(declare(HIDDEN));
        expect(await stack.exportedState()).to.contain(HIDDEN);

        // Pulumi itself shows what was no secret until now, so only the state is searched.
        const run = await stack.up(declare(secret(HIDDEN)));

        expect(run.changes).to.deep.equal({ same: 3 });
        expect(await stack.exportedState()).to.not.contain(HIDDEN);
    });

    for (const [input, address] of [
        ["ipAddress", HIDDEN],
        ["cidrBlock", "203.0.113.0/24"],
    ] as const) {
        it(`make the address of an entry secret: ${input}`, async () => {
            const { stack, key } = await callingWithOwnKey(opened());
            const { orgId, apiKeyId } = key;
            const marked = { ...key, [input]: secret(address) };
            await stack.up([shown(accessListEntry("ci", marked), "address", input)]);

            expect(await recordWithoutId(stack, `${orgId}-${apiKeyId}-${address}`)).to.not.contain(address);
            expect((await stack.outputs())["ci"]).to.deep.equal({ address, [input]: address });

            await stack.refresh();
            expect(await recordWithoutId(stack, `${orgId}-${apiKeyId}-${address}`)).to.not.contain(address);
        });
    }

    it("make the address of an entry secret that is looked up", async () => {
        const { stack, key } = await callingWithOwnKey(opened());
        const id = `${key.orgId}-${key.apiKeyId}-${HIDDEN}`;
        stack.atlas.addAccessListEntry(key.apiKeyId, HIDDEN);
        const lookup = { ...accessListEntry("ci", { ipAddress: secret(HIDDEN) }), lookup: id };

        await stack.up([shown(lookup, "address")]);

        expect(await recordWithoutId(stack, id)).to.not.contain(HIDDEN);
        expect((await stack.outputs())["ci"]).to.deep.equal({ address: HIDDEN });
    });

    it("leave what is no secret readable", async () => {
        const { stack, key } = await callingWithOwnKey(opened());
        const { orgId } = key;
        const entry = accessListEntry("ci", {
            orgId: secret(orgId),
            apiKeyId: key.apiKeyId,
            ipAddress: PLAIN,
        });

        await stack.up([shown(entry, "address", "created")]);

        expect(JSON.stringify((await stack.state("ci")).outputs)).to.contain(PLAIN);
        expect(await stack.exportedState()).to.contain(`"address":"${PLAIN}"`);
    });

    /** An id cannot be a secret. */
    async function recordWithoutId(stack: StackUnderTest, id: string): Promise<string> {
        const state = await stack.exportedState();
        expect(state).to.contain(id);
        return state.replaceAll(id, "");
    }
});
