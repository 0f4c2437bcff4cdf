import type { StoredApiKey } from "pulumi-atlas-org/testkit";
import { callLines, countText, expectChanges, expectThat, kindOf, rowsOf, run } from "./runs";
import type { Screen } from "./screen";
import type { Stage } from "./stage";

/** One heading of the walkthrough. It prints what happens, and checks that it was what it should be. */
export interface Chapter {
    readonly heading: string;
    tell(stage: Stage, screen: Screen): Promise<void>;
}

const ENTRY = "203.0.113.0/24";
/** An organization, a key, an entry, both ends of a link, the providers of the two sides, and the stack itself. */
const RESOURCE_COUNT = 8;

const preview: Chapter = {
    heading: "Preview: what would be made",
    async tell(stage, screen) {
        const result = await run(stage, screen, "preview");
        const { steps, changes, calls } = result;
        screen.rows(rowsOf(steps));
        expectChanges(
            result,
            { create: RESOURCE_COUNT },
            "A preview of an empty stack should plan everything",
        );
        expectThat(calls.length === 0, `A preview should call nothing, but sent ${calls.length} requests.`);
        screen.say(
            `${countText(changes, { create: "to create" })}. Nothing was sent to Atlas: inputs are checked here, before anything is made.`,
        );
    },
};

const firstUp: Chapter = {
    heading: "Up: make it",
    async tell(stage, screen) {
        const result = await run(stage, screen, "up");
        const { steps, changes, calls } = result;
        screen.rows(rowsOf(steps));
        screen.verbatim(callLines(result));
        expectChanges(result, { create: RESOURCE_COUNT }, "The first up should create everything");
        const key = findKey(stage, "CI runner");
        expectThat(key?.accessList.has(ENTRY) === true, `Atlas should hold ${ENTRY} on the key "CI runner".`);
        const signers = new Set(calls.map(({ publicKey }) => publicKey));
        expectThat(signers.size === 2, `The run should have used two keys, but used ${signers.size}.`);
        expectSynced(stage);
        screen.say(
            `${countText(changes, { create: "created" })}, in one run of one program: the first call was signed with the paying organization's key, the others with the key that the new organization came with. Ops Manager is connected with the link token: both ends of the link are SYNCED.`,
        );
    },
};

const outputs: Chapter = {
    heading: "Outputs: secrets stay secret",
    async tell({ atlas, stack }, screen) {
        screen.command("pulumi stack output");
        const shown = await stack.outputs();
        const width = Math.max(...Object.keys(shown).map(({ length }) => length)) + 2;
        screen.verbatim(
            Object.entries(shown).map(([name, value]) => `${name.padEnd(width)}${String(value)}`),
        );
        expectThat(
            shown["linkToken"] === "[secret]",
            "The output linkToken should show as [secret], but does not.",
        );
        const clear = await stack.outputs({ showSecrets: true });
        const state = JSON.stringify(await stack.exportState());
        const link = atlas.store.linkTokens.at(0);
        expectThat(
            link !== undefined && clear["linkToken"] === link.linkToken,
            "The output linkToken should be the token that Atlas made, but is not.",
        );
        const secrets = [link.linkToken, ...[...atlas.store.apiKeys.values()].map((key) => key.privateKey)];
        expectThat(
            !secrets.some((secret) => state.includes(secret)),
            "The state file should hold no secret in clear, but does.",
        );
        screen.say(
            "The token connects Ops Manager. Add --show-secrets to see it; in the state file it is encrypted, as the private keys are.",
        );
    },
};

const secondUp: Chapter = {
    heading: "Up again: nothing to do",
    async tell(stage, screen) {
        const result = await run(stage, screen, "up");
        const { changes, calls } = result;
        screen.verbatim([countText(changes, { create: "created", update: "updated", same: "unchanged" })]);
        expectChanges(result, { same: RESOURCE_COUNT }, "A second up should change nothing");
        expectThat(calls.length === 0, `A second up should call nothing, but sent ${calls.length} requests.`);
        screen.say("Program and state agree, so Atlas received no call at all.");
    },
};

