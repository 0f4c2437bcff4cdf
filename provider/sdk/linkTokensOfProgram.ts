import { setImmediate } from "node:timers/promises";
import * as pulumi from "@pulumi/pulumi";
import { knownValues } from "./values";
import { perRun, refusal } from "./run";
import type { DeclaredLinkToken, DeclaredLinkTokens } from "../resources/link/declaredLinkTokens";
import { decisionIn, declarationOf, linkTokenName } from "../resources/link/declaredLinkTokens";
import type { LinkTokenArgs } from "../resources/link/linkToken";

/** A LinkToken that the running program has constructed, as far as its inputs are known by now. */
interface ConstructedLinkToken {
    readonly name: string;
    readonly provider: pulumi.ProviderResource | undefined;
    /** Resolves when its inputs have, or never will. */
    readonly whenKnown: Promise<void>;
    orgId: string | undefined;
    declaration: DeclaredLinkToken;
    /** Whether the declaration is made from secrets, from which a fingerprint could be guessed. */
    isSecret: boolean;
}

/** The resources that a LinkToken belongs to. */
interface Relations {
    readonly parent: pulumi.Resource | undefined;
    readonly provider: pulumi.ProviderResource | undefined;
}

const constructedIn = perRun(() => [] as ConstructedLinkToken[]);

/**
 * Enters a LinkToken among those that the program constructs. Returns what its host should know of all that are for the
 * same organization; undefined outside any stack, as in a user's unit tests, where there are no others.
 *
 * Pulumi reads inputs after the constructors of the program's top level have run, so all of these are among them. The
 * result waits for the inputs of this one only: those of another may wait for this very resource.
 */
export function declareLinkToken(
    name: string,
    args: LinkTokenArgs,
    { parent, provider }: Relations,
): pulumi.Output<unknown> | undefined {
    const run = pulumi.runtime.getStackResource();
    if (run === undefined) {
        return undefined;
    }
    const all = constructedIn(run);
    const own = construct(linkTokenName(componentTypes(parent), name), args, provider);
    all.push(own);
    return pulumi.output(declaredBeside(own, all));
}

/** The types of the components around a resource, from the outside. */
function componentTypes(parent: pulumi.Resource | undefined): string[] {
    // Not among the members that Pulumi publishes; a URN is made from the same two.
    const { __parentResource, __pulumiType } = (parent ?? {}) as Partial<InnerResource>;
    return __pulumiType === undefined || __pulumiType === "pulumi:pulumi:Stack"
        ? []
        : [...componentTypes(__parentResource), __pulumiType];
}

interface InnerResource {
    readonly __parentResource: pulumi.Resource | undefined;
    readonly __pulumiType: string;
}

function construct(
    name: string,
    { orgId, accessListIps, keepers, onAmbiguousDelete }: LinkTokenArgs,
    provider: pulumi.ProviderResource | undefined,
): ConstructedLinkToken {
    const constructed: ConstructedLinkToken = {
        name,
        provider,
        orgId: undefined,
        declaration: {},
        isSecret: false,
        // An input that cannot be had, or that is wrong, fails the registration, with words of its own.
        whenKnown: learn().catch(() => undefined),
    };

    async function learn(): Promise<void> {
        const organization = await knownValues({ orgId });
        constructed.orgId = organization?.["orgId"] as string | undefined;
        const steering = (await knownValues({ onAmbiguousDelete })) ?? {};
        constructed.declaration = decisionIn(steering);
        const rotating = await knownValues({ accessListIps, keepers });
        if (rotating !== undefined) {
            constructed.isSecret = await pulumi.isSecret(pulumi.output([accessListIps, keepers]));
            constructed.declaration = declarationOf({ ...rotating, ...steering });
        }
    }

    return constructed;
}

async function declaredBeside(
    own: ConstructedLinkToken,
    all: readonly ConstructedLinkToken[],
): Promise<unknown> {
    await own.whenKnown;
    // What others take from the same source as this one is known a moment later.
    await setImmediate();
    await setImmediate();
    const siblings = all.filter(
        (other) => other === own || (own.orgId !== undefined && other.orgId === own.orgId),
    );
    siblings.forEach((other) => refuseOtherProvider(own, other));
    const undetermined = all.filter((other) => other !== own && other.orgId === undefined);
    const declared: DeclaredLinkTokens = {
        own: own.name,
        all: Object.fromEntries(siblings.map(({ name, declaration }) => [name, declaration])),
        ...(undetermined.length > 0 && { undetermined: undetermined.map(({ name }) => name) }),
    };
    return siblings.some(({ isSecret }) => isSecret) ? pulumi.secret(declared) : declared;
}

/** Each provider instance has a process of its own, and the order of deletes and creations holds within one. */
function refuseOtherProvider(own: ConstructedLinkToken, other: ConstructedLinkToken): void {
    if (own.provider !== other.provider) {
        throw refusal(
            `LinkToken "${own.name}": LinkToken "${other.name}" of this program is for the same organization, with another provider. Give both the same: which one goes first is decided within one provider.`,
        );
    }
}
