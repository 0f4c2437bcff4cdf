import { expect } from "chai";
import { manyAddresses } from "../../support/addresses";
import type { CreateReply, HostedResource, Properties } from "../../support/host";
import type { EntryFixture } from "./useEntries";
import { GET_KEY, GET_LIST, POST, useEntries } from "./useEntries";

/** An address that the package accepts, and Atlas refuses. */
const GUILTY = "0.0.0.0";

/** What became of the creation of each entry, by its address: its state, or the error. */
interface Outcomes {
    readonly made: ReadonlyMap<string, Properties>;
    readonly failed: ReadonlyMap<string, string>;
}

/** Creates entries as Pulumi does, a number of them at a time. */
async function createAll(
    entries: HostedResource,
    all: readonly Properties[],
    parallelism = Number.POSITIVE_INFINITY,
): Promise<Outcomes> {
    const made = new Map<string, Properties>();
    const failed = new Map<string, string>();
    const waiting = [...all];
    const work = async () => {
        for (let inputs = waiting.shift(); inputs !== undefined; inputs = waiting.shift()) {
            const address = String(inputs["ipAddress"] ?? inputs["cidrBlock"]);
            await entries.create(inputs).then(
                ({ outs }: CreateReply) => made.set(address, outs),
                (error: unknown) => failed.set(address, (error as Error).message),
            );
        }
    };
    await Promise.all(Array.from({ length: Math.min(parallelism, all.length) }, work));
    return { made, failed };
}

/** The addresses in the bodies of all posts so far, one list for each post. */
function posted({ fixture }: EntryFixture): string[][] {
    return fixture()
        .atlas.calls()
        .filter(({ endpoint }) => endpoint === POST)
        .map(({ body }) =>
            (body as { ipAddress?: string; cidrBlock?: string }[]).map(
                ({ ipAddress, cidrBlock }) => ipAddress ?? cidrBlock ?? "",
            ),
        );
}

