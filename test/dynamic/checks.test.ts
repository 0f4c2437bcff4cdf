import { expect } from "chai";
import {
    addressProblem,
    ifKnown,
    isBoolean,
    isObjectId,
    isOneOf,
    isRequired,
    isRoleList,
    isText,
    knowsOnly,
    objectIdProblem,
    onceKnown,
    runChecks,
} from "#provider/schema/checks";
import type { Check } from "#provider/schema/checks";
import { UNKNOWN } from "#provider/schema/properties";

/** What a check says of the input "it". */
function verdict(check: Check, it?: unknown): string | undefined {
    const [failure] = check({ it });
    return failure && `${failure.property}: ${failure.reason}`;
}

describe("a check of several inputs", () => {
    const check = onceKnown(["a", "b"], () => [{ property: "a", reason: "is wrong." }]);

    it("waits until all of them are known", () => {
        expect(check({ a: UNKNOWN, b: 1 })).to.deep.equal([]);
        expect(check({ a: 1, b: { c: [UNKNOWN] } })).to.deep.equal([]);
        expect(check({ a: 1 })).to.have.lengthOf(1);
    });
});

describe("a secret in the wrong input", () => {
    const SECRETS = [
        "11111111-2222-3333-4444-555555555555",
        "mdb_sa_sk_aBcDeFgH",
        " mdb_sa_sk_aBcDeFgH\n",
        "eyJhbGciOiJFUzUxMiJ9.e30.c2lnbmF0dXJl",
        "Bearer eyJhbGciOiJFUzUxMiJ9.e30.c2lnbmF0dXJl",
    ];
    const checks = {
        isObjectId: isObjectId("it"),
        isOneOf: isOneOf("it", ["a"]),
        isRoleList: isRoleList("it"),
        addressProblem: ifKnown("it", addressProblem),
    };

    for (const [name, check] of Object.entries(checks)) {
        it(`is refused by ${name} without being printed`, () => {
            for (const secret of SECRETS) {
                const value = name === "isRoleList" ? [secret] : secret;
                expect(verdict(check, value))
                    .to.contain("what looks like a secret")
                    .and.not.contain(secret.trim());
            }
        });
    }

    it("is not printed either when it was copied with a line end, or stands deep inside", () => {
        for (const secret of SECRETS) {
            for (const value of [`${secret}\n`, `key ${secret.toUpperCase()}`, { [secret]: [secret] }]) {
                expect(verdict(isObjectId("it"), value))
                    .to.contain("[what looks like a secret]")
                    .and.not.match(/1111-2222|abcdefgh/i);
            }
        }
    });
});

