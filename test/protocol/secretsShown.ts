import { expect } from "chai";
import { EchoingAtlas, ECHOES } from "../support/echoingAtlas";
import { everyOperation } from "../support/everyOperation";
import { Host } from "../support/host";
import { HostFailure } from "../support/hostFailure";
import { endWithRun } from "../support/rootHooks";
import type { SecretWatch } from "../support/stackSecrets";

/** Secrets that hold all that encodings change; in what a user gives no spaces, and the password of a proxy as it is. */
const PRIVATE_KEY = 'c4n4ry"key"of{the_caller}\\a/b+c=d&e<f>g%20h';
const CLIENT_SECRET = 'mdb_sa_sk_c4n4ry-secret/of+the-caller=&<>%41:"x"~';
const ACCESS_TOKEN = "eyJjNG40cnkiOjF9.token+of/the=caller~&<>%42.x";
const HELD = {
    privateKey: 'h3ld "key" of {the state}\\ a/b+c=d&e<f>g%20h',
    clientSecret: 'mdb_sa_sk_h3ld-secret/of+the state=&<>%41:"x"~',
    linkToken: "h3ld+token/of+the/state==&<>%43",
};
const PROXY_PASSWORD = "c4n4ry-of-the-proxy";
const CLIENT_ID = `mdb_sa_id_${"d".repeat(24)}`;
export const CALLERS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    "an API key": { "mongodbatlas:publicKey": "zyxwvuts", "mongodbatlas:privateKey": PRIVATE_KEY },
    "a service account": { "mongodbatlas:clientId": CLIENT_ID, "mongodbatlas:clientSecret": CLIENT_SECRET },
    "an access token": { "mongodbatlas:accessToken": ACCESS_TOKEN },
};

/** What a server may repeat to a caller: what it was sent, at some time or other. */
export function secretsOf(config: Readonly<Record<string, string>>): string[] {
    const own = [PRIVATE_KEY, CLIENT_SECRET, ACCESS_TOKEN].filter((secret) =>
        Object.values(config).includes(secret),
    );
    return [...own, PROXY_PASSWORD, ...Object.values(HELD)];
}

/** Outputs that hold secrets by their nature: Pulumi encrypts them, as the resources declare them. */
const SECRET_OUTPUTS = ["privateKey", "clientSecret", "linkToken", "credentials"];

/** Tests that secrets of a caller stand nowhere, whatever repeats them. */
export function describeCaller(caller: string, answers: Answers = {}): void {
    const shown = collect(CALLERS[caller]!, answers);
    for (const place of Object.keys(ECHOES)) {
        it(`are nowhere when ${place} repeats them`, () => {
            shown().expectNone(place);
        });
    }
}

interface Shown {
    /** Fails if a secret is in what was collected while Atlas repeated secrets in a place. */
    expectNone(place: string, planted?: string): void;
}

interface Answers {
    readonly echoesToTokenRequests?: boolean;
    readonly places?: readonly string[];
}

/** Runs every operation with every answer in a host of its own, and collects all that it says, once for a suite. */
export function collect(config: Readonly<Record<string, string>>, answers: Answers = {}): () => Shown {
    const collected = new Map<string, { text: string; watch: SecretWatch }>();
    before(async () => {
        const atlas = await EchoingAtlas.start(secretsOf(config));
        endWithRun(() => atlas.close());
        atlas.echoesToTokenRequests = answers.echoesToTokenRequests ?? false;
        const proxy = `http://someone:${PROXY_PASSWORD}@127.0.0.1:1`;
        const host = Host.asProcess({ PULUMI_ATLAS_DEBUG: "1", HTTPS_PROXY: proxy });
        try {
            await host.configure({
                ...config,
                "mongodbatlas:baseUrl": atlas.baseUrl,
                "mongodbatlas:maxRetryMs": "0",
                "mongodbatlas:maxRateLimitWaitMs": "0",
            });
            for (const place of answers.places ?? Object.keys(ECHOES)) {
                const watch = atlas.repeatIn(place);
                const said = await Promise.all(
                    Object.entries(everyOperation(host, HELD)).map(async ([name, run]) =>
                        [name, await run().then(describeAnswer, describeFailure)].join(": "),
                    ),
                );
                const text = [...said, ...(await host.takeLines())].join("\n");
                collected.set(place, { text, watch });
            }
        } finally {
            await host.stop();
        }
    });
    return () => ({
        expectNone(place, planted = "") {
            const { text, watch } = collected.get(place)!;
            // What was searched is what the operations have said.
            expect(text)
                .to.match(/^debug: \w+ \/.* in \d+ ms$/m)
                .and.contain("create of a LinkToken: ");
            expect(text.match(/^create of .*: failed/gm)).to.have.lengthOf(12);
            watch.expectNone(text + planted, place);
        },
    });
}

function describeAnswer(answer: unknown): string {
    return JSON.stringify({ answer }, (name, value: unknown) => (SECRET_OUTPUTS.includes(name) ? "" : value));
}

function describeFailure(error: unknown): string {
    if (!(error instanceof HostFailure)) {
        throw error;
    }
    const { message, recorded, rest } = error;
    // A stack would be as long as it is useless to whoever reads what Pulumi prints.
    expect(message).to.not.match(/^\s*at /m);
    return `failed: ${message}\n${describeAnswer(recorded)}\n${rest}`;
}
