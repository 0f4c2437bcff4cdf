import { expect } from "chai";
import { failureOf } from "../../support/hostFailure";
import { GET_ENTRY, GET_KEY, POST, useEntries } from "./useEntries";

describe("creating an OrgApiKeyAccessListEntry in the provider host", () => {
    const { fixture, entries, apiKeyId, inputsOf, idOf, listed } = useEntries();

    for (const { given, body, address } of [
        {
            given: { ipAddress: "192.0.2.1" },
            body: { ipAddress: "192.0.2.1" },
            address: "192.0.2.1",
        },
        {
            given: { cidrBlock: "192.0.2.1/32" },
            body: { ipAddress: "192.0.2.1" },
            address: "192.0.2.1",
        },
        {
            given: { cidrBlock: "203.0.113.0/24" },
            body: { cidrBlock: "203.0.113.0/24" },
            address: "203.0.113.0/24",
        },
        {
            given: { ipAddress: "2001:DB8::1" },
            body: { ipAddress: "2001:db8:0:0:0:0:0:1" },
            address: "2001:db8::1",
        },
        {
            given: { cidrBlock: "2001:db8::/32" },
            body: { cidrBlock: "2001:db8:0:0:0:0:0:0/32" },
            address: "2001:db8::/32",
        },
    ]) {
        it(`posts ${JSON.stringify(given)} in Atlas's spelling, and names it canonically`, async () => {
            const { id, outs } = await entries().create(inputsOf(given));

            expect(fixture().request(POST).body).to.deep.equal([body]);
            expect(listed()).to.deep.equal([address]);
            expect(id).to.equal(idOf(address));
            const { created: when, ...others } = outs;
            expect(others).to.deep.equal({ ...inputsOf(given), address, schemaVersion: 1 });
            expect(when).to.match(/^\d{4}-\d\d-\d\dT.*Z$/);
        });
    }

    it("asks for the key once, whatever the number of entries, and posts once for each", async () => {
        for (const ipAddress of ["192.0.2.1", "192.0.2.2", "192.0.2.3"]) {
            await entries().create(inputsOf({ ipAddress }));
        }

        expect(fixture().calls()).to.deep.equal([
            `${GET_KEY} 200`,
            `${POST} 200`,
            `${POST} 200`,
            `${POST} 200`,
        ]);
    });

    it("posts one after the other, as Atlas need not take two at a time", async () => {
        const { atlas } = fixture();
        const other = atlas.addApiKey({ orgId: fixture().orgId, accessList: ["192.0.2.9"] });
        let release: (() => void) | undefined;
        atlas.faults.add({ method: "POST", hold: new Promise<void>((resolve) => (release = resolve)) });
        const posts = () => atlas.calls().filter((call) => call.endpoint === POST).length;
        const first = entries().create(inputsOf({ ipAddress: "192.0.2.1" }));
        while (posts() === 0) {
            await entries().read(`${fixture().orgId}-${other.id}-192.0.2.9`, { schemaVersion: 1 });
        }

        const second = entries().create(inputsOf({ ipAddress: "192.0.2.2" }));
        // By then, the second would have gone out long ago if it could: what comes now joins it.
        await entries().create({
            ...inputsOf({ ipAddress: "192.0.2.9" }),
            apiKeyId: other.id,
            onConflict: "adopt",
        });
        expect(posts()).to.equal(2); // The second is the one for the other key.

        const third = entries().create(inputsOf({ ipAddress: "192.0.2.3" }));
        await entries().read(idOf("192.0.2.1"), { schemaVersion: 1 });
        release?.();
        await Promise.all([first, second, third]);
        expect(listed()).to.deep.equal(["192.0.2.1", "192.0.2.2", "192.0.2.3"]);
        expect(posts()).to.equal(3);
    });

    it("goes on with the next write when one was refused", async () => {
        const { atlas } = fixture();
        atlas.addAccessListEntry(apiKeyId(), "192.0.2.1");
        atlas.faults.add({ method: "DELETE", status: 403, errorCode: "ACCESS_FORBIDDEN" });

        const [refused, made] = await Promise.allSettled([
            entries().delete(idOf("192.0.2.1"), {}),
            entries().create(inputsOf({ ipAddress: "192.0.2.2" })),
        ]);

        expect([refused.status, made.status]).to.deep.equal(["rejected", "fulfilled"]);
        expect(listed()).to.deep.equal(["192.0.2.1", "192.0.2.2"]);
    });

    it("is recorded, without the time it was made, when Atlas's answer, a page, does not show it", async () => {
        const { atlas } = fixture();
        for (let host = 0; host < 500; host += 1) {
            atlas.addAccessListEntry(apiKeyId(), `10.0.${host >> 8}.${host & 255}`);
        }

        const { id, outs } = await entries().create(inputsOf({ ipAddress: "192.0.2.1" }));

        expect(id).to.equal(idOf("192.0.2.1"));
        expect(outs).to.not.have.property("created");
        expect(fixture().calls()).to.deep.equal([`${GET_KEY} 200`, `${POST} 200`]);
        expect((await entries().read(id, outs)).props["created"]).to.be.a("string");
    });

    for (const onConflict of [undefined, "fail"]) {
        it(`refuses an entry that exists, with onConflict ${onConflict ?? "not set"}`, async () => {
            fixture().atlas.addAccessListEntry(apiKeyId(), "192.0.2.1");

            const message = await failureOf(
                entries().create(inputsOf({ ipAddress: "192.0.2.1", onConflict: onConflict ?? null })),
            );

            expect(message)
                .to.match(
                    /^OrgApiKeyAccessListEntry \S+: 192\.0\.2\.1 is on the access list of key \w+ already\. /,
                )
                .and.contain("aliases")
                .and.contain('onConflict: "adopt"')
                .and.contain("409 ADDRESS_ALREADY_IN_ACCESS_LIST");
            expect(listed()).to.deep.equal(["192.0.2.1"]);
        });
    }

    it('takes over an entry that exists with onConflict "adopt"', async () => {
        const entry = fixture().atlas.addAccessListEntry(apiKeyId(), "192.0.2.1");

        const { id, outs } = await entries().create(
            inputsOf({ ipAddress: "192.0.2.1", onConflict: "adopt" }),
        );

        expect(fixture().calls()).to.deep.equal([`${GET_KEY} 200`, `${POST} 409`, `${GET_ENTRY} 200`]);
        expect(id).to.equal(idOf("192.0.2.1"));
        expect(outs).to.include({ created: entry.created, onConflict: "adopt" });
    });

    it("makes an entry after all that goes while it is adopted", async () => {
        fixture().atlas.faults.add({
            method: "POST",
            status: 409,
            errorCode: "ADDRESS_ALREADY_IN_ACCESS_LIST",
        });

        const { outs } = await entries().create(inputsOf({ ipAddress: "192.0.2.1", onConflict: "adopt" }));

        expect(listed()).to.deep.equal(["192.0.2.1"]);
        expect(outs["created"]).to.be.a("string");
    });

    it("fails for a key that does not exist", async () => {
        fixture().atlas.revokeApiKey(apiKeyId());

        expect(await failureOf(entries().create(inputsOf({ ipAddress: "192.0.2.1" })))).to.match(
            /^OrgApiKeyAccessListEntry \S+: GET .*: 404 API_KEY_NOT_FOUND/,
        );
    });
});
