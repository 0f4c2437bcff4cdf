/** Declares what the file that BENCH_DECLARED names says: some addresses, in one of the ways that are compared. */
const { readFileSync } = require("node:fs");
const pulumi = require("@pulumi/pulumi");

const { front, way, orgId, apiKeyId, addresses } = JSON.parse(
    readFileSync(process.env.BENCH_DECLARED, "utf8"),
);

// The same form of loader as in the package.
const FLOOR_LOADER =
    'exports.handler = () => require("module").createRequire(process.cwd() + "/_")("./doNothing").provider';
// Each property that a resource declares costs the SDK time: as many as an entry has, given or not.
const OTHER_PROPERTIES = {
    cidrBlock: undefined,
    onConflict: undefined,
    allowLockout: undefined,
    address: undefined,
    created: undefined,
};
const TYPE = "pulumi-nodejs:dynamic/mongodbatlas:OrgApiKeyAccessListEntry";

class StockResource extends pulumi.dynamic.Resource {
    constructor(name, args) {
        super(require("./doNothing").provider, name, { ...args, ...OTHER_PROPERTIES });
    }
}

const PACKAGE = front === "plugin" ? "pulumi-atlas-org/plugin" : "pulumi-atlas-org";

const WAYS = {
    list: () => {
        const { OrgApiKeyAccessList } = require(PACKAGE);
        new OrgApiKeyAccessList("list", { orgId, apiKeyId, entries: addresses });
    },
    entries: () => {
        const { OrgApiKeyAccessListEntry } = require(PACKAGE);
        declareEach((name, args) => new OrgApiKeyAccessListEntry(name, args));
    },
    floor: () =>
        declareEach(
            (name, args) =>
                new pulumi.CustomResource(TYPE, name, {
                    ...args,
                    ...OTHER_PROPERTIES,
                    __provider: FLOOR_LOADER,
                }),
        ),
    stock: () => declareEach((name, args) => new StockResource(name, args)),
};

WAYS[way]();

function declareEach(declare) {
    addresses.forEach((ipAddress, index) => declare(`entry-${index}`, { orgId, apiKeyId, ipAddress }));
}
