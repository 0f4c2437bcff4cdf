import * as pulumi from "@pulumi/pulumi";
import { constructionOf, isResourceOfKind } from "../../dynamic/program/atlasResource";
import type { Properties } from "../../core/properties";
import { OWNER_IS_MADE_HERE } from "../accessLists/owners";

/** What a resource for an access list is constructed with. */
interface Constructed<Args> {
    readonly args: Args;
    readonly options: pulumi.CustomResourceOptions;
}

/**
 * Ties a resource for an access list to the resource of its owner, if this program makes that: the deletion of the owner
 * deletes the list. So a destroy costs one call, and the owner is never without its list. What the host is told besides:
 * on such an owner nobody else's entries belong.
 *
 * @param ownerId the input that names the owner.
 * @see https://www.pulumi.com/docs/iac/concepts/options/deletedwith/
 */
export function tiedToOwner<Args extends object>(
    ownerId: unknown,
    args: Args,
    options: pulumi.CustomResourceOptions = {},
): Constructed<Args> {
    const owner = options.id === undefined ? ownerMadeHere(ownerId, options.deletedWith) : undefined;
    return owner === undefined
        ? { args, options }
        : {
              args: { ...args, [OWNER_IS_MADE_HERE]: true },
              options: { ...options, deletedWith: options.deletedWith ?? owner },
          };
}

/** The one resource that makes and deletes an owner; undefined where that is not sure. */
function ownerMadeHere(ownerId: unknown, given: pulumi.Resource | undefined): pulumi.Resource | undefined {
    const sources = pulumi.Output.isInstance(ownerId)
        ? [...(ownerId as unknown as InnerOutput).resources()]
        : [];
    const owners = (sources.length === 0 && given !== undefined ? [given] : sources).filter(isOwner);
    const [owner] = owners;
    return owners.length === 1 && owner !== undefined && isDeletedAtAtlas(owner) ? owner : undefined;
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