describe("checks of inputs", () => {
    const everyCheck: [string, Check][] = [
        ["isObjectId", isObjectId("it")],
        ["isText", isText("it", { maxLength: 3 })],
        ["isRoleList", isRoleList("it")],
        ["isBoolean", isBoolean("it")],
        ["isOneOf", isOneOf("it", ["a"])],
        ["isRequired", isRequired("it")],
        ["ifKnown", ifKnown("it", () => "is wrong.")],
    ];

    for (const [name, check] of everyCheck) {
        it(`${name} lets a value pass that is not known yet`, () => {
            expect(verdict(check, UNKNOWN)).to.be.undefined;
        });
    }

    it("isRequired wants a value, null being none", () => {
        expect(verdict(isRequired("it"))).to.equal("it: is required.");
        expect(verdict(isRequired("it"), null)).to.equal("it: is required.");
    });

    for (const [name, check] of everyCheck.filter(([name]) => name !== "isRequired")) {
        it(`${name} wants none`, () => {
            expect(verdict(check)).to.be.undefined;
            expect(verdict(check, null)).to.be.undefined;
        });
    }

    it("name a choice that does not exist, and those that do", () => {
        expect(verdict(isOneOf("it", ["a", "b"]), 7)).to.equal('it: is 7; it can be "a" or "b".');
    });

    it("show what nobody sees, and values that JSON has no word for", () => {
        expect(objectIdProblem("0123456789abcdef01234567\u200b")).to.contain('01234567\\u200b" is not an');
        expect(verdict(isRoleList("it"), ["ORG_OWNER\u00a0"])).to.contain('"ORG_OWNER\\u00a0" is not a role');
        expect(verdict(isOneOf("it", ["a"]), "a\ufeff")).to.contain('is "a\\ufeff";');
        expect(verdict(isOneOf("it", ["a"]), 7n)).to.contain("is 7;");
        expect(objectIdProblem(Number.NaN)).to.contain("NaN is not an Atlas id");
    });

    it("tell true and false from texts", () => {
        expect(verdict(isBoolean("it"), false)).to.be.undefined;
        expect(verdict(isBoolean("it"), "false")).to.equal("it: must be true or false.");
    });

    for (const [value, problem] of [
        ["0123456789abcdef01234567", undefined],
        ["0123456789ABCDEF01234567", "is not an Atlas id"],
        ["0123456789abcdef0123456", "is not an Atlas id"],
        ["abcdefgh", "looks like the public key of an API key"],
        [12, "12 is not an Atlas id"],
    ] as const) {
        it(`say of the id ${JSON.stringify(value)}: ${problem ?? "nothing"}`, () => {
            expect(objectIdProblem(value) ?? "").to.contain(problem ?? "");
            expect(objectIdProblem(value) === undefined).to.equal(problem === undefined);
        });
    }

    it("pass on what an address lacks", () => {
        expect(addressProblem("192.0.2.1")).to.be.undefined;
        expect(addressProblem("12")).to.contain('"12" is neither an IP address');
    });

    for (const value of [12, {}, { toString: "192.0.2.1" }, ["192.0.2.1"]]) {
        it(`do not take ${JSON.stringify(value)} for an address, whatever text becomes of it`, () => {
            expect(addressProblem(value)).to.equal('an address must be a text, such as "192.0.2.1".');
        });
    }

    it("want a list where roles belong, and in it one at least", () => {
        for (const value of ["ORG_OWNER", { role: "ORG_OWNER" }, true]) {
            expect(verdict(isRoleList("it"), value)).to.match(/^it: must be a list of roles/);
        }
        expect(verdict(isRoleList("it"), [])).to.equal("it: must name at least one role.");
    });

    it("ask whether the input of the nearest name is meant", () => {
        const check = knowsOnly(["apiKeyId", "cidrBlock"]);

        for (const name of ["cidrblock", "cidr_block", "cidrBlok"]) {
            expect(runChecks({ [name]: 1 }, [check])[0]?.reason).to.equal(
                "there is no such input; there are apiKeyId, cidrBlock. Is cidrBlock meant?",
            );
        }
    });

    it("want a text of some length, in characters and not in the code units of emoji", () => {
        const check = isText("it", { maxLength: 250 });

        expect(verdict(check, "🔑".repeat(250))).to.be.undefined;
        expect(verdict(check, "x".repeat(251))).to.equal("it: must have at most 250 characters, not 251.");
        expect(verdict(check, " ")).to.equal("it: must be a text that is not empty.");
    });

    it("name the roles that there are, and the one that is meant", () => {
        expect(verdict(isRoleList("it"), ["GROUP_OWNER"])).to.match(
            /^it: "GROUP_OWNER" is not a role in an Atlas organization; there are ORG_OWNER, .*ORG_READ_ONLY\.$/,
        );
        expect(verdict(isRoleList("it"), ["org-owner"])).to.match(/ Did you mean ORG_OWNER\?$/);
    });

    it("find the role that is undefined", () => {
        expect(verdict(isRoleList("it"), ["ORG_OWNER", undefined])).to.contain("undefined is not a role");
    });

    it("run in order, all of them, slips of the pen included", () => {
        const checks = [knowsOnly(["it"]), isRequired("it"), isRequired("other")];

        expect(runChecks({ ti: 1, it: null, gone: null }, checks)).to.deep.equal([
            { property: "ti", reason: "there is no such input; there are it." },
            { property: "it", reason: "is required." },
            { property: "other", reason: "is required." },
        ]);
    });
});
