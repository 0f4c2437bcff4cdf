import type { ResourceDefinition } from "../schema/schema";
import * as pulumi from "@pulumi/pulumi";
import type { CredentialField } from "../configuration/credential";
import { frontOfProgram, pluginDownloadOptions } from "./front";
import { isMocked, refusal } from "./run";
import type { Properties } from "../schema/properties";
import { containsUnknown, isPresent, UNKNOWN } from "../schema/properties";
import { inheritedNames, providerProblem, withInherited } from "../configuration/settings";
import type { ReadConfig } from "../configuration/settings";
import { ALLOW_HTTP, CREDENTIAL_SETTINGS, fullName, SECRET_SETTINGS } from "../configuration/names";
import { plainValues } from "./values";

/** All at once, as the credentials of an Organization are; then nobody can tell which parts there will be. */
type GivenArgs = pulumi.Input<ProviderArgs> | pulumi.Output<pulumi.Unwrap<ProviderParts>>;

/** Where a Provider keeps them; the same in each copy of this package. */
const SETTINGS = Symbol.for("pulumi-atlas-org.settings");

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
            ["pulumi:providers:pulumi-nodejs", "pulumi:providers:atlas-org"].includes(
                (value as { __pulumiType?: string }).__pulumiType ?? "",
            )
        );
    }

    constructor(name: string, args: GivenArgs, options?: pulumi.ResourceOptions) {
        const front = frontOfProgram();
        const given = someArguments(args);
        const stack = stackConfiguration();
        refusePlainMistakes(name, given, stack);
        const settings = pulumi.output(given).apply((resolved) => {
            const known = (resolved as Properties | undefined) ?? {};
            if (!isMadeByMocks(known)) {
                refuseMistakes(name, known, { stack, isOutput: isLater(given) });
            }
            return { ...known, ...withInherited(known, stack) };
        });
        const properties = providerProperties(settings, given, stack);
        super(front.packageName, name, properties, {
            ...options,
            ...(front.isPlugin && pluginDownloadOptions()),
        });
        Object.defineProperty(this, SETTINGS, { value: properties, enumerable: false });
    }
}

/**
 * The settings that a provider was made with, by full keys; undefined of one of another package. Look-ups need them, as
 * Pulumi gives a program nothing of what a provider was registered with.
 */
export function settingsOf(provider: pulumi.ProviderResource): pulumi.Inputs | undefined {
    return (provider as { [SETTINGS]?: pulumi.Inputs })[SETTINGS];
}

/** A program in JavaScript may leave the arguments out: that is like giving none of them. */
function someArguments(args: pulumi.Input<ProviderParts> | null | undefined): pulumi.Input<ProviderParts> {
    return args ?? {};
}

function stackConfiguration(): ReadConfig {
    const config = new pulumi.Config(frontOfProgram().namespace);
    return (setting) => config.get(setting);
}

/** By the names under which the stack's configuration has them, too. */
function providerProperties(
    settings: pulumi.Output<Properties>,
    args: pulumi.Input<ProviderParts>,
    stack: ReadConfig,
): pulumi.Inputs {
    const isHttpMentioned = isLater(args) || (args as ProviderParts).allowHttp !== undefined;
    const names = [
        ...credentialFieldsOf(args),
        ...inheritedNames(stack),
        ...(isHttpMentioned ? [ALLOW_HTTP] : []),
    ];
    const properties = names.map((name) => {
        const value = settings.apply((known) => known[name]);
        // Plain text given to a provider stands in clear in state, unless it is wrapped here.
        return [
            frontOfProgram().settingName(name),
            SECRET_SETTINGS.includes(name) ? pulumi.secret(value) : value,
        ];
    });
    return Object.fromEntries(properties) as pulumi.Inputs;
}

/** A secret that is not there would be one in state all the same, so what is known to be absent is left out. */
function credentialFieldsOf(args: pulumi.Input<ProviderParts>): readonly CredentialField[] {
    return isLater(args)
        ? CREDENTIAL_SETTINGS
        : CREDENTIAL_SETTINGS.filter((field) => (args as ProviderParts)[field] !== undefined);
}

/** In a unit test, where nobody makes an organization, its credentials may be missing. */
function isMadeByMocks(settings: Properties): boolean {
    return isMocked() && !CREDENTIAL_SETTINGS.some((field) => isPresent(settings[field]));
}

