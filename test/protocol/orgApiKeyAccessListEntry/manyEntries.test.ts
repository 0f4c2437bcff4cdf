import { expect } from "chai";
import { manyAddresses } from "../../support/addresses";
import { GET_LIST, useEntries } from "./useEntries";

const ENTRIES = 3_000;
const ENTRIES_PER_PAGE = 500;
/** Several times what it takes; if each entry looked through the whole list, it would take minutes. */
const MAX_DURATION_MS = 60_000;

describe("a refresh of 3,000 entries of one key in the provider host", () => {
    const { fixture, entries, apiKeyId, inputsOf, idOf } = useEntries();

    it("finds all of them with one call for each page of the list", async () => {
        const addresses = manyAddresses(ENTRIES);
        addresses.forEach((address) => fixture().atlas.addAccessListEntry(apiKeyId(), address));

        const found = await Promise.all(
            addresses.map(async (ipAddress) => {
                const state = { ...inputsOf({ ipAddress }), address: ipAddress, schemaVersion: 1 };
                return (await entries().read(idOf(ipAddress), state)).id;
            }),
        );

        expect(found).to.deep.equal(addresses.map(idOf));
        const pages = Array.from({ length: ENTRIES / ENTRIES_PER_PAGE }, () => `${GET_LIST} 200`);
        expect(fixture().calls()).to.deep.equal(pages);
    }).timeout(MAX_DURATION_MS);
});
