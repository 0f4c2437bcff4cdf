import * as pulumi from "@pulumi/pulumi";
import { AtlasConfigError } from "../atlas/errors";
import type { CredentialField } from "./credentialSettings";
import { OWN_NAMES, readCredential } from "./credentialSettings";
import { isMocked } from "./mocks";
import { isPresent } from "./properties";
import { refusal } from "./refusal";
import { readTime, TIME_SETTINGS } from "./settings";

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
     * The root of the Admin API, such as "https://cloud.mongodbgov.com": https, or http for a loopback address.
     * Default: `mongodbatlas:baseUrl` of the stack, then the environment, then https://cloud.mongodb.com.
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

/** What a program may set for the whole stack, for explicit providers too. */
const STACK_SETTINGS = ["baseUrl", ...Object.keys(TIME_SETTINGS)] as (keyof ProviderArgs)[];
const CREDENTIAL_FIELDS = Object.keys(OWN_NAMES) as CredentialField[];
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
 * @throws pulumi.RunError if there is no whole credential, a part stands in the place of another, or a time is no number.
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
        const settings = pulumi.output(args).apply((resolved) => acceptedLater(name, resolved));
        super("pulumi-nodejs", name, providerProperties(settings, credentialFieldsOf(args)), options);
    }
}

type Settings = Readonly<Record<string, unknown>>;

/** A secret that is not there would be one in state all the same, so what is known to be absent is left out. */
function credentialFieldsOf(args: pulumi.Input<ProviderArgs>): readonly CredentialField[] {
    return isLater(args)
        ? CREDENTIAL_FIELDS
        : CREDENTIAL_FIELDS.filter((field) => (args as ProviderArgs)[field] !== undefined);
}

/** By the names under which the stack's configuration has them, too. */
function providerProperties(
    settings: pulumi.Output<Settings>,
    credentialFields: readonly CredentialField[],
): pulumi.Inputs {
    const stack = new pulumi.Config("mongodbatlas");
    const own = credentialFields.map((field) => {
        const value = settings.apply((known) => known[field]);
        // Plain text given to a provider stands in clear in state, unless it is wrapped here.
        return [`mongodbatlas:${field}`, SECRET_FIELDS.includes(field) ? pulumi.secret(value) : value];
    });
    const inherited = STACK_SETTINGS.map((setting) => [
        `mongodbatlas:${setting}`,
        // As the stack's configuration has them: texts.
        settings.apply((known) => asText(known[setting]) ?? stack.get(setting)),
    ]);
    return Object.fromEntries([...own, ...inherited]) as pulumi.Inputs;
}

function asText(value: unknown): string | undefined {
    return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}

/** The settings as they are, if they are good; what is not known yet is let through. */
function accepted(name: string, settings: Settings | undefined): Settings {
    const given = settings ?? {};
    try {
        for (const [setting, smallest] of Object.entries(TIME_SETTINGS)) {
            readTime(setting, given[setting], smallest);
        }
        if (readCredential(given, OWN_NAMES) !== undefined) {
            return given;
        }
    } catch (error) {
        throw error instanceof AtlasConfigError ? refusal(`Provider "${name}": ${error.message}`) : error;
    }
    throw refusal(
        `Provider "${name}": there is no credential. Give it a service account, an API key or an access token. An Organization that was taken over with the provider's own credential has none of its own: use no Provider for what is in it.`,
    );
}

/** As accepted; but in a unit test, where nobody makes an organization, its credentials may be missing. */
function acceptedLater(name: string, settings: Settings | undefined): Settings {
    const isGiven = CREDENTIAL_FIELDS.some((field) => isPresent(settings?.[field]));
    return isGiven || !isMocked() ? accepted(name, settings) : (settings ?? {});
}

/** What is plain already is refused at once, with the program's own line in the debugger; the rest when it is known. */
function refusePlainMistakes(name: string, args: pulumi.Input<ProviderArgs>): void {
    if (!isLater(args) && !Object.values(args).some(isLater)) {
        accepted(name, args as Settings);
    }
}

function isLater(value: unknown): boolean {
    return pulumi.Output.isInstance(value) || value instanceof Promise;
}