describe("entries that are created at the same time", () => {
    const batched = useEntries();
    const { fixture, entries, apiKeyId, inputsOf, listed } = batched;
    const inputsFor = (addresses: readonly string[]) => addresses.map((ipAddress) => inputsOf({ ipAddress }));

    it("go out in one post, and each gets its own state", async () => {
        const addresses = manyAddresses(8);

        const { made, failed } = await createAll(entries(), [
            ...inputsFor(addresses),
            inputsOf({ cidrBlock: "203.0.113.0/24" }),
        ]);

        expect(failed).to.be.empty;
        expect(fixture().calls()).to.deep.equal([`${GET_KEY} 200`, `${POST} 200`]);
        expect(posted(batched)[0]).to.have.members([...addresses, "203.0.113.0/24"]);
        for (const [address, outs] of made) {
            expect(outs).to.include({ address });
            expect(outs["created"]).to.be.a("string");
        }
    });

    it("go out in a post for each key", async () => {
        const { atlas, orgId } = fixture();
        const other = atlas.addApiKey({ orgId });
        const ofOther = { ...inputsOf({ ipAddress: "192.0.2.9" }), apiKeyId: other.id };

        const { failed } = await createAll(entries(), [...inputsFor(["192.0.2.1", "192.0.2.2"]), ofOther]);

        expect(failed).to.be.empty;
        expect(posted(batched)).to.have.lengthOf(2);
        expect(listed()).to.have.members(["192.0.2.1", "192.0.2.2"]);
        expect([...other.accessList.keys()]).to.deep.equal(["192.0.2.9"]);
    });

    it("are told one by one of a conflict: those that stand there fail, the others go out in one post", async () => {
        const { atlas } = fixture();
        ["192.0.2.1", "192.0.2.4"].forEach((address) => atlas.addAccessListEntry(apiKeyId(), address));
        const addresses = ["192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.4"];

        const { made, failed } = await createAll(entries(), inputsFor(addresses));

        expect([...made.keys()]).to.have.members(["192.0.2.2", "192.0.2.3"]);
        expect([...failed.keys()]).to.have.members(["192.0.2.1", "192.0.2.4"]);
        for (const [address, message] of failed) {
            expect(message)
                .to.contain(`${address} is on the access list of key ${apiKeyId()} already`)
                .and.contain('onConflict: "adopt"');
            const others = addresses.filter((other) => other !== address);
            others.forEach((other) => expect(message, `of ${address}`).to.not.contain(other));
        }
        expect(fixture().calls().slice(1)).to.deep.equal([`${POST} 409`, `${GET_LIST} 200`, `${POST} 200`]);
        expect(posted(batched)[1]).to.have.members(["192.0.2.2", "192.0.2.3"]);
        expect(listed()).to.have.members(addresses);
    });

    it("may take over those that stand there, each as it says itself", async () => {
        const { atlas } = fixture();
        const standing = atlas.addAccessListEntry(apiKeyId(), "192.0.2.1");
        atlas.addAccessListEntry(apiKeyId(), "192.0.2.2");

        const { made, failed } = await createAll(entries(), [
            inputsOf({ ipAddress: "192.0.2.1", onConflict: "adopt" }),
            inputsOf({ ipAddress: "192.0.2.2" }),
            inputsOf({ ipAddress: "192.0.2.3", onConflict: "adopt" }),
        ]);

        expect([...failed.keys()]).to.deep.equal(["192.0.2.2"]);
        expect(made.get("192.0.2.1")).to.include({ created: standing.created });
        expect(listed()).to.have.members(["192.0.2.1", "192.0.2.2", "192.0.2.3"]);
    });

    it("are made once when two are the same, and the other is told of the first", async () => {
        const two = [inputsOf({ ipAddress: "192.0.2.1" }), inputsOf({ cidrBlock: "192.0.2.1/32" })];

        const { made, failed } = await createAll(entries(), [...two, inputsOf({ ipAddress: "192.0.2.2" })]);

        expect(made.size).to.equal(2);
        expect([...made.keys()]).to.include("192.0.2.2");
        expect([...failed.values()]).to.have.lengthOf(1);
        expect([...failed.values()][0]).to.contain("another resource of this run is for 192.0.2.1 on");
        expect(listed()).to.have.members(["192.0.2.1", "192.0.2.2"]);
    });

    for (const [status, errorCode] of [
        [401, "NOT_ORG_OWNER"],
        [403, "ACCESS_FORBIDDEN"],
        [404, "API_KEY_NOT_FOUND"],
    ] as const) {
        it(`are all told of a ${status}`, async () => {
            fixture().atlas.faults.add({ method: "POST", status, errorCode });
            const addresses = manyAddresses(4);

            const { failed } = await createAll(entries(), inputsFor(addresses));

            expect([...failed.keys()]).to.have.members(addresses);
            for (const message of failed.values()) {
                expect(message).to.match(new RegExp(`: POST .*: ${status} ${errorCode}`));
            }
            expect(posted(batched)).to.have.lengthOf(1);
            expect(listed()).to.be.empty;
        });
    }

    it("do not keep later ones from being made when they fail", async () => {
        fixture().atlas.faults.add({ method: "POST", status: 403 });
        await createAll(entries(), inputsFor(["192.0.2.1", "192.0.2.2"]));

        const { failed } = await createAll(entries(), inputsFor(["192.0.2.1", "192.0.2.2"]));

        expect(failed).to.be.empty;
        expect(listed()).to.have.members(["192.0.2.1", "192.0.2.2"]);
    });
});

for (const namesRefusedAddress of [true, false]) {
    const what = namesRefusedAddress ? "which Atlas names" : "which Atlas does not name";

    describe(`an entry that Atlas refuses, ${what}, among others`, () => {
        const batched = useEntries({ namesRefusedAddress });
        const { entries, inputsOf, listed } = batched;
        const inputsFor = (addresses: readonly string[]) =>
            addresses.map((ipAddress) => inputsOf({ ipAddress }));

        for (const [how, parallelism] of [
            ["all at once", Number.POSITIVE_INFINITY],
            ["8 at a time", 8],
        ] as const) {
            it(`is the one of 200 that fails, ${how}`, async () => {
                const others = manyAddresses(199);
                const all = [...others.slice(0, 70), GUILTY, ...others.slice(70)];

                const { made, failed } = await createAll(entries(), inputsFor(all), parallelism);

                expect([...failed.keys()]).to.deep.equal([GUILTY]);
                expect(failed.get(GUILTY))
                    .to.contain("CANNOT_ADD_IP_ADDRESS_TO_API_KEY_WHITELIST")
                    .and.contain(GUILTY);
                expect([...made.keys()]).to.have.members(others);
                expect(listed()).to.have.members(others);
            });
        }

        it("costs few posts", async () => {
            await createAll(entries(), inputsFor([...manyAddresses(7), GUILTY]));

            expect(posted(batched).length).to.be.at.most(namesRefusedAddress ? 3 : 7);
        });
    });
}

