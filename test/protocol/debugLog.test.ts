import { expect } from "chai";
import { Host } from "../support/host";
import { useHost } from "../support/hostFixture";

const GET = /^debug: GET \/orgs\/[0-9a-f]{24}( \(without credential\))?: \d{3} .*in \d+ ms$/;

describe("the debug log of the provider host", () => {
    const fixture = useHost();

    /** What a host of its own writes while it reads an organization. */
    async function linesOf(env: Record<string, string>, args: string[] = []): Promise<string[]> {
        const host = Host.asProcess(env, { args });
        try {
            await fixture().configure(host);
            await host.resource("Organization").read(fixture().orgId);
            return await host.takeLines();
        } finally {
            await host.stop();
        }
    }

    for (const [how, env, args] of [
        ["PULUMI_ATLAS_DEBUG=1", { PULUMI_ATLAS_DEBUG: "1" }, []],
        ["-v=9, which the engine passes on", {}, ["--logtostderr", "-v=9", "--tracing="]],
    ] as const) {
        it(`has one line for each request with ${how}`, async () => {
            const lines = await linesOf(env, [...args]);

            expect(lines).to.have.lengthOf(2);
            expect(lines[0]).to.match(GET).and.contain("(without credential): 401");
            expect(lines[1])
                .to.match(GET)
                .and.match(/: 200 \(\d+ calls left\) in /);
        });
    }

    it("names the request's id as Atlas does, and no header and no body beside that", async () => {
        const headers = { "x-request-id": "abc-123", "x-other": "other header" };
        fixture().atlas.faults.add({ status: 200, headers, body: { id: fixture().orgId, name: "the body" } });

        const [, line] = await linesOf({ PULUMI_ATLAS_DEBUG: "1" });

        expect(line)
            .to.match(/: 200 \(request abc-123\) \(\d+ calls left\) in \d+ ms$/)
            .and.not.match(/header|body|Digest/);
    });

    it("is not written unless somebody asks", async () => {
        for (const [env, args] of [
            [{}, []],
            [{ PULUMI_ATLAS_DEBUG: "0" }, ["-v=0"]],
        ] as const) {
            expect(await linesOf({ ...env }, [...args])).to.be.empty;
        }
    });
});
