import type { AccessListOwner } from "../../atlas/endpoints/accessListOwners";
import { listApiKeys } from "../../atlas/endpoints/apiKeys";
import { mapList, shownMembers } from "../../atlas/endpoints/pages";
import { listServiceAccounts } from "../../atlas/endpoints/serviceAccounts";
import type { ListedResource } from "../../runtime/lifecycle";
import type { ProviderInstance } from "../../runtime/providerInstance";
import { accessListOf } from "./accessListOfRun";
import type { AccessList } from "./listing";
import { addressesOn } from "./listing";
import { entryName, listName } from "./owners";
import type { OwnerNaming } from "./owners";

/** The access lists in an organization that have entries. */
export async function* listedLists(
    instance: ProviderInstance,
    naming: OwnerNaming,
    orgId: string,
): AsyncGenerator<ListedResource> {
    for await (const { owner, name } of listsIn(instance, naming, orgId)) {
        yield { id: listName(owner), name: `${name} access list` };
    }
}

/** The entries on all access lists in an organization. */
export async function* listedEntries(
    instance: ProviderInstance,
    naming: OwnerNaming,
    orgId: string,
): AsyncGenerator<ListedResource> {
    for await (const { owner, name, list } of listsIn(instance, naming, orgId)) {
        for (const address of list.keys()) {
            yield { id: entryName(owner, address), name: `${name} ${address}` };
        }
    }
}

interface NamedOwner {
    readonly owner: AccessListOwner;
    readonly name: string;
}

/** As many as the client sends at the same time. */
const LISTS_AT_A_TIME = 8;

async function* listsIn(
    instance: ProviderInstance,
    naming: OwnerNaming,
    orgId: string,
): AsyncGenerator<NamedOwner & { readonly list: AccessList }> {
    const owners = await ownersIn(instance, naming, orgId);
    for (let first = 0; first < owners.length; first += LISTS_AT_A_TIME) {
        const some = owners.slice(first, first + LISTS_AT_A_TIME);
        const lists = await Promise.all(some.map(({ owner }) => accessListOf(instance, owner).entries()));
        for (const [index, named] of some.entries()) {
            const list = lists[index];
            if (shownMembers(addressesOn(list), instance).length > 0) {
                yield { ...named, list: list as AccessList };
            }
        }
    }
}

async function ownersIn(
    instance: ProviderInstance,
    { kind }: OwnerNaming,
    orgId: string,
): Promise<NamedOwner[]> {
    const { client } = instance;
    const found =
        kind === "apiKey"
            ? mapList(await listApiKeys(client, orgId), ({ id, desc = "" }) => ({ id, name: desc }))
            : mapList(await listServiceAccounts(client, orgId), ({ clientId: id, name = "" }) => ({
                  id,
                  name,
              }));
    return shownMembers(found, instance).map(({ id, name }) => ({
        owner: { orgId, kind, id },
        name,
    }));
}
