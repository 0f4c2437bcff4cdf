import * as pulumi from "@pulumi/pulumi";
import type { CredentialField } from "../../core/settings/credentialParts";
import { frontOfProgram, whereThePluginIs } from "./front";
import { isMocked } from "./mocks";
import type { Properties } from "../../core/properties";
import { isPresent } from "../../core/properties";
import { inheritedNames, providerProblem, withInherited } from "../../core/settings/providerSettings";
import type { LookUp } from "../../core/settings/providerSettings";
import type { ProviderArgs, ProviderParts } from "./providerArgs";
import { refusal } from "./refusal";
import { ALLOW_HTTP, CREDENTIAL_SETTINGS, fullName, SECRET_SETTINGS } from "../../core/settings/settingNames";
import { UNKNOWN } from "../../core/unknown";

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
            ...(front.isPlugin && whereThePluginIs()),
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

function stackConfiguration(): LookUp {
    const config = new pulumi.Config(frontOfProgram().namespace);
    return (setting) => config.get(setting);
}

/** By the names under which the stack's configuration has them, too. */
function providerProperties(
    settings: pulumi.Output<Properties>,
    args: pulumi.Input<ProviderParts>,
    stack: LookUp,
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
function refusePlainMistakes(name: string, args: pulumi.Input<ProviderParts>, stack: LookUp): void {
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
        stackKeys: stackKeys(),
    });
    if (problem !== undefined) {
        throw refusal(frontOfProgram().inItsWords(`Provider "${name}": ${problem}`));
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
