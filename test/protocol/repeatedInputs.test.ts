import { expect } from "chai";
import type { HostedResource, Properties } from "../support/host";
import { useHost } from "../support/hostFixture";

const UNKNOWN_ROLE = "ORG_ASTRONOMER";

/** What state holds of a resource. */
interface Stored {
    readonly kind: HostedResource;
    readonly id: string;
    readonly outs: Properties;
}

describe("inputs that this package would refuse, and Atlas has shown", () => {
    const fixture = useHost();

    async function key(): Promise<Stored> {
        const kind = fixture().resource("OrgApiKey");
        const { orgId } = fixture();
        return { kind, ...(await kind.create({ orgId, description: "CI", roles: ["ORG_READ_ONLY"] })) };
    }

    async function account(): Promise<Stored> {
        const kind = fixture().resource("OrgServiceAccount");
        const { orgId } = fixture();
        const inputs = { orgId, name: "CI", description: "CI", roles: ["ORG_READ_ONLY"] };
        return { kind, ...(await kind.create({ ...inputs, secretExpiresAfterHours: 8 })) };
    }

    async function organization(): Promise<Stored> {
        const kind = fixture().resource("Organization");
        const apiKey = { description: "own", roles: ["ORG_OWNER"] };
        const settings = { maxServiceAccountSecretValidityInHours: 24 };
        const { ownerId: orgOwnerId } = fixture();
        return { kind, ...(await kind.create({ name: "one", orgOwnerId, apiKey, settings })) };
    }

    const storedKey = ({ outs }: Stored) => fixture().atlas.apiKey(String(outs["apiKeyId"]));
    const storedAccount = ({ outs }: Stored) => fixture().atlas.serviceAccount(String(outs["clientId"]));

    /** Reads the resource, and returns what a program gives that repeats what the read has shown. */
    async function refreshed({ kind, id, outs }: Stored): Promise<{ inputs: Properties; props: Properties }> {
        const { inputs, props } = await kind.read(id, outs);
        return { inputs: inputs ?? {}, props };
    }

    const cases: readonly {
        what: string;
        make: () => Promise<Stored>;
        alter: (stored: Stored) => void;
        shown: Properties;
    }[] = [
        {
            what: "a role of a key",
            make: key,
            alter: (stored) => (storedKey(stored).roles = ["ORG_READ_ONLY", UNKNOWN_ROLE as "ORG_OWNER"]),
            shown: { roles: ["ORG_READ_ONLY", UNKNOWN_ROLE] },
        },
        {
            what: "a description of a key that is too long",
            make: key,
            alter: (stored) => (storedKey(stored).desc = "x".repeat(300)),
            shown: { description: "x".repeat(300) },
        },
        {
            what: "an empty description of a key",
            make: key,
            alter: (stored) => (storedKey(stored).desc = ""),
            shown: { description: "" },
        },
        {
            what: "a role of a service account",
            make: account,
            alter: (stored) => (storedAccount(stored).roles = [UNKNOWN_ROLE as "ORG_OWNER"]),
            shown: { roles: [UNKNOWN_ROLE] },
        },
        {
            what: "a name of a service account that is outside its pattern",
            make: account,
            alter: (stored) => (storedAccount(stored).name = "left|right"),
            shown: { name: "left|right" },
        },
        {
            what: "a description of a service account that is outside its pattern",
            make: account,
            alter: (stored) => (storedAccount(stored).description = "a: b"),
            shown: { description: "a: b" },
        },
        {
            what: "a name of an organization that is too long",
            make: organization,
            alter: ({ id }) => (fixture().atlas.organization(id).name = "x".repeat(80)),
            shown: { name: "x".repeat(80) },
        },
        {
            what: "a setting of an organization that is out of its range",
            make: organization,
            alter: ({ id }) => {
                fixture().atlas.organization(id).settings.maxServiceAccountSecretValidityInHours = 20_000;
            },
            shown: { settings: { maxServiceAccountSecretValidityInHours: 20_000 } },
        },
    ];

    for (const { what, make, alter, shown } of cases) {
        it(`pass where the program repeats them, and are no change: ${what}`, async () => {
            const stored = await make();
            alter(stored);
            const { inputs, props } = await refreshed(stored);

            expect(inputs).to.deep.include(shown);
            const checked = await stored.kind.check(inputs, inputs);
            expect(checked).to.deep.equal({ inputs, failures: [] });
            expect((await stored.kind.diff(stored.id, props, inputs)).changes).to.equal(false);
        });

        it(`are refused for a new resource: ${what}`, async () => {
            const stored = await make();
            alter(stored);
            const { inputs } = await refreshed(stored);

            expect((await stored.kind.check(inputs)).failures).to.have.lengthOf(1);
        });
    }

    it("pass beside another change, and are refused once they change", async () => {
        const stored = await key();
        storedKey(stored).roles = ["ORG_READ_ONLY", UNKNOWN_ROLE as "ORG_OWNER"];
        const { inputs } = await refreshed(stored);
        const failuresOf = async (values: Properties) =>
            (await stored.kind.check({ ...inputs, ...values }, inputs)).failures;

        expect(await failuresOf({ description: "renamed" })).to.deep.equal([]);
        expect(await failuresOf({ roles: [UNKNOWN_ROLE, "ORG_MEMBER"] })).to.deep.equal([]);
        expect((await failuresOf({ roles: [UNKNOWN_ROLE, "ORG_MEMBR"] })).join()).to.match(
            /^roles: "ORG_MEMBR" is not a role in an Atlas organization; there are .* Did you mean ORG_MEMBER\?$/,
        );
    });

    it("are refused where only their length stays", async () => {
        const stored = await key();
        storedKey(stored).desc = "x".repeat(300);
        const { inputs } = await refreshed(stored);

        const { failures } = await stored.kind.check({ ...inputs, description: "y".repeat(300) }, inputs);

        expect(failures).to.deep.equal(["description: must have at most 250 characters, not 300."]);
    });

    it("are not where Atlas leaves a description out: state keeps it, and an import has an empty one", async () => {
        for (const nothing of [undefined, null]) {
            const stored = await key();
            Object.assign(storedKey(stored), { desc: nothing });
            const known = await refreshed(stored);
            const { publicKey, ...found } = (await stored.kind.read(stored.id)).props;

            expect(known.props).to.include({ description: "CI" });
            expect(publicKey).to.equal(storedKey(stored).publicKey);
            expect(found).to.include({ description: "" });
            const empty = { ...known.inputs, description: "" };
            expect((await stored.kind.check(empty, empty)).failures).to.deep.equal([]);
        }
    });
});
