import type { FaultSpec } from "pulumi-atlas-org/testkit";
import { expect } from "chai";
import type { Properties } from "../../support/host";
import { rejectionOf } from "../../support/hostFailure";
import type { OwnAccount } from "./ownAccount";
import { RENEWING, useOwnAccount } from "./ownAccount";

const ACCOUNT = "/orgs/{orgId}/serviceAccounts/{clientId}";

/** All calls of a renewal that comes with a new name, in their order. */
const CALLS: Readonly<Record<string, FaultSpec>> = {
    "the token of the old secret": { method: "POST", path: "/api/oauth/token" },
    "the look at the account": { method: "GET", path: ACCOUNT },
    "the creation": { method: "POST", path: `${ACCOUNT}/secrets` },
    "the token of the new secret": { method: "POST", path: "/api/oauth/token", skip: 1 },
    "the trial": { method: "GET", path: "/orgs/{orgId}" },
    "the new name": { method: "PATCH", path: "/orgs/{orgId}" },
    "the deletion": { method: "DELETE", path: `${ACCOUNT}/secrets/{secretId}` },
};

const FAULTS: Readonly<Record<string, FaultSpec>> = {
    "400": { status: 400 },
    "401": { status: 401 },
    "403": { status: 403 },
    "404": { status: 404 },
    "409": { status: 409 },
    "503": { status: 503 },
    "lost before": { connection: "lost-before" },
    "lost after": { connection: "lost-after" },
    "half the JSON": { truncated: true },
};

describe("the renewal of an organization's own secret, whatever happens to whatever call", () => {
    const own = useOwnAccount();

    for (const [call, target] of Object.entries(CALLS)) {
        for (const [name, fault] of Object.entries(FAULTS)) {
            it(`keeps a secret that works, and ends with that alone: ${name}, ${call}`, async () => {
                await own().waitUntilHoursBeforeEnd(1);
                const wanted = own().inputs(RENEWING, { name: "renamed" });
                const seen = new Set(
                    own()
                        .secrets()
                        .map(({ secret }) => secret),
                );
                // The old secret goes with the update after the renewal.
                const isLater = call.includes("deletion");
                const before = isLater ? await own().update(own().outs, wanted) : own().outs;
                const struck = own().atlas.faults.add({ ...target, ...fault });

                const failed = await attempt(own(), before, wanted);

                expect(struck.hits).to.equal(1);
                own()
                    .secrets()
                    .forEach(({ secret }) => seen.add(secret));
                expectToHold(own(), failed.state);
                const renewed = await attempt(own(), failed.state, wanted);
                const next = await attempt(own(), renewed.state, wanted);
                expect(next.shown, "of the next run").to.equal("");
                expect(
                    own()
                        .secrets()
                        .map(({ secret }) => secret),
                ).to.deep.equal([secretIn(next.state)]);
                expect(await own().changes(next.state, wanted)).to.be.false;
                const shown = [failed.shown, ...own().said].join("\n");
                seen.forEach((secret) => expect(shown).to.not.contain(secret));
            });
        }
    }
});

interface Attempt {
    /** What state holds after it. */
    readonly state: Properties;
    /** All that the host has shown of a failure; nothing if there was none. */
    readonly shown: string;
}

async function attempt(own: OwnAccount, olds: Properties, news: Properties): Promise<Attempt> {
    const update = own.update(olds, news);
    const state = await update.catch(() => undefined);
    if (state !== undefined) {
        return { state, shown: "" };
    }
    const { message, recorded, rest } = await rejectionOf(update);
    return { state: recorded!.properties, shown: [message, ...recorded!.reasons, rest].join("\n") };
}

/** The secret in state is one that Atlas holds; if another stands there, it is the old one, which state knows as well. */
function expectToHold(own: OwnAccount, state: Properties): void {
    const others = own.secrets().filter(({ secret }) => secret !== secretIn(state));
    expect(own.secrets().length - others.length, "the secret in state").to.equal(1);
    const { oldClientSecretId } = state;
    others.forEach(({ id }) => expect(id).to.equal(oldClientSecretId));
}

function secretIn({ credentials }: Properties): unknown {
    return (credentials as Properties)["clientSecret"];
}
