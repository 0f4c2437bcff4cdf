import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import * as atlas from "pulumi-atlas-org";
import { IDS, lateFailuresOf, unknown, useMocks } from "../support/hostMocks";

let keys = 0;
/** A key that no other test has resources for. */
function newKeyId(): string {
    keys += 1;
    return keys.toString(16).padStart(24, "f");
}

type Args = Omit<atlas.OrgApiKeyAccessListEntryParts, "orgId">;

function declare(name: string, args: Args): atlas.OrgApiKeyAccessListEntry {
    const parts: atlas.OrgApiKeyAccessListEntryParts = { orgId: IDS.org, ...args };
    return new atlas.OrgApiKeyAccessListEntry(name, parts as atlas.OrgApiKeyAccessListEntryArgs);
}

function late<T>(value: T): pulumi.Output<T> {
    return pulumi.output(new Promise<T>((resolve) => setImmediate(resolve, value))) as pulumi.Output<T>;
}

describe("two entries of a program for one address on one key", () => {
    useMocks();

    for (const [what, first, second] of [
        ["plain", { ipAddress: "192.0.2.1" }, { ipAddress: "192.0.2.1" }],
        ["spelled differently", { ipAddress: "2001:DB8::1" }, { ipAddress: "2001:db8:0::1" }],
        ["an address and a block of one", { ipAddress: "192.0.2.1" }, { cidrBlock: "192.0.2.1/32" }],
        ["both to be adopted", { ipAddress: "192.0.2.1" }, { ipAddress: "192.0.2.1\t", onConflict: "adopt" }],
        ["known late", { ipAddress: "192.0.2.1" }, { ipAddress: late("192.0.2.1") }],
        ["secret", { ipAddress: pulumi.secret("192.0.2.1") }, { ipAddress: pulumi.secret("192.0.2.1") }],
    ] as [string, Omit<Args, "apiKeyId">, Omit<Args, "apiKeyId">][]) {
        it(`are refused by name when they are ${what}`, async () => {
            const apiKeyId = newKeyId();

            const failures = await lateFailuresOf(() => {
                declare("first", { apiKeyId, ...first });
                declare("second", { apiKeyId: late(apiKeyId), ...second });
            });

            expect(failures).to.have.lengthOf(1);
            expect(failures[0])
                .to.match(
                    /^OrgApiKeyAccessListEntry "\w+": the OrgApiKeyAccessListEntry "\w+" of this program is for /,
                )
                .and.contain('"first"')
                .and.contain('"second"')
                .and.contain(apiKeyId)
                .and.contain("declare it once");
        });
    }

    it("are welcome with other addresses, on other keys, or looked up", async () => {
        const [one, other] = [newKeyId(), newKeyId()];

        const failures = await lateFailuresOf(() => {
            declare("first", { apiKeyId: one, ipAddress: "192.0.2.1" });
            declare("second", { apiKeyId: one, cidrBlock: "192.0.2.0/24" });
            declare("third", { apiKeyId: other, ipAddress: "192.0.2.1" });
            atlas.OrgApiKeyAccessListEntry.get("fourth", `${IDS.org}-${one}-192.0.2.1`);
        });

        expect(failures).to.be.empty;
    });
});

describe("an entry at a preview that does not know its address", () => {
    const mocks = useMocks({ isPreview: true });

    it("has its key known, and claims no address", async () => {
        const apiKeyId = newKeyId();

        const failures = await lateFailuresOf(() => {
            declare("first", { apiKeyId, ipAddress: unknown() });
            declare("second", { apiKeyId, ipAddress: unknown() });
        });

        expect(failures).to.be.empty;
        expect(
            mocks.registered
                .filter(({ type }) => type.endsWith("Entry"))
                .map(({ inputs }) => inputs["apiKeyId"]),
        ).to.deep.equal([apiKeyId, apiKeyId]);
    });
});
