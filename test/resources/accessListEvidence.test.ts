import { expect } from "chai";
import { EmulatedAtlas } from "pulumi-atlas-org/testkit";
import type { EmulatedAtlasOptions, FaultSpec } from "pulumi-atlas-org/testkit";
import type { Recorded } from "#provider/runtime/operationErrors";
import type { Properties } from "#provider/schema/properties";
import type { TwoOwners } from "../support/accessListOwners";
import { TWO_OWNERS } from "../support/accessListOwners";
import { HastyClock } from "../support/hastyClock";
import type { Kind } from "../support/kinds";
import type { OperationsOfRun } from "../support/operationsOfRun";
import { failed, inRun } from "../support/operationsOfRun";

/** What somebody else has put on the list, and the program declares as well. */
const STRANGERS = "198.51.100.7";
const JANUARY = "2026-01-10T08:00:00Z";
/** What only the program declares. */
const OURS = "203.0.113.0/24";

const POST: FaultSpec = { method: "POST", path: /\/accessList$/ };
const READ: FaultSpec = { method: "GET", path: /\/accessList(\/|$)/ };
const ALWAYS = Number.POSITIVE_INFINITY;

/** The posts of an outage, as they end: nothing was carried out, or Atlas has made the entries. */
const OUTAGES: readonly [what: string, fault: FaultSpec, isCarriedOut: boolean][] = [
    ["answered 503, and not carried out", { status: 503 }, false],
    ["answered 504, and not carried out", { status: 504 }, false],
    ["answered 500, and not carried out", { status: 500 }, false],
    ["lost before they are carried out", { connection: "lost-before" }, false],
    ["lost after they are carried out", { connection: "lost-after" }, true],
    ["answered 503, and carried out", { status: 503, takesEffect: true }, true],
];

