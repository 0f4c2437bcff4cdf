import { describeCaller } from "./secretsShown";

describe("secrets, whatever Atlas answers to whatever operation", () => {
    for (const caller of ["a service account", "an access token"]) {
        describe(`of ${caller}`, () => describeCaller(caller));
    }

    describe("of a service account that gets no token", () =>
        describeCaller("a service account", { echoesToTokenRequests: true }));
});
