import type { Advice } from "./advice";
import { describeAdvice } from "./advice";
import type { Properties } from "./program";
import { accessList, accessListEntry } from "./program";
import type { Site } from "./site";

const [ONE, OTHER] = ["192.0.2.1", "192.0.2.2"];

function keyOf({ atlas, orgId }: Site): { orgId: string; apiKeyId: string } {
    const known = [...atlas.store.apiKeys.values()].find(({ desc }) => desc === "runner");
    return { orgId, apiKeyId: (known ?? atlas.addApiKey({ orgId, desc: "runner" })).id };
}

const entry = (site: Site, address: Properties) => ({
    ci: accessListEntry({ ...keyOf(site), ...address }),
});
const list = (site: Site, ...entries: string[]) => ({ list: accessList({ ...keyOf(site), entries }) });

/** An address that is refused, what is said of it, what to write instead, and what stands at Atlas then. */
const spellings: [given: Properties, says: RegExp, instead: (said: string) => Properties, listed: string][] =
    [
        [
            { cidrBlock: "203.0.113.7/24" },
            /write the network address, "203\.0\.113\.0\/24"/,
            (said) => ({ cidrBlock: /network address, "([^"]+)"/.exec(said)?.[1] }),
            "203.0.113.0/24",
        ],
        [
            { cidrBlock: "2001:db8::7/64" },
            /write the network address/,
            (said) => ({ cidrBlock: /network address, "([^"]+)"/.exec(said)?.[1] }),
            "2001:db8::/64",
        ],
        [
            { ipAddress: "203.0.113.0/24" },
            /give it as cidrBlock/,
            () => ({ cidrBlock: "203.0.113.0/24" }),
            "203.0.113.0/24",
        ],
        [{ cidrBlock: ONE }, /give it as ipAddress/, () => ({ ipAddress: ONE }), ONE],
        [{}, /give an ipAddress or a cidrBlock/, () => ({ ipAddress: ONE }), ONE],
        [{ ipAddress: ONE, cidrBlock: `${ONE}/32` }, /not both/, () => ({ cidrBlock: `${ONE}/32` }), ONE],
    ];

const refusedEntries = spellings.map(([given, says, instead, listed]): Advice => ({
    title: `for ${JSON.stringify(given)}`,
    given: (site) => ({ program: entry(site, given), runs: ["preview"] }),
    says,
    follow: (site, said) => ({ program: entry(site, instead(said)) }),
    holds: { keys: { runner: [listed] } },
}));

const refusedLists: readonly Advice[] = [
    {
        title: "to name a routable address, while nothing is removed",
        before: (site) => list(site, ONE),
        given: (site) => ({ program: list(site, "0.0.0.0", OTHER) }),
        says: /name a routable one\..* Nothing was removed/,
        follow: (site) => ({ program: list(site, OTHER) }),
        holds: { keys: { runner: [OTHER] } },
    },
];

describeAdvice("about addresses that are refused", [...refusedEntries, ...refusedLists]);