/** What is plain already is refused at once, with the program's own line in the debugger; the rest when it is known. */
function refusePlainMistakes(name: string, args: pulumi.Input<ProviderParts>, stack: ReadConfig): void {
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
    { stack, isOutput }: { stack: ReadConfig; isOutput: boolean },
): void {
    const problem = providerProblem(args, {
        stack,
        isOutput,
        stackKeys: stackKeys(),
    });
    if (problem !== undefined) {
        throw refusal(frontOfProgram().translateSettingNames(`Provider "${name}": ${problem}`));
    }
}

/** Of the stack's configuration, by the names that both fronts share. */
function stackKeys(): string[] {
    const { isPlugin, namespace } = frontOfProgram();
    const keys = Object.keys(pulumi.runtime.allConfig());
    const isOurs = (key: string) => key.startsWith(`${namespace}:`);
    // What else looks like ours is for dynamic resources, or for MongoDB's own provider.
    return isPlugin ? keys.filter(isOurs).map((key) => fullName(key.slice(namespace.length + 1))) : keys;
}

function isLater(value: unknown): boolean {
    return pulumi.Output.isInstance(value) || value instanceof Promise;
}

/** All arguments of a Provider; ProviderArgs says which belong together. */
export interface ProviderParts {
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
     * Whether plain http is permitted, for an Ops Manager inside a private network that has no https. For an API key only.
     * A digest does not show the key, but all else goes in clear: a link token, too. Default false; no other provider
     * inherits it. Changing it touches no resource.
     */
    allowHttp?: pulumi.Input<boolean | undefined> | undefined;
    /**
     * Milliseconds for one request. Default: `mongodbatlas:requestTimeoutMs` of the stack, then 30,000; the deletion of an
     * organization has five minutes.
     */
    requestTimeoutMs?: pulumi.Input<number | undefined> | undefined;
    /**
     * Milliseconds that one operation may lose to 5xx answers and lost connections before it fails; 0 to repeat nothing. A
     * MigrationLink waits no longer than this for SYNCED either. Default: `mongodbatlas:maxRetryMs` of the stack, then 120,000.
     */
    maxRetryMs?: pulumi.Input<number | undefined> | undefined;
    /**
     * Milliseconds that one operation may wait because of Atlas's rate limits (429) before it fails; 0 to fail at once.
     * Default: `mongodbatlas:maxRateLimitWaitMs` of the stack, then 600,000.
     */
    maxRateLimitWaitMs?: pulumi.Input<number | undefined> | undefined;
}

/**
 * How a Provider reaches Atlas. Give a service account (clientId and clientSecret), an API key (publicKey and
 * privateKey), or an accessToken; of several, an access token goes before a service account, and that before an API key.
 * A change of any updates the provider in place and touches no resource.
 */
export type ProviderArgs = ProviderParts & (ServiceAccountGiven | ApiKeyGiven | AccessTokenGiven);

// What must be given together: "unknown" leaves it to ProviderParts what the values are.

/** A whole service account. */
export interface ServiceAccountGiven {
    clientId: unknown;
    clientSecret: unknown;
}

/** A whole API key. */
export interface ApiKeyGiven {
    publicKey: unknown;
    privateKey: unknown;
}

/** An access token. */
export interface AccessTokenGiven {
    accessToken: unknown;
}

/**
 * Adds to the secret outputs of a resource those that repeat an input which the program has marked as a secret, wholly
 * or in part. Whether an Output is a secret is a promise: this resolves when the list is complete, and is undefined
 * if it is complete already.
 */
export function addRepeatedSecrets(
    definition: ResourceDefinition,
    args: Properties,
    secretOutputs: string[],
): Promise<unknown> | undefined {
    const inputs = definition.inputs.filter((input) => containsUnknown(plainValues(args[input])));
    const marked = inputs.map(async (input) => {
        if (await isSecret(args[input])) {
            secretOutputs.push(...outputsThatRepeat(definition, input));
        }
    });
    return marked.length === 0 ? undefined : Promise.all(marked);
}

/** Also whether it holds a secret. */
async function isSecret(value: unknown): Promise<boolean> {
    try {
        return await pulumi.isSecret(pulumi.output(value));
    } catch {
        // A value that cannot be had fails the registration, with the words of whoever made it.
        return false;
    }
}

function outputsThatRepeat({ repeats = {} }: ResourceDefinition, input: string): string[] {
    return Object.keys(repeats).filter((output) => repeats[output]?.includes(input));
}
