import { expect } from "chai";
import { declarationOf } from "#provider/resources/link/declaredLinkTokens";
import { LinkTokensOfRun } from "#provider/resources/link/linkTokensOfRun";

const ORG_ID = "a".repeat(24);
const NAMES = ["east", "west", "north"];

/** Inputs of a LinkToken in a program that rotates all of them together. */
function inputsOf(own: string, round: string) {
    const declaration = declarationOf({ keepers: { round } });
    const all = Object.fromEntries(NAMES.map((name) => [name, declaration]));
    return { orgId: ORG_ID, keepers: { round }, __linkTokens: { own, all } };
}

/** Inputs of a LinkToken in a program that has others of which the organization is not known. */
function undeterminedBeside(own: string, round: string, undetermined: readonly string[]) {
    const all = { [own]: declarationOf({ keepers: { round } }) };
    return { orgId: ORG_ID, keepers: { round }, __linkTokens: { own, all, undetermined } };
}

/** Nobody waits; it notes how long they would have. */
function impatient() {
    const slept: number[] = [];
    return {
        slept,
        pause: (ms: number) => {
            slept.push(ms);
            return Promise.resolve();
        },
    };
}

describe("what a run hears of the LinkTokens of an organization", () => {
    it("is waited for no longer than three seconds, once, and then goes by what is declared", async () => {
        // An engine that works on one resource at a time looks only one resource ahead.
        const linkTokens = new LinkTokensOfRun();
        linkTokens.replace(inputsOf("east", "2"), inputsOf("east", "1"));
        linkTokens.replace(inputsOf("west", "2"), inputsOf("west", "1"));
        const client = impatient();

        await linkTokens.heardOfAll(client);
        await linkTokens.heardOfAll(client);

        expect(client.slept).to.deep.equal([3_000]);
        expect(linkTokens.staying).to.deep.equal([]);
        let deleted = 0;
        await linkTokens.empty(() => {
            deleted += 1;
            return Promise.resolve();
        });
        expect(deleted).to.equal(3);
    });

    it("counts as staying what is declared as before and was not heard of", async () => {
        const linkTokens = new LinkTokensOfRun();
        const wanted = inputsOf("east", "1");
        linkTokens.replace({ ...wanted, accessListIps: ["192.0.2.1"] }, inputsOf("east", "1"));

        await linkTokens.heardOfAll(impatient());

        expect(linkTokens.staying).to.have.members(["west", "north"]);
    });

    it("counts as staying what was declared before and may be still, as its organization is not known", async () => {
        const linkTokens = new LinkTokensOfRun();
        const client = impatient();
        linkTokens.replace(undeterminedBeside("east", "2", ["west"]), inputsOf("east", "1"));

        await linkTokens.heardOfAll(client);

        expect(client.slept).to.deep.equal([3_000]);
        expect(linkTokens.staying).to.deep.equal(["west"]);
    });

    it("is not waited for from those that were never declared for the organization", async () => {
        const linkTokens = new LinkTokensOfRun();
        const client = impatient();
        const wanted = undeterminedBeside("east", "1", ["elsewhere"]);
        linkTokens.keep(wanted, wanted);

        await linkTokens.heardOfAll(client);

        expect(client.slept).to.deep.equal([]);
        expect(linkTokens.staying).to.deep.equal(["east"]);
    });

    it("shows what is removed beside one that no run knows the organization of", () => {
        const linkTokens = new LinkTokensOfRun();
        const before = { ...inputsOf("east", "1").__linkTokens, undetermined: ["elsewhere"] };

        linkTokens.keep(undeterminedBeside("east", "1", ["elsewhere"]), {
            ...inputsOf("east", "1"),
            __linkTokens: before,
        });

        expect(linkTokens.ambiguous).to.deep.equal(["west", "north"]);
    });

    it("shows what is removed by what earlier versions say, which do not name what is undetermined", () => {
        const linkTokens = new LinkTokensOfRun();

        linkTokens.keep(undeterminedBeside("east", "1", ["west"]), inputsOf("east", "1"));

        expect(linkTokens.ambiguous).to.deep.equal(["north"]);
    });

    it("is not waited for once all were heard of", async () => {
        const linkTokens = new LinkTokensOfRun();
        const client = impatient();
        NAMES.forEach((name) => linkTokens.keep(inputsOf(name, "1"), inputsOf(name, "1")));

        await linkTokens.heardOfAll(client);

        expect(client.slept).to.deep.equal([]);
    });
});
