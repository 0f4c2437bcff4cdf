import { expect } from "chai";
import type { Command } from "./inProcessStack";
import { InProcessStack } from "./inProcessStack";
import type { Program } from "./program";
import type { Config, Run } from "./runUnderWay";
import type { Holdings } from "./site";
import { Site } from "./site";

/** The environment of a run; undefined unsets a variable. */
type Environment = Readonly<Record<string, string | undefined>>;

/** What somebody does about the state of affairs; what is not named stays as it was. */
export interface Deed {
    /** What happens at Atlas without Pulumi, before the runs. */
    readonly atAtlas?: () => void;
    readonly program?: Program;
    /** Settings of the stack to set; undefined removes one. */
    readonly config?: Readonly<Record<string, string | undefined>>;
    readonly environment?: Environment;
    /** Names of resources for `pulumi state delete`. */
    readonly stateDelete?: readonly string[];
    /** Runs of Pulumi then. Default: one `up`. */
    readonly runs?: readonly Command[];
}

/** An error or a warning that says what to do, and what comes of doing that. */
export interface Advice {
    readonly title: string;
    /** What was up before. Default: nothing. */
    readonly before?: (site: Site) => Program;
    /** What leads to the sentence, and the runs of which the last says it; what it does at Atlas happens between. */
    readonly given: (site: Site) => Deed | Promise<Deed>;
    /** The sentence. */
    readonly says: RegExp;
    /** What the sentence says to do; a list, if it takes one step after the other. */
    readonly follow: (site: Site, said: string) => Deed | readonly Deed[];
    /** What Atlas holds in the end; the key of the stack counts as soon as it has an access list. */
    readonly holds: Holdings;
}

// Not followed in these tables:
// - `aliases`, `--replace` and what constructors refuse need a real engine: test/endToEnd.
// - Proxies, NO_PROXY and NODE_EXTRA_CA_CERTS: no proxy leads to an address of this machine. test/atlas/clientProxy.test.ts has
//   the sentences, and test/protocol/proxy.test.ts a host that heeds them.
// - What to do about one of several LinkTokens: test/protocol/linkToken/oneOfSeveral.test.ts.
// - Where to install the package: test/package.
// - What leads to the real Atlas: to unset MCLI_OPS_MANAGER_URL, or to leave one of two addresses for governments.
// - To pay, to wait, to update this package, or to report a bug.

/** Follows each piece of advice to its end. */
export function describeAdvice(title: string, advice: readonly Advice[]): void {
    describe(`the advice ${title}`, () => {
        let saved: NodeJS.ProcessEnv;
        beforeEach(() => {
            saved = { ...process.env };
            SETTINGS_OF_MACHINE.forEach((name) => Reflect.deleteProperty(process.env, name));
        });
        afterEach(() => {
            Object.keys(process.env).forEach((name) => setVariable(name, saved[name]));
            Object.assign(process.env, saved);
        });
        for (const each of advice) {
            it(`${each.title}: works, and loses nothing`, () => follow(each));
        }
    });
}

/** Whoever runs the tests may have settings for a real Atlas, or a proxy. */
const SETTINGS_OF_MACHINE = Object.keys(process.env).filter((name) =>
    /^(MONGODB_ATLAS_|MCLI_|(https?|no|all)_proxy$)/i.test(name),
);

async function follow(advice: Advice): Promise<void> {
    const site = await Site.open();
    const story = new Story(site);
    try {
        if (advice.before !== undefined) {
            expectDone(await story.act({ program: advice.before(site) }));
        }
        const { said } = await story.act(await advice.given(site));
        expect(said).to.match(advice.says);
        for (const deed of [advice.follow(site, said)].flat()) {
            expectDone(await story.act(deed));
        }
        expect(site.holdings()).to.deep.equal(withDefaults(advice.holds));
        await expectPeace(story, site);
        expect(site.holdings()).to.deep.equal(withDefaults(advice.holds));
    } finally {
        await site.close();
    }
}

function withDefaults(holdings: Holdings): Required<Holdings> {
    return { organizations: [], keys: {}, links: [], ...holdings };
}

function expectDone({ ok, said }: Run): void {
    expect(ok, `the run failed: ${said}`).to.equal(true);
}

/** From now on nothing is to be done: an `up` finds no difference, before and after a refresh. */
async function expectPeace(story: Story, site: Site): Promise<void> {
    if (story.isDestroyed) {
        expect(story.resources).to.deep.equal([]);
        return;
    }
    expect(site.losses).to.deep.equal([]);
    for (const run of ["up", "refresh", "up"] as const) {
        const { ok, did, said } = await story.act({ runs: [run] });
        expect({ ok, did }, `${run} after the advice: ${said}`).to.deep.equal({ ok: true, did: [] });
    }
}

/** A stack and its settings, as they change. */
class Story {
    readonly #stack: InProcessStack;
    #program: Program = {};
    #config: Config;
    isDestroyed = false;

    constructor(site: Site) {
        this.#config = site.config;
        this.#stack = new InProcessStack(() => site.note());
    }

    get resources(): readonly string[] {
        return this.#stack.resources;
    }

    /** The last of the runs. All before it have to succeed. */
    async act(deed: Deed): Promise<Run> {
        this.#prepare(deed);
        const { runs = ["up"] } = deed;
        let last: Run = { ok: true, did: [], said: "" };
        for (const command of runs) {
            expectDone(last);
            last = await this.#stack[command](this.#program, this.#config);
            this.isDestroyed = command === "destroy" && last.ok;
        }
        return last;
    }

    #prepare({ program, config = {}, environment = {}, stateDelete = [], atAtlas }: Deed): void {
        this.#program = program ?? this.#program;
        const set = Object.entries({ ...this.#config, ...config }).filter(([, value]) => value !== undefined);
        this.#config = Object.fromEntries(set) as Config;
        Object.entries(environment).forEach(([name, value]) => setVariable(name, value));
        stateDelete.forEach((name) => this.#stack.forget(name));
        atAtlas?.();
    }
}

function setVariable(name: string, value: string | undefined): void {
    if (value === undefined) {
        Reflect.deleteProperty(process.env, name);
    } else {
        process.env[name] = value;
    }
}
