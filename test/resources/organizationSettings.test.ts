import { expect } from "chai";
import { declaredSettings, settingsProblem, settingsToSend } from "#provider/resources/organization/settings";

describe("the settings of an organization", () => {
    for (const settings of [
        {},
        { multiFactorAuthRequired: undefined },
        { apiAccessListRequired: false, genAIFeaturesEnabled: true },
        { maxServiceAccountSecretValidityInHours: 8 },
        { maxServiceAccountSecretValidityInHours: 8760 },
        { securityContact: "security@example.com", operationsContact: "" },
        { securityContact: null, operationsContact: null },
        { customSessionTimeouts: {} },
        {
            customSessionTimeouts: {
                absoluteSessionTimeoutInSeconds: 3600,
                idleSessionTimeoutInSeconds: 3600,
            },
        },
        {
            customSessionTimeouts: {
                absoluteSessionTimeoutInSeconds: null,
                idleSessionTimeoutInSeconds: null,
            },
        },
    ]) {
        it(`may be ${JSON.stringify(settings)}`, () => expect(settingsProblem(settings)).to.be.undefined);
    }

    for (const [settings, problem] of [
        ["mfa", "must be an object of settings."],
        [["mfa"], "must be an object of settings."],
        [{ mfa: true }, /^mfa is no setting of an organization; there are apiAccessListRequired, .*\.$/],
        [{ multiFactorAuthRequired: "true" }, "multiFactorAuthRequired must be true or false."],
        [{ multiFactorAuthRequired: null }, "multiFactorAuthRequired must be true or false."],
        [
            { maxServiceAccountSecretValidityInHours: 7 },
            "maxServiceAccountSecretValidityInHours must be a whole number from 8 to 8760.",
        ],
        [{ maxServiceAccountSecretValidityInHours: 8761 }, /from 8 to 8760\.$/],
        [{ maxServiceAccountSecretValidityInHours: 8.5 }, /from 8 to 8760\.$/],
        [{ securityContact: "nobody" }, 'securityContact must be one e-mail address, or "" for none.'],
        [
            { operationsContact: "a@example.com, b@example.com" },
            /^operationsContact must be one e-mail address/,
        ],
        [
            { operationsContact: "a@example.com,b@example.com" },
            /^operationsContact must be one e-mail address/,
        ],
        [{ operationsContact: 1 }, /^operationsContact must be one e-mail address/],
        [{ customSessionTimeouts: 3600 }, "customSessionTimeouts must be an object of timeouts."],
        [{ customSessionTimeouts: [] }, "customSessionTimeouts must be an object of timeouts."],
        [
            { customSessionTimeouts: { constructor: null } },
            "customSessionTimeouts constructor is no timeout of a session.",
        ],
        [{ customSessionTimeouts: null }, "customSessionTimeouts must be an object of timeouts."],
        [{ customSessionTimeouts: { idle: 300 } }, "customSessionTimeouts idle is no timeout of a session."],
        [{ customSessionTimeouts: { idle: null } }, "customSessionTimeouts idle is no timeout of a session."],
        [
            { customSessionTimeouts: { absoluteSessionTimeoutInSeconds: 3599 } },
            "customSessionTimeouts absoluteSessionTimeoutInSeconds must be a whole number from 3600 to 43200.",
        ],
        [{ customSessionTimeouts: { idleSessionTimeoutInSeconds: 299 } }, /from 300 to 43200\.$/],
        [
            {
                customSessionTimeouts: {
                    absoluteSessionTimeoutInSeconds: 3600,
                    idleSessionTimeoutInSeconds: 3601,
                },
            },
            "customSessionTimeouts idleSessionTimeoutInSeconds must not be longer than absoluteSessionTimeoutInSeconds.",
        ],
    ] as const) {
        it(`may not be ${JSON.stringify(settings)}`, () => {
            const found = settingsProblem(settings);
            if (typeof problem === "string") {
                expect(found).to.equal(problem);
            } else {
                expect(found).to.match(problem);
            }
        });
    }

    it("are sent when state does not record them, in the words that Atlas takes", () => {
        const declared = {
            multiFactorAuthRequired: true,
            restrictEmployeeAccess: false,
            securityContact: null,
            operationsContact: "",
        };

        expect(settingsToSend(declared, undefined)).to.deep.equal({
            ...declared,
            securityContact: "",
            operationsContact: null,
        });
        expect(settingsToSend(declared, declared)).to.deep.equal({});
        expect(settingsToSend(declared, { ...declared, restrictEmployeeAccess: true })).to.deep.equal({
            restrictEmployeeAccess: false,
        });
        expect(settingsToSend(undefined, declared)).to.deep.equal({});
    });

    it("are recorded in the words of the program while they mean the same as Atlas's, else in Atlas's", () => {
        const declared = {
            multiFactorAuthRequired: true,
            securityContact: "",
            operationsContact: "us@example.com",
            customSessionTimeouts: {
                absoluteSessionTimeoutInSeconds: null,
                idleSessionTimeoutInSeconds: 600,
            },
        };
        const actual = {
            multiFactorAuthRequired: true,
            genAIFeaturesEnabled: true,
            customSessionTimeouts: {
                absoluteSessionTimeoutInSeconds: 43_200,
                idleSessionTimeoutInSeconds: 600,
            },
        };

        expect(declaredSettings(declared, actual)).to.deep.equal({ ...declared, operationsContact: null });
        const { customSessionTimeouts } = declaredSettings(declared, { customSessionTimeouts: {} });
        expect(customSessionTimeouts).to.deep.equal({});
    });
});
