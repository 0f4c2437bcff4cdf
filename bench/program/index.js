/** Declares what the file that BENCH_DECLARED names says: some addresses, in one of the ways that are compared. */
const { readFileSync } = require("node:fs");
const pulumi = require("@pulumi/pulumi");

const { way, orgId, apiKeyId, addresses } = JSON.parse(readFileSync(process.env.BENCH_DECLARED, "utf8"));

// The same form of loader as in the package, and as many properties as an entry has.
const FLOOR_LOADER =
    'exports.handler = () => require("module").createRequire(process.cwd() + "/_")("./doNothing").provider';
const TYPE = "pulumi-nodejs:dynamic/mongodbatlas:OrgApiKeyAccessListEntry";

class StockResource extends pulumi.dynamic.Resource {
    constructor(name, args) {
        super(require("./doNothing").provider, name, { ...args, address: undefined, created: undefined });
    }
}

const WAYS = {
    list: () => {
        const { OrgApiKeyAccessList } = require("pulumi-atlas-org");
        new OrgApiKeyAccessList("list", { orgId, apiKeyId, entries: addresses });
    },
    entries: () => {
        const { OrgApiKeyAccessListEntry } = require("pulumi-atlas-org");
        declareEach((name, args) => new OrgApiKeyAccessListEntry(name, args));
    },
    floor: () =>
        declareEach((name, args) => {
            const outputs = { address: undefined, created: undefined };
            new pulumi.CustomResource(TYPE, name, { ...args, ...outputs, __provider: FLOOR_LOADER });
        }),
    stock: () => declareEach((name, args) => new StockResource(name, args)),
};

WAYS[way]();

function declareEach(declare) {
    addresses.forEach((ipAddress, index) => declare(`entry-${index}`, { orgId, apiKeyId, ipAddress }));
}
