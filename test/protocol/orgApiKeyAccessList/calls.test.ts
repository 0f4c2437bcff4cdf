import { expect } from "chai";
import { manyAddresses } from "../../support/addresses";
import type { CreateReply } from "../../support/host";
import { inNextRun, useLists } from "./useLists";

describe("how many requests an OrgApiKeyAccessList takes, challenges included", () => {
    const { fixture, id, inputsOf, listed } = useLists({ rateLimits: "documented" });

    function requests(): number {
        const { requests: all } = fixture().atlas;
        expect(all.map(({ status }) => status)).to.not.include(429);
        return all.length;
    }

    it("creates 300 entries with 3, within Atlas's rate limits", async () => {
        const entries = manyAddresses(300);

        await inNextRun(fixture(), (lists) => lists.create(inputsOf(entries)));

        expect(requests()).to.be.at.most(3);
        expect(listed()).to.deep.equal([...entries].sort());
    });

    it("creates 50 entries with 3, refreshes them with 2, and destroys them with 59", async () => {
        const entries = manyAddresses(50);

        const { outs }: CreateReply = await inNextRun(fixture(), (lists) => lists.create(inputsOf(entries)));
        expect(requests(), "create").to.be.at.most(3);

        fixture().forget();
        const { props } = await inNextRun(fixture(), (lists) => lists.read(id(), outs));
        expect(requests(), "refresh").to.be.at.most(2);
        expect(props).to.deep.equal(outs);

        fixture().forget();
        await inNextRun(fixture(), (lists) => lists.delete(id(), props));
        // One to read the list; and each of the eight that are under way at a time is challenged once.
        expect(requests(), "destroy").to.be.at.most(59);
        expect(listed()).to.be.empty;
    });
});