const drift: Chapter = {
    heading: "Refresh: find what changed behind its back",
    async tell(stage, screen) {
        const { atlas, opsManager, stack } = stage;
        const key = findKey(stage, "CI runner");
        expectThat(key !== undefined, 'Atlas should hold a key "CI runner".');
        atlas.removeAccessListEntry(key.id, ENTRY);
        expectThat(opsManager.connectionCount === 1, "Ops Manager should be connected.");
        opsManager.breakLink(opsManager.source.orgId);
        screen.verbatim([
            `Somebody removes ${ENTRY} from the access list of the key "${key.desc}" by hand.`,
            "And Ops Manager stops synchronising with Atlas.",
            "",
        ]);
        const before = (await stack.exportState()).deployment.resources;
        const result = await run(stage, screen, "refresh");
        const { changes } = result;
        const { resources } = (await stack.exportState()).deployment;
        const after = new Set(resources.map(({ urn }) => urn));
        const link = resources.find(({ type }) => kindOf(type) === "MigrationLink");
        const status = String(link?.outputs?.["status"]);
        const gone = before.filter(({ urn }) => !after.has(urn));
        screen.rows([
            ...gone.map(({ type, urn }) => ({
                symbol: "-" as const,
                kind: kindOf(type),
                name: urn.split("::").at(-1) ?? urn,
                outcome: "gone from Atlas",
            })),
            {
                symbol: "~",
                kind: "MigrationLink",
                name: "from-ops-manager",
                outcome: `is ${status}`,
            },
        ]);
        screen.verbatim(callLines(result));
        expectThat(
            gone.length === 1 && kindOf(gone[0]?.type ?? "") === "OrgApiKeyAccessListEntry",
            `The refresh should find one entry missing, but found: ${gone.map(({ urn }) => urn).join(", ") || "nothing"}.`,
        );
        expectThat(
            status === "NOT_SYNCED",
            `The refresh should find the link NOT_SYNCED, but found it ${status}.`,
        );
        screen.say(
            `${countText(changes, { update: "changed", delete: "gone", same: "as it was" })}. A key with an empty list may be used from any address, so this is a hole; and nothing is synchronised over the link. The next up mends both.`,
        );
    },
};

const repair: Chapter = {
    heading: "Up: repair it",
    async tell(stage, screen) {
        const result = await run(stage, screen, "up");
        const { steps, changes } = result;
        screen.rows(rowsOf(steps.filter(({ op }) => op !== "same")));
        screen.verbatim(callLines(result));
        expectChanges(
            result,
            { create: 1, update: 1, same: RESOURCE_COUNT - 2 },
            "The repair should create one resource, update another, and touch no other",
        );
        expectThat(
            findKey(stage, "CI runner")?.accessList.has(ENTRY) === true,
            `After the repair Atlas should hold ${ENTRY} again, but does not.`,
        );
        expectSynced(stage);
        screen.say(
            `${countText(changes, { create: "created", update: "updated", same: "unchanged" })}. ${ENTRY} is on the list again, and the link is SYNCED.`,
        );
    },
};

const destroy: Chapter = {
    heading: "Destroy: take everything down",
    async tell(stage, screen) {
        const result = await run(stage, screen, "destroy");
        const { steps, changes } = result;
        screen.rows(rowsOf(steps));
        screen.verbatim(callLines(result));
        expectChanges(result, { delete: RESOURCE_COUNT }, "The destroy should delete everything");
        screen.say(
            `${countText(changes, { delete: "deleted" })}, each before what it depends on: the organization last, with its own key.`,
        );
    },
};

const empty: Chapter = {
    heading: "What is left at Atlas, and in Ops Manager",
    tell({ atlas, opsManager }, screen) {
        const { orgId, apiKeyId } = atlas.payingOrganization;
        const { organizations, apiKeys, linkTokens } = atlas.store;
        const made = {
            organizations: [...organizations.keys()].filter((id) => id !== orgId).length,
            "API keys": [...apiKeys.keys()].filter((id) => id !== apiKeyId).length,
            "access-list entries": [...apiKeys.values()].reduce((sum, key) => sum + key.accessList.size, 0),
            "link tokens": linkTokens.length,
        };
        const counts = Object.entries(made).map(([what, count]) => `${String(count)} ${what}`);
        const { connectionCount } = opsManager;
        screen.verbatim([
            `Of what the program made: ${counts.join(", ")}.`,
            `In Ops Manager: ${String(connectionCount)} connections.`,
        ]);
        expectThat(
            connectionCount === 0,
            "Ops Manager should be disconnected after the destroy, but is not.",
        );
        expectThat(
            Object.values(made).every((count) => count === 0),
            `Atlas should be empty after the destroy, but holds: ${JSON.stringify(made)}.`,
        );
        screen.say("Empty: only the paying organization is there, with the key that it had before.");
        return Promise.resolve();
    },
};

/** What --keep shows: all but the end. */
export const UNTIL_REPAIRED: readonly Chapter[] = [preview, firstUp, outputs, secondUp, drift, repair];

export const WHOLE_STORY: readonly Chapter[] = [...UNTIL_REPAIRED, destroy, empty];

function expectSynced({ opsManager }: Stage): void {
    const status = opsManager.statusOf(opsManager.source.orgId);
    expectThat(status === "SYNCED", `The link should be SYNCED on either side, but is ${status}.`);
}

function findKey({ atlas }: Stage, description: string): StoredApiKey | undefined {
    return [...atlas.store.apiKeys.values()].find(({ desc }) => desc === description);
}