describe("entries that are created one by one, 8 at a time, where Atlas limits rates as documented", () => {
    const { fixture, inputsOf, listed } = useEntries({ rateLimits: "documented" });

    it("take at most 60 requests for 300, and none is refused", async () => {
        const addresses = manyAddresses(300);
        const all = addresses.map((ipAddress) => inputsOf({ ipAddress }));

        const { made, failed } = await fixture().inNextRun((host) =>
            createAll(host.resource("OrgApiKeyAccessListEntry"), all, 8),
        );

        expect(failed).to.be.empty;
        expect(made.size).to.equal(300);
        expect(listed()).to.have.members(addresses);
        const { requests } = fixture().atlas;
        expect(requests.map(({ status }) => status)).to.not.include(429);
        expect(requests.length).to.be.at.most(60);
    });
});

describe("entries of the key that the host calls with, created at the same time", () => {
    const batched = useEntries({ isOwnKey: true });
    const { fixture, entries, inputsOf, listed } = batched;
    const caller = "203.0.113.7";

    it("are all refused while it has none, without allowLockout", async () => {
        const { failed } = await createAll(
            entries(),
            [caller, "192.0.2.1"].map((ipAddress) => inputsOf({ ipAddress })),
        );

        expect([...failed.keys()]).to.have.members([caller, "192.0.2.1"]);
        [...failed.values()].forEach((message) => expect(message).to.contain("allowLockout: true"));
        expect(posted(batched)).to.be.empty;
    });

    it("follow those with allowLockout, which go first in a post of their own", async () => {
        const { failed } = await createAll(entries(), [
            inputsOf({ ipAddress: "192.0.2.1" }),
            inputsOf({ ipAddress: "192.0.2.2" }),
            inputsOf({ ipAddress: caller, allowLockout: true }),
            inputsOf({ ipAddress: "192.0.2.3" }),
        ]);

        expect(failed).to.be.empty;
        const [first, ...others] = posted(batched);
        expect(first).to.deep.equal([caller]);
        expect(others).to.have.lengthOf(1);
        expect(others[0]).to.have.members(["192.0.2.1", "192.0.2.2", "192.0.2.3"]);
        expect(listed()).to.have.members([caller, "192.0.2.1", "192.0.2.2", "192.0.2.3"]);
    });

    it("are refused when those with allowLockout fail", async () => {
        fixture().atlas.faults.add({ method: "POST", status: 403 });

        const { made, failed } = await createAll(entries(), [
            inputsOf({ ipAddress: caller, allowLockout: true }),
            inputsOf({ ipAddress: "192.0.2.1" }),
            inputsOf({ ipAddress: "192.0.2.2" }),
        ]);

        expect(made).to.be.empty;
        expect(failed.get(caller)).to.contain(": 403 ");
        expect(failed.get("192.0.2.1")).to.contain("allowLockout: true");
        expect(listed()).to.be.empty;
        expect(posted(batched)).to.have.lengthOf(1);
    });
});

describe("entries that are created at the same time, when nobody knows what became of the post", () => {
    const batched = useEntries({}, { "mongodbatlas:maxRetryMs": "2000" });
    const { fixture, entries, inputsOf, listed } = batched;
    const addresses = manyAddresses(5);

    for (const [what, fault, posts] of [
        ["its answer is lost", { connection: "lost-after" }, 1],
        ["it fails with a 503", { status: 503 }, 2],
    ] as const) {
        it(`are looked up in one list when ${what}`, async () => {
            fixture().atlas.faults.add({ method: "POST", ...fault });

            const { failed } = await createAll(
                entries(),
                addresses.map((ipAddress) => inputsOf({ ipAddress })),
            );

            expect(failed).to.be.empty;
            expect(
                fixture()
                    .calls()
                    .filter((call) => call.startsWith("GET ") && call !== `${GET_KEY} 200`),
            ).to.deep.equal([`${GET_LIST} 200`]);
            expect(posted(batched)).to.have.lengthOf(posts);
            expect(listed()).to.have.members(addresses);
        });
    }
});
