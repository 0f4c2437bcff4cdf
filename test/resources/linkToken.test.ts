import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import * as atlas from "pulumi-atlas-org";
import { rotationOf } from "#provider/resources/link/declaredLinkTokens";
import {
    lateFailuresOf,
    newOrgId,
    optionsOf,
    secretValue,
    unknown,
    useMocks,
    valueOf,
} from "../support/hostMocks";
import type { Registered } from "../support/hostMocks";

const ROUND = { round: "1" };
const ROTATION = rotationOf({ keepers: ROUND });

/** A LinkToken of a component. */
function linkTokenIn(type: string, orgId: string, options: pulumi.ComponentResourceOptions = {}): void {
    const parent = new pulumi.ComponentResource(type, "links", {}, options);
    new atlas.LinkToken("link", { orgId }, { parent });
}

/** What a LinkToken is called among all of the program. */
function ownNameOf({ inputs }: Registered): string[] {
    const told = inputs["__linkTokens"] as { own: string } | undefined;
    return told === undefined ? [] : [told.own];
}

describe("what LinkTokens of a program tell the host of each other", () => {
    const mocks = useMocks();
    const toldOf = ({ inputs }: Registered) => inputs["__linkTokens"];
    const ownNames = () => mocks.registered.flatMap(ownNameOf);
    const byName = (name: string) => mocks.registered.find((registered) => registered.name === name)!;

    /** What a program registers, whose resources need no answer. */
    async function registeredBy(program: () => void): Promise<void> {
        expect(await lateFailuresOf(program)).to.deep.equal([]);
    }

    it("is all that are for one organization, and how each would rotate", async () => {
        const orgId = newOrgId();

        await registeredBy(() => {
            new atlas.LinkToken("east", { orgId, keepers: ROUND });
            new atlas.LinkToken("west", { orgId: pulumi.output(orgId), onAmbiguousDelete: "leave" });
            new atlas.LinkToken("other", { orgId: newOrgId() });
            atlas.LinkToken.get("looked up", orgId);
        });

        const all = {
            east: { rotation: ROTATION },
            west: { rotation: rotationOf({}), onAmbiguousDelete: "leave" },
        };
        expect(toldOf(byName("east"))).to.deep.equal({ own: "east", all });
        expect(toldOf(byName("west"))).to.deep.equal({ own: "west", all });
        expect(toldOf(byName("other"))).to.deep.equal({
            own: "other",
            all: { other: { rotation: rotationOf({}) } },
        });
        expect(byName("looked up").inputs).to.not.have.property("__linkTokens");
    });

    it("waits for no input of another one", async () => {
        const orgId = newOrgId();
        const never = new Promise<string>(() => undefined);

        await registeredBy(() => {
            new atlas.LinkToken("east", { orgId });
            new atlas.LinkToken("west", { orgId, keepers: { made: never } });
        });

        expect(toldOf(byName("east"))).to.deep.equal({
            own: "east",
            all: { east: { rotation: rotationOf({}) }, west: {} },
        });
    });

    it("names those whose organization is not known yet, as they may be for the same one", async () => {
        const orgId = newOrgId();
        const never = new Promise<string>(() => undefined);

        await registeredBy(() => {
            new atlas.LinkToken("east", { orgId });
            new atlas.LinkToken("west", { orgId: unknown() });
            new atlas.LinkToken("north", { orgId: never });
        });

        expect(toldOf(byName("east"))).to.deep.equal({
            own: "east",
            all: { east: { rotation: rotationOf({}) } },
            undetermined: ["west", "north"],
        });
    });

    for (const types of [["test:a:One", "test:a:Two"], ["test:a:Two", "test:a:One"], ["test:a:Two"]]) {
        it(`names those of components by the types of these, in any order: ${types.join(", ")}`, async () => {
            const orgId = newOrgId();

            await registeredBy(() => {
                types.forEach((type) => linkTokenIn(type, orgId));
                new atlas.LinkToken("link", { orgId }, { parent: pulumi.runtime.getStackResource()! });
            });

            expect(ownNames()).to.have.members([...types.map((type) => `${type}/link`), "link"]);
        });
    }

    it("names those of components within components by all of them", async () => {
        const orgId = newOrgId();

        await registeredBy(() => {
            for (const type of ["test:index:East", "test:index:West"]) {
                const parent = new pulumi.ComponentResource(type, "region");
                linkTokenIn("test:index:Links", orgId, { parent });
            }
        });

        expect(ownNames()).to.have.members([
            "test:index:East/test:index:Links/link",
            "test:index:West/test:index:Links/link",
        ]);
    });

    it("names those alike whose names look as if they were counted", async () => {
        const orgId = newOrgId();

        await registeredBy(() => {
            for (const name of ["east (prod)", "east"]) {
                new atlas.LinkToken(name, { orgId });
            }
        });

        expect(ownNames()).to.have.members(["east (prod)", "east"]);
    });

    it("is a secret where a fingerprint is made of one", async () => {
        const orgId = newOrgId();

        await registeredBy(() => {
            new atlas.LinkToken("east", { orgId });
            new atlas.LinkToken("west", { orgId, keepers: { made: pulumi.secret("short") } });
        });

        expect(secretValue(toldOf(byName("east")))).to.have.property("own", "east");
    });

    it("is the same fingerprint for another order and spelling, and another one for other values", () => {
        const one = { accessListIps: ["192.0.2.1/32", "2001:db8::1"], keepers: { a: "1", b: "2" } };
        const other = { accessListIps: ["2001:DB8::1/128", "192.0.2.1"], keepers: { b: "2", a: "1" } };

        expect(rotationOf(one)).to.equal(rotationOf(other));
        expect(rotationOf(one)).to.not.equal(rotationOf({ ...one, keepers: { a: "1", b: "3" } }));
    });

    it("refuses two providers for one organization, of which each would order only its own", async () => {
        const orgId = newOrgId();

        const failures = await lateFailuresOf(() => {
            const provider = new atlas.Provider("other", {
                publicKey: "abcdefgh",
                privateKey: "12345678-1234-1234-1234-123456789abc",
            });
            new atlas.LinkToken("east", { orgId });
            new atlas.LinkToken("west", { orgId }, { provider });
        });

        expect(failures.join()).to.contain("with another provider. Give both the same");
    });
});

describe("LinkTokens outside any stack, as in the unit tests of a program", () => {
    useMocks();

    it("do not know of each other", async () => {
        const orgId = newOrgId();

        const [first, second] = [new atlas.LinkToken("it", { orgId }), new atlas.LinkToken("it", { orgId })];

        expect(await valueOf(first.orgId)).to.equal(orgId);
        expect(await valueOf(second.orgId)).to.equal(orgId);
    });
});

describe("a LinkToken's order of replacement", () => {
    useMocks();

    it("is delete, then create, whatever the program says", () => {
        const options = optionsOf(
            (given) =>
                new atlas.LinkToken("it", { orgId: newOrgId() }, { ...given, deleteBeforeReplace: false }),
        );

        expect(options.deleteBeforeReplace).to.be.true;
    });
});
