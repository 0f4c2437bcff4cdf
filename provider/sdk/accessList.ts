import type * as pulumi from "@pulumi/pulumi";
import { AtlasResource, isResourceOfKind } from "./atlasResource";
import { OF_API_KEY, OF_SERVICE_ACCOUNT } from "../resources/accessList/owners";
import type { UnconfirmedEntry } from "../resources/accessList/unconfirmed";
import { tiedToOwner } from "./tiedToOwner";
import type {
    OrgApiKeyAccessListArgs,
    OrgApiKeyAccessListState,
    OrgServiceAccountAccessListArgs,
    OrgServiceAccountAccessListState,
} from "../resources/accessList/listKinds";
import {
    orgApiKeyAccessListLifecycle,
    orgServiceAccountAccessListLifecycle,
} from "../resources/accessList/listKinds";

/**
 * The addresses and blocks of addresses from which an API key may be used, as one resource: however many they are, they
 * are added in one call, and read 500 at a time. A key without entries may be used from anywhere, unless the
 * organization requires a list.
 *
 * ```ts
 * new atlas.OrgApiKeyAccessList("runner", {
 *     orgId, apiKeyId: runner.apiKeyId, entries: ["203.0.113.0/24", "198.51.100.7"],
 * });
 * ```
 *
 * In one program, a key has either this or `OrgApiKeyAccessListEntry`s. The credential needs the role ORG_OWNER, and
 * must be used from an address on its own list if it has one.
 *
 * @throws pulumi.RunError on bad inputs, and if another resource of the program manages the list of the same key.
 * @see https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-createorgapikeyaccesslistentry
 */
export class OrgApiKeyAccessList extends AtlasResource {
    /**
     * Looks up the whole list of a key by "<orgId>-<apiKeyId>"; Pulumi does not manage what it looks up.
     *
     * @throws when the key does not exist: the run fails.
     */
    static get(
        name: string,
        id: pulumi.Input<pulumi.ID>,
        state: OrgApiKeyAccessListState = {},
        options?: pulumi.CustomResourceOptions,
    ): OrgApiKeyAccessList {
        return new OrgApiKeyAccessList(name, state as OrgApiKeyAccessListArgs, { ...options, id });
    }

    /** Whether a value is an OrgApiKeyAccessList, also one of another copy of this package. */
    static override isInstance(value: unknown): value is OrgApiKeyAccessList {
        return isResourceOfKind(orgApiKeyAccessListLifecycle.definition.kind, value);
    }

    /** The id of the organization. */
    declare public readonly orgId: pulumi.Output<string>;
    /** The id of the key. */
    declare public readonly apiKeyId: pulumi.Output<string>;
    /** What stands on the list, as the program spells it; with mode "additive", only what the program declares. */
    declare public readonly entries: pulumi.Output<string[]>;
    /** As given. */
    declare public readonly mode: pulumi.Output<"authoritative" | "additive" | undefined>;
    /** As given. */
    declare public readonly onConflict: pulumi.Output<"leave" | "adopt" | undefined>;
    /** As given. */
    declare public readonly allowLockout: pulumi.Output<boolean | undefined>;
    /**
     * What this resource has put on the list itself, or has taken over, in canonical spelling: "192.0.2.1", "2001:db8::1". A
     * secret if `entries` is, or one of them.
     */
    declare public readonly added: pulumi.Output<string[]>;
    /**
     * What this resource may have put on the list: Atlas's answer was lost, and the list could not be read since. Undefined
     * if nothing is in doubt. The next refresh, update or deletion finds out. A secret if `entries` is, or one of them.
     */
    declare public readonly unconfirmed: pulumi.Output<UnconfirmedEntry[] | undefined>;

    constructor(name: string, args: OrgApiKeyAccessListArgs, options?: pulumi.CustomResourceOptions) {
        const tied = tiedToOwner(OF_API_KEY, args, options);
        super(orgApiKeyAccessListLifecycle.definition, name, tied.args, tied.options);
    }
}

/**
 * The addresses and blocks of addresses from which a service account may be used, as one resource: however many they are, they
 * are added in one call, and read in one call. An account without entries may be used from anywhere, unless the
 * organization requires a list.
 *
 * ```ts
 * new atlas.OrgServiceAccountAccessList("runner", {
 *     orgId, clientId: runner.clientId, entries: ["203.0.113.0/24", "198.51.100.7"],
 * });
 * ```
 *
 * In one program, an account has either this or `OrgServiceAccountAccessListEntry`s. The credential needs the role ORG_OWNER, and
 * must be used from an address on its own list if it has one.
 *
 * @throws pulumi.RunError on bad inputs, and if another resource of the program manages the list of the same account.
 * @see https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-createorgserviceaccountaccesslist
 */
export class OrgServiceAccountAccessList extends AtlasResource {
    /**
     * Looks up the whole list of an account by "<orgId>-<clientId>"; Pulumi does not manage what it looks up.
     *
     * @throws when the account does not exist: the run fails.
     */
    static get(
        name: string,
        id: pulumi.Input<pulumi.ID>,
        state: OrgServiceAccountAccessListState = {},
        options?: pulumi.CustomResourceOptions,
    ): OrgServiceAccountAccessList {
        return new OrgServiceAccountAccessList(name, state as OrgServiceAccountAccessListArgs, {
            ...options,
            id,
        });
    }

    /** Whether a value is an OrgServiceAccountAccessList, also one of another copy of this package. */
    static override isInstance(value: unknown): value is OrgServiceAccountAccessList {
        return isResourceOfKind(orgServiceAccountAccessListLifecycle.definition.kind, value);
    }

    /** The id of the organization. */
    declare public readonly orgId: pulumi.Output<string>;
    /** The client id of the account. */
    declare public readonly clientId: pulumi.Output<string>;
    /** What stands on the list, as the program spells it; with mode "additive", only what the program declares. */
    declare public readonly entries: pulumi.Output<string[]>;
    /** As given. */
    declare public readonly mode: pulumi.Output<"authoritative" | "additive" | undefined>;
    /** As given. */
    declare public readonly onConflict: pulumi.Output<"leave" | "adopt" | undefined>;
    /** As given. */
    declare public readonly allowLockout: pulumi.Output<boolean | undefined>;
    /**
     * What this resource has put on the list itself, or has taken over, in canonical spelling: "192.0.2.1", "2001:db8::1". A
     * secret if `entries` is, or one of them.
     */
    declare public readonly added: pulumi.Output<string[]>;
    /**
     * What this resource may have put on the list: Atlas's answer was lost, and the list could not be read since. Undefined
     * if nothing is in doubt. The next refresh, update or deletion finds out. A secret if `entries` is, or one of them.
     */
    declare public readonly unconfirmed: pulumi.Output<UnconfirmedEntry[] | undefined>;

    constructor(name: string, args: OrgServiceAccountAccessListArgs, options?: pulumi.CustomResourceOptions) {
        const tied = tiedToOwner(OF_SERVICE_ACCOUNT, args, options);
        super(orgServiceAccountAccessListLifecycle.definition, name, tied.args, tied.options);
    }
}
