/** Answers as the provider of an entry does, but reaches nothing: what remains is the cost of Pulumi itself. */
exports.provider = {
    async check(olds, news) {
        return { inputs: news, failures: [] };
    },
    async diff() {
        return { changes: false };
    },
    async create(inputs) {
        const outs = {
            ...inputs,
            address: inputs.ipAddress,
            created: "2026-01-01T00:00:00Z",
            schemaVersion: 1,
        };
        return { id: `${inputs.orgId}-${inputs.apiKeyId}-${inputs.ipAddress}`, outs };
    },
    async read(id, props) {
        return { id, props };
    },
    async delete() {},
};