for (const [kindOfOwner, ownersIn] of Object.entries(TWO_OWNERS)) {
    const isKey = kindOfOwner === "an API key";
    const LIST: Kind = isKey ? "OrgApiKeyAccessList" : "OrgServiceAccountAccessList";
    const ENTRY: Kind = isKey ? "OrgApiKeyAccessListEntry" : "OrgServiceAccountAccessListEntry";

    describe(`what state says of the access list of ${kindOfOwner}`, () => {
        let atlas: EmulatedAtlas;
        let owners: TwoOwners;
        let clock: HastyClock;

        async function start(options?: EmulatedAtlasOptions): Promise<void> {
            atlas = await EmulatedAtlas.start(options);
            owners = ownersIn(atlas);
            clock = new HastyClock();
        }

        beforeEach(() => start());

        afterEach(() => atlas.close());

        function onAtlas(): string[] {
            const { kind, id } = owners.owner;
            return [
                ...(kind === "apiKey" ? atlas.apiKey(id) : atlas.serviceAccount(id)).accessList.keys(),
            ].sort();
        }

        function ownerInputs(): Properties {
            const { orgId, id } = owners.owner;
            return { orgId, [isKey ? "apiKeyId" : "clientId"]: id };
        }

        const listOf = (entries: readonly string[], others: Properties = {}): Properties => ({
            ...ownerInputs(),
            entries,
            mode: "additive",
            ...others,
        });

        const entryOf = (ipAddress: string, others: Properties = {}): Properties => ({
            ...ownerInputs(),
            ipAddress,
            ...others,
        });

        function run<T>(work: (run: OperationsOfRun) => Promise<T>): Promise<T> {
            const { credential } = owners as { credential: object };
            return inRun({ atlas, clock, credential: credential as Record<string, string> }, work);
        }

        /** What is recorded by a creation in which all posts end like this. */
        function createInOutage(kind: Kind, inputs: Properties, ...faults: FaultSpec[]): Promise<Recorded> {
            return whileFailing(faults, async () => {
                const { recorded, message } = await run((ops) => failed(ops.of(kind).create(inputs)));
                if (recorded === undefined) {
                    expect.fail(`Nothing was recorded: ${message}`);
                }
                return recorded;
            });
        }

        async function whileFailing<T>(faults: readonly FaultSpec[], work: () => Promise<T>): Promise<T> {
            faults.forEach((fault) => atlas.faults.add({ times: ALWAYS, ...fault }));
            try {
                return await work();
            } finally {
                atlas.faults.clear();
            }
        }

        /** As `pulumi up` does: it asks for a diff, and updates what has changed. */
        function up(kind: Kind, { id, outputs }: Recorded, wanted: Properties): Promise<Recorded> {
            return run(async (ops) => {
                const { hasChanges } = await ops.of(kind).diff(id, outputs, wanted);
                return hasChanges ? ops.of(kind).update(id, outputs, wanted) : { id, outputs };
            });
        }

        function refresh(kind: Kind, { id, outputs }: Recorded): Promise<Recorded | undefined> {
            return run((ops) => ops.of(kind).read(id, outputs));
        }

        function destroy(kind: Kind, { id, outputs }: Recorded): Promise<void> {
            return run((ops) => ops.of(kind).delete(id, outputs));
        }

        describe("as a list, when a post had an outcome that nobody knows", () => {
            beforeEach(() => void atlas.addAccessListEntry(owners.owner.id, STRANGERS, JANUARY));

            for (const [what, fault] of OUTAGES.filter(([, , isCarriedOut]) => !isCarriedOut)) {
                it(`leaves to others what was theirs, after posts that were ${what}`, async () => {
                    const wanted = listOf([STRANGERS, OURS]);
                    const broken = await createInOutage(LIST, wanted, { ...POST, ...fault });
                    expect(broken.outputs).to.deep.include({ entries: [STRANGERS], added: [] });

                    const refreshed = (await refresh(LIST, broken))!;
                    const whole = await up(LIST, refreshed, wanted);
                    expect(whole.outputs).to.deep.include({ entries: [STRANGERS, OURS], added: [OURS] });
                    expect(onAtlas()).to.deep.equal([STRANGERS, OURS]);

                    await destroy(LIST, whole);
                    expect(onAtlas()).to.deep.equal([STRANGERS]);
                });
            }

            for (const [what, fault, isCarriedOut] of OUTAGES) {
                it(`says that it does not know, while the list cannot be read either: posts ${what}`, async () => {
                    // All or none: with the stranger's entry among them, a post that is carried out adds nothing.
                    const wanted = isCarriedOut ? listOf([OURS]) : listOf([STRANGERS, OURS]);
                    const faults = [
                        { ...POST, ...fault },
                        { ...READ, status: 503 },
                    ];
                    const broken = await createInOutage(LIST, wanted, ...faults);

                    expect(broken.outputs).to.deep.include({ entries: [], added: [] });
                    const unconfirmed = broken.outputs["unconfirmed"] as Properties[];
                    expect(unconfirmed.map(({ address }) => address)).to.deep.equal(wanted["entries"]);
                    expect(unconfirmed[0]?.["attemptedAt"]).to.match(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);

                    const whole = await up(LIST, broken, wanted);
                    expect(whole.outputs).to.deep.include({ entries: wanted["entries"], added: [OURS] });
                    expect(whole.outputs).to.not.have.property("unconfirmed");

                    await destroy(LIST, whole);
                    expect(onAtlas()).to.deep.equal([STRANGERS]);
                });
            }

            it("finds out by a refresh", async () => {
                const faults = [{ ...POST, connection: "lost-after" } as const, { ...READ, status: 503 }];
                const broken = await createInOutage(LIST, listOf([OURS]), ...faults);

                const refreshed = await refresh(LIST, broken);

                expect(refreshed?.outputs).to.deep.include({ entries: [OURS], added: [OURS] });
                expect(refreshed?.outputs).to.not.have.property("unconfirmed");
            });

            it("finds out by a destroy, and deletes only what it has made", async () => {
                const faults = [{ ...POST, connection: "lost-after" } as const, { ...READ, status: 503 }];
                const broken = await createInOutage(LIST, listOf([OURS]), ...faults);
                const unconfirmed = broken.outputs["unconfirmed"] as Properties[];
                const andStrangers = [{ ...unconfirmed[0], address: STRANGERS }, ...unconfirmed];

                await destroy(LIST, { ...broken, outputs: { ...broken.outputs, unconfirmed: andStrangers } });

                expect(onAtlas()).to.deep.equal([STRANGERS]);
            });

            it("keeps what it does not know as long as the list cannot be read", async () => {
                const faults = [{ ...POST, connection: "lost-after" } as const, { ...READ, status: 503 }];
                const broken = await createInOutage(LIST, listOf([OURS]), ...faults);

                const attempts = await whileFailing([{ ...READ, status: 503 }], async () => [
                    await failed(refresh(LIST, broken)),
                    await failed(up(LIST, broken, listOf([OURS]))),
                    await failed(destroy(LIST, broken)),
                ]);

                attempts.forEach(({ message, recorded }) => {
                    expect(message).to.contain("GET /orgs/");
                    expect(recorded).to.equal(undefined);
                });
                expect(onAtlas()).to.deep.equal([STRANGERS, OURS]);
            });

            it("does not take out what an update in an outage found there", async () => {
                const made = await run((ops) => ops.of(LIST).create(listOf([OURS])));
                const wanted = listOf([OURS, STRANGERS]);
                const { recorded } = await whileFailing(
                    [
                        { ...POST, status: 503 },
                        { ...READ, status: 503 },
                    ],
                    () => run((ops) => failed(ops.of(LIST).update(made.id, made.outputs, wanted))),
                );

                await up(LIST, recorded!, listOf([OURS]));

                expect(onAtlas()).to.deep.equal([STRANGERS, OURS]);
            });

            it("goes on with what is missing, behind a 500 for an entry that was there", async () => {
                await whileFailing([{ ...POST, status: 500, times: 1 }], async () => {
                    const made = await run((ops) => ops.of(LIST).create(listOf([STRANGERS, OURS])));
                    expect(made.outputs).to.deep.include({ entries: [STRANGERS, OURS], added: [OURS] });
                });
            });

            it('makes what was there its own with onConflict: "adopt"', async () => {
                const made = await run((ops) =>
                    ops.of(LIST).create(listOf([STRANGERS, OURS], { onConflict: "adopt" })),
                );
                expect(made.outputs["added"]).to.have.members([STRANGERS, OURS]);

                await destroy(LIST, made);
                expect(onAtlas()).to.deep.equal([]);
            });

            it("counts an entry without a date as somebody else's, and warns of it", async () => {
                const faults = [{ ...POST, connection: "lost-after" } as const, { ...READ, status: 503 }];
                const broken = await createInOutage(LIST, listOf([OURS]), ...faults);
                const undated = {
                    status: 200,
                    body: { results: [{ cidrBlock: OURS }], links: [], totalCount: 1 },
                };

                const lines = await whileFailing([{ ...READ, ...undated }], () =>
                    run(async (ops) => {
                        const { outputs } = (await ops.of(LIST).read(broken.id, broken.outputs))!;
                        expect(outputs).to.deep.include({ entries: [OURS], added: [] });
                        return ops.lines;
                    }),
                );

                expect(lines.join("\n")).to.contain(
                    `${LIST} ${broken.id}: the access list has ${OURS}, and no date`,
                );
            });
        });

        describe("when clocks do not go alike", () => {
            for (const [what, hours] of [
                ["ahead", 400 * 24],
                ["behind", 0],
            ] as const) {
                it(`knows its own entry after a lost answer, on a machine that is ${what}`, async () => {
                    await clock.sleep(hours * 3_600_000);
                    const made = await whileFailing([{ ...POST, connection: "lost-after", times: 1 }], () =>
                        run((ops) => ops.of(ENTRY).create(entryOf("192.0.2.1"))).catch((error: unknown) =>
                            expect.fail(String(error)),
                        ),
                    );
                    await destroy(ENTRY, made);
                    expect(onAtlas()).to.deep.equal([]);
                });

                it(`leaves an entry of two seconds ago to others, on a machine that is ${what}`, async () => {
                    await clock.sleep(hours * 3_600_000);
                    const twoSecondsAgo = new Date(Date.now() - 2_000).toISOString();
                    atlas.addAccessListEntry(owners.owner.id, STRANGERS, twoSecondsAgo);

                    const { outputs } = await whileFailing([{ ...POST, status: 503, times: 1 }], () =>
                        run((ops) => ops.of(LIST).create(listOf([STRANGERS, OURS]))),
                    );

                    expect(outputs["added"]).to.deep.equal([OURS]);
                });
            }

            it("rather leaves its own entry than deletes another's, where Atlas's own clocks differ", async () => {
                await atlas.close();
                await start({ replyClockAheadMs: 5_000 });
                const { outputs } = await whileFailing(
                    [{ ...POST, connection: "lost-after", times: 1 }],
                    () => run((ops) => ops.of(LIST).create(listOf([OURS]))),
                );

                expect(outputs).to.deep.include({ entries: [OURS], added: [] });
            });

            it("takes for its own what is made between its post and the look-up", async () => {
                const stranger = () => void atlas.addAccessListEntry(owners.owner.id, OURS);
                const { outputs } = await whileFailing(
                    [{ ...POST, connection: "lost-before", times: 1, hold: stranger }],
                    () => run((ops) => ops.of(LIST).create(listOf([OURS]))),
                );

                expect(outputs["added"]).to.deep.equal([OURS]);
            });
        });

        describe("as a single entry, when its post had an outcome that nobody knows", () => {
            const LOST = [{ ...POST, connection: "lost-after" } as const, { ...READ, status: 503 }];

            it("explains a conflict behind a 500 as a conflict", async () => {
                atlas.addAccessListEntry(owners.owner.id, STRANGERS, JANUARY);

                const { message, recorded } = await whileFailing([{ ...POST, status: 500 }], () =>
                    run((ops) => failed(ops.of(ENTRY).create(entryOf(STRANGERS)))),
                );

                expect(message)
                    .to.contain(`${STRANGERS} is on the access list of`)
                    .and.contain('set onConflict: "adopt"')
                    .and.contain("500 UNEXPECTED_ERROR")
                    .and.not.contain("At the last look");
                expect(recorded).to.equal(undefined);
            });

            it('adopts behind a 500, with onConflict: "adopt"', async () => {
                atlas.addAccessListEntry(owners.owner.id, STRANGERS, JANUARY);

                const { outputs } = await whileFailing([{ ...POST, status: 500 }], () =>
                    run((ops) => ops.of(ENTRY).create(entryOf(STRANGERS, { onConflict: "adopt" }))),
                );

                expect(outputs).to.include({ address: STRANGERS, created: JANUARY });
            });

            it("records that it does not know, and the next up finds what it has made", async () => {
                const broken = await createInOutage(ENTRY, entryOf("192.0.2.1"), ...LOST);
                expect((broken.outputs["unconfirmed"] as Properties[])[0]).to.include({
                    address: "192.0.2.1",
                });

                const whole = await up(ENTRY, broken, entryOf("192.0.2.1"));
                expect(whole.outputs).to.have.property("created");
                expect(whole.outputs).to.not.have.property("unconfirmed");

                await destroy(ENTRY, whole);
                expect(onAtlas()).to.deep.equal([]);
            });

            it("makes it after all in the next up, where Atlas has not", async () => {
                const notMade = [{ ...POST, connection: "lost-before" } as const, { ...READ, status: 503 }];
                const broken = await createInOutage(ENTRY, entryOf("192.0.2.1"), ...notMade);

                const whole = await up(ENTRY, broken, entryOf("192.0.2.1"));

                expect(whole.outputs).to.not.have.property("unconfirmed");
                expect(onAtlas()).to.deep.equal(["192.0.2.1"]);
            });

            it("is removed by a destroy, or brought back by a refresh, if Atlas has made it", async () => {
                const broken = await createInOutage(ENTRY, entryOf("192.0.2.1"), ...LOST);

                const refreshed = await refresh(ENTRY, broken);
                expect(refreshed?.outputs).to.have.property("created");
                expect(refreshed?.outputs).to.not.have.property("unconfirmed");

                await destroy(ENTRY, broken);
                expect(onAtlas()).to.deep.equal([]);
            });

            describe("and somebody else's entry was there", () => {
                let broken: Recorded;

                beforeEach(async () => {
                    atlas.addAccessListEntry(owners.owner.id, STRANGERS, JANUARY);
                    broken = await createInOutage(
                        ENTRY,
                        entryOf(STRANGERS),
                        { ...POST, status: 503 },
                        { ...READ, status: 503 },
                    );
                });

                it("does not delete that", async () => {
                    await destroy(ENTRY, broken);

                    expect(onAtlas()).to.deep.equal([STRANGERS]);
                });

                it("leaves the state with a refresh, as the entry is not its own", async () => {
                    expect(await refresh(ENTRY, broken)).to.equal(undefined);
                });

                it("says in the next up that there is a conflict, and does not own it then either", async () => {
                    const { message, recorded } = await failed(up(ENTRY, broken, entryOf(STRANGERS)));

                    expect(message).to.contain('set onConflict: "adopt"');
                    expect(recorded?.outputs).to.include({ isMade: false });
                    expect(recorded?.outputs).to.not.have.property("unconfirmed");
                    await destroy(ENTRY, recorded!);
                    expect(onAtlas()).to.deep.equal([STRANGERS]);
                });

                it("takes it over in a later up, or makes it once it is gone", async () => {
                    const { recorded } = await failed(up(ENTRY, broken, entryOf(STRANGERS)));

                    const adopting = entryOf(STRANGERS, { onConflict: "adopt" });
                    const adopted = await up(ENTRY, recorded!, adopting);
                    expect(adopted.outputs).to.include({ created: JANUARY }).and.not.have.property("isMade");

                    atlas.removeAccessListEntry(owners.owner.id, STRANGERS);
                    const made = await up(ENTRY, recorded!, entryOf(STRANGERS));
                    expect(made.outputs).to.have.property("created").that.is.not.equal(JANUARY);
                    expect(onAtlas()).to.deep.equal([STRANGERS]);
                });
            });
        });
    });
}
