import * as pulumi from "@pulumi/pulumi";
import { constructionOf, isResourceOfKind } from "./atlasResource";
import type { Properties } from "../schema/properties";
import { ownerKind } from "../atlas/endpoints/accessListOwners";
import { perRun, refusal } from "./run";
import type { OwnerNaming } from "../resources/accessList/owners";

/** What a resource for an access list is constructed with. */
interface Constructed<Args> {
    readonly args: Args;
    readonly options: pulumi.CustomResourceOptions;
}

/**
 * Ties a resource for an access list to the resource of its owner, if this program makes that: the deletion of the owner
 * deletes the list. So a destroy costs one call, and the owner is never without its list. If that deletion fails, the entries
 * are out of state and still at Atlas: so the next `up` adopts them, as nobody else's entries belong on such a list.
 *
 * @see https://www.pulumi.com/docs/iac/concepts/options/deletedwith/
 */
export function tiedToOwner<Args extends { onConflict?: unknown }>(
    naming: OwnerNaming,
    args: Args,
    options: pulumi.CustomResourceOptions = {},
): Constructed<Args> {
    const ownerId = ownerIdIn(naming, args);
    const owner = options.id === undefined ? ownerMadeHere(ownerId, options.deletedWith) : undefined;
    return owner === undefined
        ? { args, options }
        : {
              args: { ...args, onConflict: (args as Args | undefined)?.onConflict ?? "adopt" },
              options: { ...options, deletedWith: options.deletedWith ?? owner },
          };
}

/** A program in JavaScript may leave the arguments out. */
function ownerIdIn({ input }: OwnerNaming, args: object | undefined): unknown {
    return (args as Properties | undefined)?.[input];
}

/** The one resource that makes and deletes an owner; undefined where that is not sure. */
function ownerMadeHere(ownerId: unknown, given: pulumi.Resource | undefined): pulumi.Resource | undefined {
    const owner = ownerOf(ownerId, given);
    return owner !== undefined && isDeletedAtAtlas(owner) ? owner : undefined;
}

/** The one resource of an owner that an id comes from; undefined where there are several, or none. */
function ownerOf(ownerId: unknown, given?: pulumi.Resource): pulumi.Resource | undefined {
    const sources = pulumi.Output.isInstance(ownerId)
        ? [...(ownerId as unknown as InnerOutput).resources()]
        : [];
    const owners = (sources.length === 0 && given !== undefined ? [given] : sources).filter(isOwner);
    return owners.length === 1 ? owners[0] : undefined;
}

const entryCounts = perRun(() => new Map<pulumi.Resource, number>());

/**
 * Refuses one entry more than Atlas takes for an owner. The host does the same for owners whose ids are known; this is for
 * those that are still to be made.
 */
export function refuseTooManyEntries(name: string, naming: OwnerNaming, args: object): void {
    const run = pulumi.runtime.getStackResource();
    const owner = ownerOf(ownerIdIn(naming, args));
    if (run === undefined || owner === undefined) {
        return;
    }
    const counts = entryCounts(run);
    const count = (counts.get(owner) ?? 0) + 1;
    counts.set(owner, count);
    const { maxEntries = Infinity, shortName } = ownerKind(naming);
    if (count > maxEntries) {
        throw refusal(
            `${naming.entryKind} "${name}": it is number ${count} on one ${shortName}, and Atlas takes ${maxEntries}. Put neighbours together in blocks.`,
        );
    }
}

/** Every Output has it, though the SDK does not document it. */
interface InnerOutput {
    /** All resources that the value is made from. */
    resources(): ReadonlySet<pulumi.Resource>;
}

/** Kinds of resources whose deletion deletes a key or an account. An Organization has the first of either. */
const OWNER_KINDS = ["OrgApiKey", "OrgServiceAccount", "Organization"];

function isOwner(resource: pulumi.Resource): boolean {
    return OWNER_KINDS.some((kind) => isResourceOfKind(kind, resource));
}

/** Whether Pulumi deletes a resource, and that deletes the owner: else its entries would leave the state and stay at Atlas. */
function isDeletedAtAtlas(resource: pulumi.Resource): boolean {
    const construction = constructionOf(resource);
    // Its protection may come from a parent, or from a transformation.
    const { __protect: isProtected } = resource as { __protect?: boolean };
    return (
        construction !== undefined &&
        construction.options.id === undefined &&
        construction.options.retainOnDelete !== true &&
        isProtected !== true &&
        !isTakenOver(construction.args)
    );
}

/** An organization that was taken over may be left where it is. */
function isTakenOver({ existingOrgId }: Properties): boolean {
    return existingOrgId !== undefined;
}
