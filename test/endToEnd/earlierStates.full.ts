import { expect } from "chai";
import { readFileSync } from "node:fs";
import path from "node:path";
import { restoreAtlas } from "../support/atlasOfState";
import type { Declaration } from "../support/stackDeclarations";
import type { StackUnderTest } from "../support/stackUnderTest";
import { recordRuns } from "../support/stackUnderTest";
import { MOVED } from "../plugin/everyKind";
import { FRONT } from "../support/front";

const FOLDER = path.join(__dirname, "../plugin/states/0.1.0");
const STATE = path.join(FOLDER, "state.json");

/** What a resource of the program gets in place of what it had. */
type Changes = Readonly<Record<string, object>>;

const OF_EACH_KIND: Changes = {
    payments: { name: "payments team", settings: { multiFactorAuthRequired: false } },
    listed: { description: "renamed" },
    list: { entries: ["203.0.113.0/24", "192.0.2.1"] },
    entry: { ipAddress: "198.51.100.2" },
    "listed-account": { description: "renamed" },
    next: { renewBeforeHours: 24 },
    "account-list": { entries: ["203.0.113.7", "203.0.113.8"] },
    "account-entry": { cidrBlock: "198.51.100.16/28" },
    ops: { keepers: { round: "2" } },
};

/** An `up` comes first: a refresh goes by the providers of the last one, whose Atlas is gone. */
async function tellOfEarlierState(stack: StackUnderTest) {
    const { store } = stack.atlas;
    const credential = await restoreAtlas(stack);
    const written = JSON.parse(readFileSync(path.join(FOLDER, "program.json"), "utf8")) as Declaration[];
    const program = changed(written, {
        "ops-manager": { ...credential, baseUrl: stack.atlas.baseUrl, allowHttp: true },
    });
    const secrets = () =>
        Promise.all(SECRETS.map(async ([name, output]) => (await stack.state(name)).outputs[output]));

    const secretsBefore = await secrets();
    const taken = await stack.up(program);
    const refreshed = await stack.refresh();
    const secretsAfter = await secrets();
    const stranger = stack.atlas.addApiKey({
        orgId: stack.atlas.payingOrganization.orgId,
        desc: "a stranger",
    });
    const updated = await stack.up(changed(program, OF_EACH_KIND));
    const held = heldBy(stack);
    const destroyed = await stack.destroy();
    return {
        ...{ taken, refreshed, updated, destroyed, held, secretsBefore, secretsAfter },
        left: {
            organizations: [...store.organizations.values()].map(({ name }) => name),
            isStrangerThere: store.apiKeys.has(stranger.id),
            links: store.linkTokens,
            connections: stack.atlas.cloudManager.connectionCount,
        },
    };
}

const SECRETS = [
    ["payments", "credentials"],
    ["listed", "privateKey"],
    ["single", "privateKey"],
    ["listed-account", "clientSecret"],
    ["single-account", "clientSecret"],
    ["next", "clientSecret"],
    ["ops", "linkToken"],
    ["east", "linkToken"],
] as const;

function changed(program: readonly Declaration[], changes: Changes): Declaration[] {
    return program.map((each) => ({ ...each, args: { ...each.args, ...changes[each.name] } }));
}

/** What Atlas holds of what the state names, in the words of the program. */
function heldBy({ atlas: { store } }: StackUnderTest) {
    const organization = [...store.organizations.values()].find(({ name }) => name.startsWith("payments"));
    const orgId = organization?.id ?? "";
    return {
        name: organization?.name,
        keys: store
            .apiKeysOf(orgId)
            .flatMap(({ desc, accessList }) => (accessList.size > 0 ? [[desc, ...accessList.keys()]] : [])),
        accounts: store
            .serviceAccountsOf(orgId)
            .map(({ description, secrets, accessList }) => [
                description,
                secrets.length,
                ...accessList.keys(),
            ]),
        links: store.linkTokensOf(orgId).length,
    };
}

describe("a stack of 0.1.0 with every kind of resource", () => {
    const recorded = recordRuns(tellOfEarlierState, { engine: "testkit", state: STATE });

    it("is taken over by an up that changes nothing at Atlas", () => {
        const { taken } = recorded();
        const providers = { "in-payments": ["update"], "ops-manager": ["update"] };
        expect(taken.ops).to.deep.equal(FRONT === "plugin" ? MOVED : { ...MOVED, ...providers });
        expect(taken.writes).to.deep.equal([]);
    });

    it("has no drift in a refresh, and keeps its secrets", () => {
        const { refreshed, secretsBefore, secretsAfter } = recorded();
        expect(refreshed.changes).to.have.all.keys("same");
        expect(refreshed.writes).to.deep.equal([]);
        expect(secretsAfter).to.deep.equal(secretsBefore);
    });

    it("is changed in each kind of resource", () => {
        expect(recorded().held).to.deep.equal({
            name: "payments team",
            keys: [
                ["renamed", "203.0.113.0/24", "192.0.2.1"],
                ["single", "198.51.100.2"],
                ["Live migration link", "203.0.113.10"],
            ],
            accounts: [
                ["renamed", 2, "203.0.113.7", "203.0.113.8"],
                ["single-account", 1, "198.51.100.16/28"],
            ],
            links: 1,
        });
    });

    it("is destroyed, with nothing left and nothing of others gone", () => {
        expect(recorded().left).to.deep.equal({
            organizations: ["Paying organization", "source"],
            isStrangerThere: true,
            links: [],
            connections: 0,
        });
    });
});
