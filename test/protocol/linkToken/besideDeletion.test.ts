import { expect } from "chai";
import { once } from "node:events";
import { declarationOf } from "#provider/resources/link/declaredLinkTokens";
import type { HostedResource } from "../../support/host";
import { DELETE, POST, useLinks } from "./useLinks";

const ROTATING = ["east", "west"];
const NAMES = [...ROTATING, "north"];

describe("a LinkToken that is made while the others of the organization rotate", () => {
    const { fixture, links, stored, inputsOf } = useLinks({ deletedLink: "newest" });

    function inputs(own: string, round: string) {
        const declaration = declarationOf({ keepers: { round } });
        const all = Object.fromEntries(NAMES.map((name) => [name, declaration]));
        return inputsOf({ keepers: { round }, __linkTokens: { own, all } });
    }

    /** What Pulumi asks before it deletes or makes any. Returns what makes Atlas forget the old ones. */
    async function rotationBesideNorth(host: HostedResource, old: Awaited<ReturnType<typeof made>>) {
        for (const { own, id, outs } of old) {
            await host.check(inputs(own, "2"), inputs(own, "1"));
            await host.diff(id, outs, inputs(own, "2"));
            await host.check(inputs(own, "2"));
        }
        await host.check(inputs("north", "2"));
        return () => old.map(({ id, outs }) => host.delete(id, outs));
    }

    async function made() {
        const old = [];
        for (const own of ROTATING) {
            old.push({ own, ...(await links().create(inputs(own, "1"))) });
        }
        fixture().forget();
        return old;
    }

    it("waits until all old links are deleted", async () => {
        const old = await made();
        await fixture().inNextRun(async (host) => {
            const tokens = host.resource("LinkToken");
            const deleteOld = await rotationBesideNorth(tokens, old);
            const atlas = new EventTarget();
            const released = once(atlas, "released");
            const hold = () => {
                atlas.dispatchEvent(new Event("arrived"));
                return released;
            };
            fixture().atlas.faults.add({ method: "DELETE", hold });
            const arrived = once(atlas, "arrived");

            const deleted = deleteOld();
            await arrived;
            const north = tokens.create(inputs("north", "2"));
            // Any other call takes as long as this one would.
            await tokens.read(old[0]!.id, old[0]!.outs);
            atlas.dispatchEvent(new Event("released"));
            await Promise.all(deleted);
            const { outs } = await north;

            const written = fixture()
                .calls()
                .filter((call) => !call.startsWith("GET"));
            expect(written).to.deep.equal([`${DELETE} 204`, `${DELETE} 204`, `${POST} 201`]);
            expect(stored().map(({ linkToken }) => linkToken)).to.deep.equal([outs["linkToken"]]);
        });
    });

    it("is not made if that fails", async () => {
        const old = await made();
        await fixture().inNextRun(async (host) => {
            const tokens = host.resource("LinkToken");
            const deleteOld = await rotationBesideNorth(tokens, old);
            fixture().atlas.faults.add({ method: "DELETE", status: 409 });

            const outcomes = await Promise.allSettled([...deleteOld(), tokens.create(inputs("north", "2"))]);

            expect(outcomes.map(({ status }) => status)).to.deep.equal(["rejected", "rejected", "rejected"]);
            expect(fixture().calls()).to.not.include(`${POST} 201`);
            expect(stored()).to.have.lengthOf(2);
        });
    });
});
