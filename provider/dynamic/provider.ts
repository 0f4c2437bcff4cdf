import * as pulumi from "@pulumi/pulumi";
import { AtlasConfigError } from "../atlas/errors";
import { refusal } from "./refusal";
import { requireCredential } from "./settings";

/** How a Provider reaches Atlas. */
export interface ProviderArgs {
    /**
     * The public key of an API key: eight letters. Changing it updates the provider in place and touches no resource.
     */
    publicKey: pulumi.Input<string>;
    /** The private key that belongs to it. Always a secret in state, also when it is given as plain text. */
    privateKey: pulumi.Input<string>;
    /**
     * The root of the Admin API, such as "https://cloud.mongodbgov.com": https, or http for a loopback address.
     * A change updates the provider in place, as one of the key does, and touches no resource.
     * Default: `mongodbatlas:baseUrl` of the stack, then the environment, then https://cloud.mongodb.com.
     */
    baseUrl?: pulumi.Input<string | undefined> | undefined;
}

/**
 * A credential of its own for some of a program's resources, typically for those inside an organization that the
 * same program creates:
 *
 * ```ts
 * const inPayments = { provider: new atlas.Provider("payments", org.credentials) };
 * ```
 *
 * Rotating its credential updates it in place; no resource is touched.
 *
 * @throws pulumi.RunError if a half of the credential is missing or the two are mistaken for something else.
 * @see https://www.mongodb.com/docs/atlas/configure-api-access-org/
 */
export class Provider extends pulumi.ProviderResource {
    /** Whether a value is a Provider, also across copies of this package. */
    static override isInstance(value: unknown): value is Provider {
        return (
            pulumi.CustomResource.isInstance(value) &&
            (value as { __pulumiType?: string }).__pulumiType === "pulumi:providers:pulumi-nodejs"
        );
    }

    constructor(name: string, args: pulumi.Input<ProviderArgs>, options?: pulumi.ResourceOptions) {
        refusePlainMistakes(name, args);
        const settings = pulumi
            .output(args)
            .apply((resolved) => ({ ...resolved, ...requireKeys(name, resolved) }));
        const stackBaseUrl = new pulumi.Config("mongodbatlas").get("baseUrl");
        super(
            "pulumi-nodejs",
            name,
            {
                "mongodbatlas:publicKey": settings.publicKey,
                // Plain text given to a provider stands in clear in state, unless it is wrapped here.
                "mongodbatlas:privateKey": pulumi.secret(settings.privateKey),
                "mongodbatlas:baseUrl": settings.apply(({ baseUrl }) => baseUrl ?? stackBaseUrl),
            },
            options,
        );
    }
}

interface Keys {
    publicKey?: string;
    privateKey?: string;
}

function requireKeys(name: string, keys: Keys | undefined) {
    if (keys === undefined) {
        throw refusal(
            `Provider "${name}": there is no credential. An Organization that was taken over with the provider's own key has none of its own: use no Provider for what is in it.`,
        );
    }
    try {
        return requireCredential(keys, { publicKey: "publicKey", privateKey: "privateKey" });
    } catch (error) {
        throw error instanceof AtlasConfigError ? refusal(`Provider "${name}": ${error.message}`) : error;
    }
}

/** What is plain already is refused at once, with the program's own line in the debugger; the rest when it is known. */
function refusePlainMistakes(name: string, args: pulumi.Input<ProviderArgs>): void {
    if (pulumi.Output.isInstance(args) || args instanceof Promise) {
        return;
    }
    const { publicKey, privateKey } = args;
    const isPlain = (value: unknown) => value === undefined || value === null || typeof value === "string";
    if (isPlain(publicKey) && isPlain(privateKey)) {
        requireKeys(name, { publicKey, privateKey });
    }
}
