import { expect } from "chai";
import { explained, explanation, messageOf } from "#provider/atlas/errors/errors";

const ERROR = new Error("POST /orgs: 409.");

describe("an explained error", () => {
    it("says what the other says and then what to do, and keeps the other as its cause", () => {
        const error = explained(ERROR, { after: "Run this again." });

        expect(error.message).to.equal("POST /orgs: 409. Run this again.");
        expect(error.cause).to.equal(ERROR);
    });

    it("has the words of the other in parentheses where ours come first", () => {
        expect(explanation(ERROR, { before: "It exists." })).to.equal("It exists. (POST /orgs: 409.)");
        expect(explanation(ERROR, { before: "It exists.", after: "Adopt it." })).to.equal(
            "It exists. (POST /orgs: 409.) Adopt it.",
        );
    });

    it("says what the other says where there is nothing to add", () => {
        expect(explained(ERROR, { after: "" }).message).to.equal(ERROR.message);
    });

    it("takes another cause", () => {
        const cause = new Error("GET /orgs: 500.");

        expect(explained(ERROR, { after: "Try again.", cause }).cause).to.equal(cause);
    });

    it("explains what is thrown without being an error, too", () => {
        expect(messageOf("no memory")).to.equal("no memory");
    });
});
