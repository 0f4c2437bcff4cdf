import { expect } from "chai";
import type { OrganizationRole } from "pulumi-atlas-org";
import { actualRoles } from "#provider/resources/orgApiKey";
import { roleSet } from "#provider/resources/rows";

const ORG = "a".repeat(24);

describe("the roles of a key, as state records them", () => {
    const cases: [string, OrganizationRole[], string[], string[]][] = [
        [
            "in the order of the program",
            ["ORG_OWNER", "ORG_READ_ONLY"],
            ["ORG_READ_ONLY", "ORG_OWNER"],
            ["ORG_OWNER", "ORG_READ_ONLY"],
        ],
        ["without a member that Atlas implies", ["ORG_OWNER"], ["ORG_MEMBER", "ORG_OWNER"], ["ORG_OWNER"]],
        [
            "with a member that is declared, shown or not",
            ["ORG_MEMBER", "ORG_OWNER"],
            ["ORG_OWNER"],
            ["ORG_MEMBER", "ORG_OWNER"],
        ],
        [
            "with what somebody has added, in order",
            ["ORG_OWNER"],
            ["ORG_READ_ONLY", "ORG_OWNER", "ORG_BILLING_ADMIN"],
            ["ORG_OWNER", "ORG_BILLING_ADMIN", "ORG_READ_ONLY"],
        ],
        ["without what somebody has taken", ["ORG_OWNER", "ORG_READ_ONLY"], ["ORG_OWNER"], ["ORG_OWNER"]],
        [
            "with the member that is left when all else was taken",
            ["ORG_OWNER"],
            ["ORG_MEMBER"],
            ["ORG_MEMBER"],
        ],
        [
            "all, in order, when nothing is declared",
            [],
            ["ORG_READ_ONLY", "ORG_MEMBER"],
            ["ORG_MEMBER", "ORG_READ_ONLY"],
        ],
    ];

    for (const [what, declared, actual, expected] of cases) {
        it(`stand ${what}`, () => {
            const roles = actual.map((roleName) => ({ orgId: ORG, roleName }));
            const elsewhere = [
                { groupId: ORG, roleName: "GROUP_OWNER" },
                { orgId: "b".repeat(24), roleName: "ORG_OWNER" },
            ];

            expect(actualRoles({ roles: [...elsewhere, ...roles] }, ORG, declared)).to.deep.equal(expected);
        });
    }
});

describe("roles as a set", () => {
    it("are the same in every order", () => {
        expect(roleSet(["ORG_OWNER", "ORG_MEMBER"])).to.deep.equal(roleSet(["ORG_MEMBER", "ORG_OWNER"]));
    });

    it("stay as they are where they are no texts, which have no order", () => {
        const roles = [{ toString: "ORG_OWNER" }, "ORG_MEMBER"];
        expect(roleSet(roles)).to.equal(roles);
    });
});
