import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import * as atlas from "pulumi-atlas-org";
import { manyAddresses } from "../support/addresses";
import { IDS, newOrgId, useMocks } from "../support/hostMocks";

const PRIVATE_KEY = "11111111-2222-3333-4444-555555555555";
const OWNER_KEY = { description: "pulumi", roles: ["ORG_OWNER" as const] };

type Credentials = pulumi.Unwrap<NonNullable<atlas.OrganizationArgs["credentials"]>>;

describe("plain inputs that cannot be right", () => {
    const fixture = useMocks();
    const entry = { orgId: IDS.org, apiKeyId: IDS.key };
    const key = { orgId: IDS.org, description: "CI", roles: ["ORG_MEMBER" as const] };
    const organization = { name: "payments", orgOwnerId: IDS.owner, apiKey: OWNER_KEY };

    const cases: [string, () => unknown, RegExp][] = [
        [
            "an organization's id that is none",
            () => new atlas.OrgApiKey("it", { ...key, orgId: "5f" }),
            /^OrgApiKey "it": orgId: "5f" is not an Atlas id, which is 24 lower-case hexadecimal digits\.$/,
        ],
        [
            "a public key in the place of a key's id",
            () =>
                new atlas.OrgApiKeyAccessListEntry("it", {
                    ...entry,
                    apiKeyId: "abcdefgh",
                    ipAddress: "192.0.2.1",
                }),
            /^OrgApiKeyAccessListEntry "it": apiKeyId: "abcdefgh" looks like the public key .*apiKeyId of OrgApiKey/,
        ],
        [
            "neither address nor block",
            // @ts-expect-error the compiler says so, too
            () => new atlas.OrgApiKeyAccessListEntry("it", entry),
            /ipAddress: give an ipAddress or a cidrBlock\.$/,
        ],
        [
            "both address and block",
            () =>
                // @ts-expect-error the compiler says so, too
                new atlas.OrgApiKeyAccessListEntry("it", {
                    ...entry,
                    ipAddress: "192.0.2.1",
                    cidrBlock: "192.0.2.0/24",
                }),
            /cidrBlock: give either ipAddress or cidrBlock, not both\.$/,
        ],
        [
            "host bits",
            () => new atlas.OrgApiKeyAccessListEntry("it", { ...entry, cidrBlock: "192.0.2.1/24" }),
            /cidrBlock: "192\.0\.2\.1\/24" has host bits set: write the network address, "192\.0\.2\.0\/24"\.$/,
        ],
        [
            "an address that does not parse",
            () => new atlas.OrgApiKeyAccessListEntry("it", { ...entry, ipAddress: "192.0.2.256" }),
            /ipAddress: "192\.0\.2\.256" is neither an IP address/,
        ],
        [
            "a block as address",
            () => new atlas.OrgApiKeyAccessListEntry("it", { ...entry, ipAddress: "192.0.2.0/24" }),
            /ipAddress: "192\.0\.2\.0\/24" is a block: give it as cidrBlock\.$/,
        ],
        [
            "what is no address at all",
            () => new atlas.OrgApiKeyAccessListEntry("it", { ...entry, ipAddress: "https://192.0.2.1" }),
            /ipAddress: "https:\/\/192\.0\.2\.1" is neither an IP address/,
        ],
        [
            "an address as block",
            () => new atlas.OrgApiKeyAccessListEntry("it", { ...entry, cidrBlock: "192.0.2.0" }),
            /cidrBlock: "192\.0\.2\.0" has no prefix length: give it as ipAddress\.$/,
        ],
        [
            "a private key as block",
            () => new atlas.OrgApiKeyAccessListEntry("it", { ...entry, cidrBlock: PRIVATE_KEY }),
            /cidrBlock: "\[what looks like a secret\]" is neither an IP address/,
        ],
        [
            "a list as address",
            () =>
                new atlas.OrgApiKeyAccessListEntry("it", {
                    ...entry,
                    ipAddress: ["192.0.2.1"] as unknown as string,
                }),
            /ipAddress: an address must be a text, such as "192\.0\.2\.1"\.$/,
        ],
        [
            "no arguments at all",
            () => new atlas.OrgApiKey("it", undefined as unknown as typeof key),
            /^OrgApiKey "it": orgId: is required\. description: is required\. roles: is required\.$/,
        ],
        [
            "a choice that does not exist",
            () => new atlas.LinkToken("it", { orgId: newOrgId(), onConflict: "adopt" as "fail" }),
            /^LinkToken "it": onConflict: is "adopt"; it can be "fail" or "replace"\.$/,
        ],
        [
            "an address of the link that does not parse",
            () => new atlas.LinkToken("it", { orgId: newOrgId(), accessListIps: ["localhost"] }),
            /accessListIps: "localhost" is neither an IP address/,
        ],
        [
            "addresses that are no list",
            () =>
                new atlas.LinkToken("it", {
                    orgId: newOrgId(),
                    accessListIps: "192.0.2.1" as unknown as string[],
                }),
            /accessListIps: must be a list of addresses\.$/,
        ],
        [
            "an access list without entries",
            () => new atlas.OrgApiKeyAccessList("it", { ...entry, entries: [] }),
            /^OrgApiKeyAccessList "it": entries: .*at least one/,
        ],
        [
            "an access list that is none",
            () =>
                new atlas.OrgApiKeyAccessList("it", {
                    ...entry,
                    entries: "192.0.2.1" as unknown as string[],
                }),
            /^OrgApiKeyAccessList "it": entries: must be a list of addresses and blocks, such as \S+\.$/,
        ],
        [
            "an access list with a hole in it",
            () =>
                new atlas.OrgApiKeyAccessList("it", {
                    ...entry,
                    entries: Object.assign([], { 1: "192.0.2.1" }),
                }),
            /^OrgApiKeyAccessList "it": entries\[0\]: an address must be a text/,
        ],
        [
            "an entry that is no address, which is named",
            () => new atlas.OrgApiKeyAccessList("it", { ...entry, entries: ["192.0.2.1", "192.0.2.256"] }),
            /^OrgApiKeyAccessList "it": entries\S*: .*"192\.0\.2\.256"/,
        ],
        [
            "an entry with host bits, which is named",
            () => new atlas.OrgApiKeyAccessList("it", { ...entry, entries: ["203.0.113.7/24"] }),
            /^OrgApiKeyAccessList "it": entries\S*: .*203\.0\.113\.7\/24/,
        ],
        [
            "thousands of entries, of which ten are named and the others counted",
            () =>
                new atlas.OrgApiKeyAccessList("it", {
                    ...entry,
                    entries: manyAddresses(4_258).map((address) => `${address}/33`),
                }),
            /^(?=.{1,2000}$)OrgApiKeyAccessList "it": (entries\[\d\]: \S+: the prefix length must be a number from 0 to 32\. ){10}entries\[10\]: .*10 of 4258 failures are shown, 4248 are not\.$/,
        ],
        [
            "an address with a tab inside, which is shown",
            () => new atlas.OrgApiKeyAccessList("it", { ...entry, entries: ["23.32.0.0\t/11"] }),
            /entries\[0\]: "23\.32\.0\.0\\t\/11" is neither/,
        ],
        [
            "an address with a space of no width, which is shown",
            () => new atlas.OrgApiKeyAccessListEntry("it", { ...entry, ipAddress: "192.0.2.1\u200b" }),
            /ipAddress: "192\.0\.2\.1\\u200b" is neither/,
        ],
        [
            "a mode that is none",
            () =>
                new atlas.OrgApiKeyAccessList("it", {
                    ...entry,
                    entries: ["192.0.2.1"],
                    mode: "exclusive" as "additive",
                }),
            /^OrgApiKeyAccessList "it": mode: .*"authoritative".*"additive"/,
        ],
        [
            "keepers that have no names",
            () =>
                new atlas.LinkToken("it", {
                    orgId: newOrgId(),
                    keepers: ["1"] as unknown as Record<string, string>,
                }),
            /keepers: must be an object of named values\.$/,
        ],
        [
            "no role",
            () => new atlas.OrgApiKey("it", { ...key, roles: [] }),
            /roles: must name at least one role\.$/,
        ],
        [
            "roles that are no list",
            () => new atlas.OrgApiKey("it", { ...key, roles: "ORG_OWNER" as unknown as ["ORG_OWNER"] }),
            /roles: must be a list of roles, such as \["ORG_MEMBER"\]\.$/,
        ],
        [
            "roles of a first credential that are no list",
            () =>
                new atlas.Organization("it", {
                    ...organization,
                    apiKey: { description: "x", roles: "ORG_OWNER" as unknown as ["ORG_OWNER"] },
                }),
            /apiKey: roles must be a list of roles/,
        ],
        [
            "a credential that was never filled in",
            () =>
                new atlas.Organization("it", {
                    name: "x",
                    existingOrgId: IDS.org,
                    credentials: { publicKey: "${PUBLIC_KEY}", privateKey: PRIVATE_KEY },
                }),
            /credentials: publicKey is a placeholder/,
        ],
        [
            "an organization that nobody could manage",
            // @ts-expect-error the compiler says so, too
            () => new atlas.Organization("it", { name: "payments", orgOwnerId: IDS.owner }),
            /^Organization "it": apiKey: give the organization an apiKey .*existingOrgId/,
        ],
        [
            "a key that could not manage its organization",
            () =>
                new atlas.Organization("it", {
                    ...organization,
                    apiKey: { description: "x", roles: ["ORG_MEMBER"] },
                }),
            /apiKey: roles must include ORG_OWNER/,
        ],
        [
            "a key without description",
            () =>
                new atlas.Organization("it", {
                    ...organization,
                    apiKey: { description: "", roles: ["ORG_OWNER"] },
                }),
            /apiKey: description must be a text that is not empty\.$/,
        ],
        [
            "a key with a slip of the pen",
            () =>
                new atlas.Organization("it", {
                    ...organization,
                    apiKey: { ...OWNER_KEY, desc: "x" } as typeof OWNER_KEY,
                }),
            /apiKey: has no desc; it has description and roles\.$/,
        ],
        [
            "a key that is none at all",
            () =>
                new atlas.Organization("it", {
                    ...organization,
                    apiKey: "key" as unknown as typeof OWNER_KEY,
                }),
            /apiKey: must be an object with description and roles\.$/,
        ],
        [
            "a key in a list",
            () =>
                new atlas.Organization("it", {
                    ...organization,
                    apiKey: [OWNER_KEY] as unknown as typeof OWNER_KEY,
                }),
            /apiKey: must be an object with description and roles\.$/,
        ],
        [
            "creation and take-over at once",
            () => new atlas.Organization("it", { ...organization, existingOrgId: IDS.org }),
            /apiKey: is only for a new organization: .* orgOwnerId: is only for a new organization: /,
        ],
        [
            "half a credential",
            () =>
                new atlas.Organization("it", {
                    name: "x",
                    existingOrgId: IDS.org,
                    credentials: { publicKey: "abcdefgh" },
                }),
            /credentials: privateKey is not set although publicKey is/,
        ],
        [
            "a part of a credential that is misspelled",
            () =>
                new atlas.Organization("it", {
                    name: "x",
                    existingOrgId: IDS.org,
                    credentials: { publickey: "abcdefgh", privateKey: PRIVATE_KEY } as unknown as Credentials,
                }),
            /credentials: has no publickey; most likely publicKey is meant\.$/,
        ],
        [
            "a credential that is a text",
            () =>
                new atlas.Organization("it", {
                    name: "x",
                    existingOrgId: IDS.org,
                    credentials: PRIVATE_KEY as unknown as Credentials,
                }),
            /credentials: must be an object with clientId and clientSecret, or publicKey and privateKey\.$/,
        ],
        [
            "a credential that was copied with a line end",
            () =>
                new atlas.Organization("it", {
                    name: "x",
                    existingOrgId: IDS.org,
                    credentials: { publicKey: "abcdefgh", privateKey: `${PRIVATE_KEY}\n` },
                }),
            /credentials: privateKey has characters that are in no credential: copy it again/,
        ],
        [
            "a credential of other things than texts",
            () =>
                new atlas.Organization("it", {
                    name: "x",
                    existingOrgId: IDS.org,
                    credentials: { publicKey: 1, privateKey: 2 } as unknown as Credentials,
                }),
            /credentials: publicKey must be a text\.$/,
        ],
        [
            "a setting that is none",
            () => new atlas.Organization("it", { ...organization, settings: { mfa: true } as object }),
            /settings: mfa is no setting of an organization; there are apiAccessListRequired, /,
        ],
        [
            "an input that is none",
            () => new atlas.Organization("it", { ...organization, owner: "x" } as typeof organization),
            /owner: there is no such input; there are name, /,
        ],
    ];

    for (const [what, construct, message] of cases) {
        it(`are refused at once: ${what}`, () => {
            expect(construct).to.throw(pulumi.RunError).with.property("message").that.matches(message);
            expect(fixture.registered).to.be.empty;
        });
    }

    it("are refused beside outputs that are not known yet, all in one sentence", () => {
        const orgId = pulumi.output(new Promise<string>(() => undefined));

        expect(() => new atlas.OrgApiKey("it", { orgId, description: "", roles: [] })).to.throw(
            pulumi.RunError,
            'OrgApiKey "it": description: must be a text that is not empty. roles: must name at least one role.',
        );
    });

    it("are not those that a set names twice, or in two spellings, or with white space at the ends", () => {
        const twice = ["2001:0DB8:0::1", "2001:db8::1/128", "192.0.2.1", "192.0.2.1\t"];

        new atlas.OrgApiKeyAccessList("it", { ...entry, entries: twice });
        new atlas.OrgApiKeyAccessListEntry("it", { ...entry, cidrBlock: "23.32.0.0/11\t" });
        new atlas.LinkToken("it", { orgId: newOrgId(), accessListIps: twice });
        new atlas.OrgApiKey("it", { ...key, roles: ["ORG_OWNER", "ORG_OWNER"] });
        new atlas.Organization("it", {
            ...organization,
            apiKey: { description: "pulumi", roles: ["ORG_OWNER", "ORG_OWNER"] },
        });
    });

    it("are not those that Atlas may have shown in an import or a refresh: the engine's check knows the state", () => {
        const constructAll = () => {
            new atlas.OrgApiKey("it", { ...key, description: "", roles: ["ORG_ASTRONOMER"] });
            new atlas.OrgApiKey("it", { ...key, description: "x".repeat(251) });
            new atlas.Organization("it", { name: "x".repeat(65), existingOrgId: IDS.org });
            new atlas.OrgServiceAccount("it", {
                orgId: IDS.org,
                name: "left|right",
                description: "",
                roles: ["ORG_ASTRONOMER"],
                secretExpiresAfterHours: 8,
            });
        };

        expect(constructAll).not.to.throw();
    });
});
