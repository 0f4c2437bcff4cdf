import { expect } from "chai";
import { SecretMask } from "#testkit/engine/secretMask";
import { Secret } from "#testkit/engine/values/properties";

describe("the mask of secrets", () => {
    function mask(text: string, ...secrets: string[]): string {
        const secretMask = new SecretMask();
        for (const secret of secrets)
            secretMask.learn({ nested: [{ value: new Secret({ inner: secret }) }] });
        return secretMask.mask(text);
    }

    it("takes a secret out wherever it stands", () => {
        expect(mask("key=hunter2, again hunter2.", "hunter2")).to.equal("key=[secret], again [secret].");
    });

    it("takes out the longer of two secrets first", () => {
        expect(mask("abcdef abc", "abc", "abcdef")).to.equal("[secret] [secret]");
    });

    it("knows a secret as it stands in JSON", () => {
        expect(mask(JSON.stringify({ key: 'a"b\nc' }), 'a"b\nc')).to.equal('{"key":"[secret]"}');
    });

    it("leaves alone what is too short to be told from other text", () => {
        expect(mask("yes or no", "no")).to.equal("yes or no");
    });

    it("learns nothing from what is no secret", () => {
        const secretMask = new SecretMask();
        secretMask.learn({ name: "public" });
        expect(secretMask.mask("public")).to.equal("public");
    });
});
