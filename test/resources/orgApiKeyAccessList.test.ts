import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import * as atlas from "pulumi-atlas-org";
import { IDS, lateFailuresOf, useMocks } from "../support/hostMocks";

let keys = 0;
/** A key that no other test has resources for. */
function newKeyId(): string {
    keys += 1;
    return keys.toString(16).padStart(24, "e");
}

function declareList(name: string, apiKeyId: pulumi.Input<string>): atlas.OrgApiKeyAccessList {
    return new atlas.OrgApiKeyAccessList(name, { orgId: IDS.org, apiKeyId, entries: ["192.0.2.1"] });
}

function declareEntry(
    name: string,
    apiKeyId: pulumi.Input<string>,
    ipAddress = "192.0.2.2",
): atlas.OrgApiKeyAccessListEntry {
    return new atlas.OrgApiKeyAccessListEntry(name, { orgId: IDS.org, apiKeyId, ipAddress });
}

describe("two resources of a program for the access list of one key", () => {
    useMocks();

    for (const [what, first, second] of [
        ["a list and another", declareList, declareList],
        ["a list and an entry", declareList, declareEntry],
        ["an entry and a list", declareEntry, declareList],
    ] as const) {
        it(`are refused by name when they are ${what}`, async () => {
            const apiKeyId = newKeyId();

            const failures = await lateFailuresOf(() => {
                first("first", apiKeyId);
                second("second", pulumi.output(Promise.resolve(apiKeyId)));
            });

            expect(failures).to.have.lengthOf(1);
            expect(failures[0]).to.contain('"first"').and.contain('"second"').and.contain(apiKeyId);
        });
    }

    it("are welcome when they are entries, or of several keys, or looked up", async () => {
        const [ofEntries, ofList, ofOther] = [newKeyId(), newKeyId(), newKeyId()];

        const failures = await lateFailuresOf(() => {
            declareEntry("first", ofEntries);
            declareEntry("second", ofEntries, "192.0.2.3");
            declareList("third", ofList);
            declareList("fourth", ofOther);
            atlas.OrgApiKeyAccessList.get("fifth", `${IDS.org}-${ofList}`);
            atlas.OrgApiKeyAccessListEntry.get("sixth", `${IDS.org}-${ofList}-192.0.2.1`);
        });

        expect(failures).to.be.empty;
    });
});

describe("two resources of a program for the access list of one service account", () => {
    useMocks();

    it("are refused by name when they are a list and an entry, or two entries for one address", async () => {
        const [ofBoth, ofTwo] = ["1", "2"].map((digit) => `mdb_sa_id_${digit.repeat(24)}`);
        const entry = (name: string, clientId: string, ipAddress: string) =>
            new atlas.OrgServiceAccountAccessListEntry(name, { orgId: IDS.org, clientId, ipAddress });

        const failures = await lateFailuresOf(() => {
            new atlas.OrgServiceAccountAccessList("list", {
                ...{ orgId: IDS.org, clientId: ofBoth!, entries: ["192.0.2.1"] },
            });
            entry("beside", ofBoth!, "192.0.2.2");
            entry("one", ofTwo!, "2001:db8::1");
            entry("other", ofTwo!, "2001:DB8:0::1");
        });

        expect(failures).to.have.lengthOf(2);
        expect(failures.join("\n"))
            .to.contain(`is for the access list of service account ${ofBoth} already`)
            .and.contain("each as an OrgServiceAccountAccessListEntry")
            .and.contain(`is for 2001:db8::1 on the access list of service account ${ofTwo} already`);
    });
});
