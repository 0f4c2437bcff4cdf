import * as pulumi from "@pulumi/pulumi";
import type { CredentialField } from "./credentialSettings";
import type { Properties } from "./properties";
import { inheritedNames, providerProblem, withInherited } from "./providerSettings";
import type { LookUp } from "./providerSettings";
import { refusal } from "./refusal";
import { CREDENTIAL_SETTINGS, fullName, NAMESPACE } from "./settingNames";
import { UNKNOWN } from "./unknown";

/**
 * How a Provider reaches Atlas. Give a service account (clientId and clientSecret), an API key (publicKey and
 * privateKey), or an accessToken; of several, an access token goes before a service account, and that before an API key.
 * A change of any updates the provider in place and touches no resource.
 */
export interface ProviderArgs {
    /** The id of a service account: "mdb_sa_id_" and 24 hexadecimal digits. */
    clientId?: pulumi.Input<string | undefined> | undefined;
    /** A secret of that service account. Always a secret in state, also when it is given as plain text. */
    clientSecret?: pulumi.Input<string | undefined> | undefined;
    /** The public key of an API key: eight letters. */
    publicKey?: pulumi.Input<string | undefined> | undefined;
    /** The private key that belongs to it. Always a secret in state, also when it is given as plain text. */
    privateKey?: pulumi.Input<string | undefined> | undefined;
    /**
     * An access token that a service account has got already; it ends an hour after that. Always a secret in state, also
     * when it is given as plain text.
     */
    accessToken?: pulumi.Input<string | undefined> | undefined;
    /**
     * Where Atlas is, such as "https://cloud.mongodbgov.com": a scheme, a host, perhaps a port, and no path; https, or
     * http for a loopback address. Default: `mongodbatlas:baseUrl` or `mongodbatlas:isMongodbGovCloud` of the stack, then
     * MONGODB_ATLAS_BASE_URL, then https://cloud.mongodb.com.
     */
    baseUrl?: pulumi.Input<string | undefined> | undefined;
    /**
     * Milliseconds for one request. Default: `mongodbatlas:requestTimeoutMs` of the stack, then 30,000; the deletion of an
     * organization has five minutes.
     */
    requestTimeoutMs?: pulumi.Input<number | undefined> | undefined;
    /**
     * Milliseconds that one operation may lose to 5xx answers and lost connections before it fails; 0 to repeat nothing.
     * Default: `mongodbatlas:maxRetryMs` of the stack, then 120,000.
     */
    maxRetryMs?: pulumi.Input<number | undefined> | undefined;
    /**
     * Milliseconds that one operation may wait because of Atlas's rate limits (429) before it fails; 0 to fail at once.
     * Default: `mongodbatlas:maxRateLimitWaitMs` of the stack, then 600,000.
     */
    maxRateLimitWaitMs?: pulumi.Input<number | undefined> | undefined;
}

const SECRET_FIELDS: readonly string[] = ["privateKey", "clientSecret", "accessToken"];

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
 * @throws pulumi.RunError if there is no whole credential, a part of it is malformed or stands in the place of another, an
 *     address or a time is malformed, or an argument is given that does not exist.
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
        // A program in JavaScript may leave the arguments out: that is like giving none of them.
        const given = (args as pulumi.Input<ProviderArgs> | undefined) ?? {};
        const stack = stackConfiguration();
        refusePlainMistakes(name, given, stack);
        const settings = pulumi.output(given).apply((resolved) => {
            const known = (resolved as Properties | undefined) ?? {};
            refuseMistakes(name, known, { stack, isOutput: isLater(given) });
            return { ...known, ...withInherited(known, stack) };
        });
        super("pulumi-nodejs", name, providerProperties(settings, given, stack), options);
    }
}

function stackConfiguration(): LookUp {
    const config = new pulumi.Config(NAMESPACE);
    return (setting) => config.get(setting);
}

/** By the names under which the stack's configuration has them, too. */
function providerProperties(
    settings: pulumi.Output<Properties>,
    args: pulumi.Input<ProviderArgs>,
    stack: LookUp,
): pulumi.Inputs {
    const names = [...credentialFieldsOf(args), ...inheritedNames(stack)];
    const properties = names.map((name) => {
        const value = settings.apply((known) => known[name]);
        // Plain text given to a provider stands in clear in state, unless it is wrapped here.
        return [fullName(name), SECRET_FIELDS.includes(name) ? pulumi.secret(value) : value];
    });
    return Object.fromEntries(properties) as pulumi.Inputs;
}

/** A secret that is not there would be one in state all the same, so what is known to be absent is left out. */
function credentialFieldsOf(args: pulumi.Input<ProviderArgs>): readonly CredentialField[] {
    return isLater(args)
        ? CREDENTIAL_SETTINGS
        : CREDENTIAL_SETTINGS.filter((field) => (args as ProviderArgs)[field] !== undefined);
}

/** What is plain already is refused at once, with the program's own line in the debugger; the rest when it is known. */
function refusePlainMistakes(name: string, args: pulumi.Input<ProviderArgs>, stack: LookUp): void {
    if (!isLater(args)) {
        const plain = Object.entries(args).map(([key, value]) => [
            key,
            isLater(value) ? UNKNOWN : (value as unknown),
        ]);
        refuseMistakes(name, Object.fromEntries(plain) as Properties, { stack, isOutput: false });
    }
}

function refuseMistakes(
    name: string,
    args: Properties,
    { stack, isOutput }: { stack: LookUp; isOutput: boolean },
): void {
    const problem = providerProblem(args, {
        stack,
        isOutput,
        stackKeys: Object.keys(pulumi.runtime.allConfig()),
    });
    if (problem !== undefined) {
        throw refusal(`Provider "${name}": ${problem}`);
    }
}

function isLater(value: unknown): boolean {
    return pulumi.Output.isInstance(value) || value instanceof Promise;
}
