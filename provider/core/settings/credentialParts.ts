/** The parts of the three kinds of credential, as they are called everywhere. */
export type CredentialField = "accessToken" | "clientId" | "clientSecret" | "publicKey" | "privateKey";

/** How to call the parts in an error: by the names of the place where they were given. */
export type CredentialNames = Readonly<Record<CredentialField, string>>;

/** The names that the parts have in the arguments of resources. */
export const OWN_NAMES: CredentialNames = {
    accessToken: "accessToken",
    clientId: "clientId",
    clientSecret: "clientSecret",
    publicKey: "publicKey",
    privateKey: "privateKey",
};
