import { expect } from "chai";
import { configurationOf } from "#provider/configuration/configuration";
import { keyProblems } from "#provider/configuration/names";

describe("the keys of a configuration", () => {
    for (const [key, meant] of [
        ["mongodbatlas:publickey", "publicKey"],
        ["mongodbatlas:public_key", "publicKey"],
        ["mongodbatlas:PUBLIC_KEY", "publicKey"],
        ["mongodbatlas:public-key", "publicKey"],
        ["mongodbatlas:pubicKey", "publicKey"],
        ["mongodbatlas:pulbicKey", "publicKey"],
        ["mongodbatlas:private_key", "privateKey"],
        ["mongodbatlas:clientID", "clientId"],
        ["mongodbatlas:client_secret", "clientSecret"],
        ["mongodbatlas:accesstoken", "accessToken"],
        ["mongodbatlas:base_url", "baseUrl"],
        ["mongodbatlas:baseURL", "baseUrl"],
        ["mongodbatlas:baseUri", "baseUrl"],
        ["mongodbatlas:isMongoDBGovCloud", "isMongodbGovCloud"],
        ["mongodbatlas:is_mongodbgov_cloud", "isMongodbGovCloud"],
    ] as const) {
        it(`are wrong if one is ${key}: ${meant} is meant`, () => {
            const { errors, warning } = keyProblems(["app:other", key]);

            expect(errors).to.have.lengthOf(1);
            expect(errors[0])
                .to.contain(`${key} is no setting; most likely mongodbatlas:${meant} is meant.`)
                .and.contain(`pulumi config rm ${key}`);
            expect(warning).to.be.undefined;
        });
    }

    it("are right if they are settings, of this package, of Pulumi or of other namespaces", () => {
        const keys = [
            ...["accessToken", "clientId", "clientSecret", "publicKey", "privateKey", "baseUrl"],
            ...["requestTimeoutMs", "maxRetryMs", "maxRateLimitWaitMs"],
            ...["isMongodbGovCloud", "isMongodbgovCloud", "version", "pluginDownloadURL", "orgId"],
        ].map((name) => `mongodbatlas:${name}`);

        expect(keyProblems([...keys, "aws:region", "app:publickey", "mongodb:publicKey"])).to.deep.equal({
            errors: [],
            warning: undefined,
        });
    });

    it("are warned of in one line if they do nothing here, but say where or as whom MongoDB's provider calls", () => {
        const names = ["assumeRole", "assumeRoles", "region", "secretName", "stsEndpoint", "realmBaseUrl"];
        const aws = ["awsAccessKeyId", "awsSecretAccessKey", "awsSessionToken"];
        const keys = [...names, ...aws, "apiToken", "assume_role"].map((name) => `mongodbatlas:${name}`);

        const { errors, warning } = keyProblems([...keys, "mongodbatlas:orgId", "mongodbatlas:baseUrl"]);

        expect(errors).to.be.empty;
        expect(warning)
            .to.match(/this package has no such setting/)
            .and.not.contain("\n");
        keys.forEach((key) => expect(warning).to.contain(key));
        expect(warning).to.not.contain("mongodbatlas:orgId");
    });

    it("are warned of in a namespace that is like the right one, which may be that of the program's project", () => {
        for (const key of ["mongodb-atlas:publicKey", "mongodbAtlas:public_key"]) {
            const { errors, warning } = keyProblems([key]);

            expect(errors).to.be.empty;
            expect(warning).to.contain(`${key} (is mongodbatlas:publicKey meant?)`);
            expect(keyProblems([key, "mongodbatlas:publicKey"]).warning).to.be.undefined;
        }
        expect(keyProblems(["mongodb-atlas:region", "mongodb-atlas:apiToken"]).warning).to.be.undefined;
    });

    it("are warned of if a time is misspelled, or a second credential of the program's own is like the first", () => {
        const { errors, warning } = keyProblems([
            "mongodbatlas:publicKey",
            "mongodbatlas:publicKey2",
            "mongodbatlas:maxRetyMs",
        ]);

        expect(errors).to.be.empty;
        expect(warning)
            .to.contain("mongodbatlas:maxRetyMs (is mongodbatlas:maxRetryMs meant?)")
            .and.contain("mongodbatlas:publicKey2 (");
    });
});

describe("the configuration that Pulumi's host hands over", () => {
    const values: Record<string, string | null> = {
        "mongodbatlas:public_key": "a",
        "app:name": "b",
        "mongodbatlas:baseUrl": null,
        "mongodbatlas:privateKey": "",
    };
    const lookUp = { get: (key: string) => values[key] ?? undefined, require: () => "" };

    it("has the keys of all that is set", () => {
        const { keys, get } = configurationOf(Object.assign({ rawConfig: values }, lookUp));

        expect(keys()).to.deep.equal(["mongodbatlas:public_key", "app:name"]);
        expect(get("app:name")).to.equal("b");
    });

    it("is searched for the most likely mistakes if Pulumi does not show its keys", () => {
        expect(configurationOf(lookUp).keys()).to.deep.equal(["mongodbatlas:public_key"]);
    });

    it("is empty before it is there", () => {
        const { keys, get } = configurationOf(undefined);

        expect([keys(), get("app:name")]).to.deep.equal([[], undefined]);
    });
});
