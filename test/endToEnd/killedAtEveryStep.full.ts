import { expect } from "chai";
import type { KillPoint } from "../support/hostKills";
import { killAt, orphansOf } from "../support/hostKills";
import { canFindHosts } from "../support/providerHosts";
import type { Run } from "../support/stackRun";
import type { StackUnderTest } from "../support/stackUnderTest";
import { recordRuns } from "../support/stackUnderTest";
import type { Steering } from "../support/wholeProgram";
import { expectWhole, inTurn, leftAt, wholeOf, wholeProgram } from "../support/wholeProgram";

const SETTINGS = "/orgs/{orgId}/settings";
const KEYS = "/orgs/{orgId}/apiKeys";
const ENTRIES = "/orgs/{orgId}/apiKeys/{apiUserId}/accessList";
const LINKS = "/orgs/{orgId}/liveMigrations/linkTokens";

interface Point extends KillPoint {
    /** What is at Atlas then, unknown for ever: only the host was told its id and its key. */
    readonly lost?: "Organization" | "OrgApiKey";
    /** What the next run of the command says, which gets no further. Without, it goes on where this one was killed. */
    readonly advice?: RegExp;
    /** How the program follows the advice. */
    readonly wayOut?: Steering;
}

const REPLACE = { onConflict: "replace" };
const LINK_EXISTS = /has a link already.*set onConflict: "replace"/;
// Its key went with it, and Atlas says the same of a key that was revoked.
const ORGANIZATION_GONE =
    /gone for good, as after a destroy that was interrupted.* `pulumi state delete <URN>`/;

/**
 * Each run goes on where the one before it was killed, or follows its advice. Of a call that had not taken effect the
 * next run knows as little as of one that was never sent, whatever it was to do: some stand for all.
 */
const UP: readonly Point[] = [
    { call: "POST /orgs", takesEffect: false },
    { call: "POST /orgs", takesEffect: true, lost: "Organization" },
    // To Pulumi an organization and its settings are one step.
    { call: `PATCH ${SETTINGS}`, takesEffect: false, lost: "Organization" },
    { call: `POST ${KEYS}`, takesEffect: true, lost: "OrgApiKey" },
    // On a key that the program makes, an entry that exists is adopted.
    { call: `POST ${ENTRIES}`, takesEffect: true },
    // The first one is for the entry that is adopted.
    { call: `POST ${ENTRIES}`, skip: 1, takesEffect: true },
    { call: `POST ${LINKS}`, takesEffect: false },
    { call: `POST ${LINKS}`, takesEffect: true, advice: LINK_EXISTS, wayOut: { ops: REPLACE } },
    { call: `DELETE ${LINKS}`, takesEffect: true },
];

const DESTROY: readonly Point[] = [
    { call: `DELETE ${LINKS}`, takesEffect: false },
    { call: `DELETE ${LINKS}`, takesEffect: true },
    // The entries go with their key.
    { call: `DELETE ${KEYS}/{apiUserId}`, takesEffect: true },
    { call: "DELETE /orgs/{orgId}", takesEffect: true, advice: ORGANIZATION_GONE },
];

function nameOf({ call, skip = 0, takesEffect }: Point): string {
    return `${call}${skip === 0 ? "" : ", the second one,"} ${takesEffect ? "took" : "had not taken"} effect`;
}

interface Told {
    readonly runs: readonly Run[];
    /** What the run after a kill said. */
    readonly said: ReadonlyMap<Point, string>;
}

async function tellOfUps(stack: StackUnderTest): Promise<Told> {
    const runs: Run[] = [];
    const said = new Map<Point, string>();
    let steering: Steering = {};
    for (const point of UP) {
        runs.push(await killAt(stack, "up", point, inTurn(wholeProgram(stack, steering))));
        await noteAdvice(stack, "up", point, { runs, said });
        steering = { ...steering, ...point.wayOut };
    }
    runs.push(await stack.up(inTurn(wholeProgram(stack, steering))));
    return { runs, said };
}

async function tellOfDestroys(stack: StackUnderTest): Promise<Told> {
    const runs: Run[] = [];
    const said = new Map<Point, string>();
    for (const point of DESTROY) {
        runs.push(await killAt(stack, "destroy", point));
        await noteAdvice(stack, "destroy", point, { runs, said });
    }
    return { runs, said };
}

async function noteAdvice(
    stack: StackUnderTest,
    command: "up" | "destroy",
    point: Point,
    { runs, said }: { runs: Run[]; said: Map<Point, string> },
): Promise<void> {
    if (point.advice !== undefined) {
        const run = await stack.fail(command);
        runs.push(run);
        said.set(point, run.said);
    }
}

function itGivesAdvice(points: readonly Point[], told: () => Told): void {
    for (const point of points) {
        const { advice } = point;
        if (advice !== undefined) {
            it(`says how to go on if ${nameOf(point)}`, () => {
                expect(told().said.get(point)).to.match(advice);
            });
        }
    }

    it("was killed at every kind of call that changes something", () => {
        const writes = new Set(told().runs.flatMap((run) => run.writes));
        expect([...writes]).to.have.members([...new Set(points.map(({ call }) => call))]);
    });
}

async function tellOfEveryStep(stack: StackUnderTest) {
    const ups = await tellOfUps(stack);
    const whole = await wholeOf(stack);
    const destroys = await tellOfDestroys(stack);
    return { ups, whole, destroys, left: leftAt(stack), orphansLeft: await orphansOf(stack) };
}

function describeEveryStep(): void {
    const recorded = recordRuns(tellOfEveryStep, { atlas: { secondLinkToken: "conflict" } });

    describe("in an up", () => {
        itGivesAdvice(UP, () => recorded().ups);

        it("lets the next ups go on, until all is there", () => {
            const { whole } = recorded();
            expectWhole(whole);
            expect(whole.tokensAtAtlas).to.have.lengthOf(1);
        });

        it("loses what nobody can know, and nothing else", () => {
            expect(recorded().whole.orphans).to.deep.equal(UP.flatMap(({ lost }) => lost ?? []));
        });
    });

    describe("in a destroy", () => {
        itGivesAdvice(DESTROY, () => recorded().destroys);

        it("lets the next destroys go on, until nothing is left but what had been lost before", () => {
            const { left, orphansLeft } = recorded();
            // The key that was lost was in the organization that was not.
            const lost = UP.map((point) => point.lost).filter((kind) => kind === "Organization");
            expect(orphansLeft).to.deep.equal(lost);
            expect(left.organizations).to.have.lengthOf(lost.length);
            expect(left).to.deep.include({ keysOfPayer: [], links: [] });
        });
    });
}

// Where there is no /proc, hosts cannot be found.
if (canFindHosts) {
    describe("a provider host that is killed, where Atlas refuses a second link", describeEveryStep);
}
