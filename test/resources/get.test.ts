import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import * as atlas from "pulumi-atlas-org";
import { IDS, secretValue, useMocks, valueOf } from "../support/hostMocks";

const CREDENTIALS = { publicKey: "abcdefgh", privateKey: "11111111-2222-3333-4444-555555555555" };

describe("get", () => {
    const fixture = useMocks();
    const listId = `${IDS.org}-${IDS.key}`;
    const entryId = `${IDS.org}-${IDS.key}-192.0.2.1`;

    const lookups: [string, () => pulumi.CustomResource, string, object][] = [
        ["Organization", () => atlas.Organization.get("it", IDS.org), IDS.org, {}],
        ["OrgApiKey", () => atlas.OrgApiKey.get("it", `${IDS.org}-${IDS.key}`), `${IDS.org}-${IDS.key}`, {}],
        ["OrgApiKeyAccessListEntry", () => atlas.OrgApiKeyAccessListEntry.get("it", entryId), entryId, {}],
        ["OrgApiKeyAccessList", () => atlas.OrgApiKeyAccessList.get("it", listId), listId, {}],
        ["LinkToken", () => atlas.LinkToken.get("it", IDS.org), IDS.org, { orgId: IDS.org }],
    ];

    for (const [kind, lookup, id, inputs] of lookups) {
        it(`looks up an ${kind} by its id, unchecked`, async () => {
            const resource = lookup();

            expect(await valueOf(resource.id)).to.equal(id);
            const { __provider: loader, ...others } = fixture.registered[0]?.inputs ?? {};
            expect(loader).to.be.a("string");
            expect(others).to.deep.equal(inputs);
            expect(fixture.registered[0]).to.include({
                id,
                type: `pulumi-nodejs:dynamic/mongodbatlas:${kind}`,
            });
        });
    }

    it("takes what the program knows, secrets as secrets", async () => {
        const organization = atlas.Organization.get("org", IDS.org, { credentials: CREDENTIALS });
        const key = atlas.OrgApiKey.get("key", `${IDS.org}-${IDS.key}`, {
            privateKey: CREDENTIALS.privateKey,
        });
        const link = atlas.LinkToken.get("link", IDS.org, { linkToken: "a token" });

        await Promise.all([organization, key, link].map(({ id }) => valueOf(id)));
        const inputsOf = (name: string) => fixture.registered.find((one) => one.name === name)?.inputs ?? {};
        expect(secretValue(inputsOf("org")["credentials"])).to.deep.equal(CREDENTIALS);
        expect(secretValue(inputsOf("key")["privateKey"])).to.equal(CREDENTIALS.privateKey);
        expect(secretValue(inputsOf("link")["linkToken"])).to.equal("a token");
        expect(await valueOf(link.linkToken)).to.equal("a token");
    });

    it("gives every input and output a property, which is known after the lookup", () => {
        const entry = atlas.OrgApiKeyAccessListEntry.get("it", entryId);

        for (const name of ["orgId", "apiKeyId", "ipAddress", "cidrBlock", "address", "created"] as const) {
            expect(pulumi.Output.isInstance(entry[name]), name).to.be.true;
        }
        const list = atlas.OrgApiKeyAccessList.get("list", listId);
        for (const name of ["orgId", "apiKeyId", "entries", "mode", "allowLockout", "added"] as const) {
            expect(pulumi.Output.isInstance(list[name]), name).to.be.true;
        }
    });
});
