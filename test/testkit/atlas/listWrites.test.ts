import { expect } from "chai";

import { useAtlas, verdictOf } from "./useAtlas";

for (const secondListWrite of [409, 429, 503] as const) {
    describe(`testkit/atlas: a second write to an access list, refused with ${secondListWrite}`, () => {
        const fixture = useAtlas({ secondListWrite });
        const listOf = (keyId: string) => `${fixture.org}/apiKeys/${keyId}/accessList`;
        const newList = () => listOf(fixture.atlas.addApiKey({ orgId: fixture.orgId }).id);

        it("is refused while the first is under way, and taken after it", async () => {
            const list = newList();
            const post = async (ipAddress: string) =>
                verdictOf(await fixture.owner.post(list, [{ ipAddress }]));

            const verdicts = await Promise.all([post("192.0.2.1"), post("192.0.2.2")]);

            expect(verdicts.sort()).to.deep.equal(["200", `${secondListWrite} UNEXPECTED_ERROR`]);
            expect(await post("192.0.2.3")).to.equal("200");
        });

        it("is taken when it is for another list, and so is a read", async () => {
            const [list, other] = [newList(), newList()];
            const body = [{ ipAddress: "192.0.2.1" }];

            const replies = await Promise.all([
                fixture.owner.post(list, body),
                fixture.owner.post(other, body),
                fixture.owner.get(list),
            ]);

            expect(replies.map(verdictOf)).to.deep.equal(["200", "200", "200"]);
        });
    });
}
