import type * as pulumi from "@pulumi/pulumi";
import { AtlasResource, isResourceOfKind } from "./atlasResource";
import { OF_API_KEY, OF_SERVICE_ACCOUNT } from "../resources/accessList/owners";
import type { UnconfirmedEntry } from "../resources/accessList/unconfirmed";
import { refuseTooManyEntries, tiedToOwner } from "./tiedToOwner";
import type {
    OrgApiKeyAccessListEntryArgs,
    OrgApiKeyAccessListEntryState,
    OrgServiceAccountAccessListEntryArgs,
    OrgServiceAccountAccessListEntryState,
} from "../resources/accessList/entryKinds";
import {
    orgApiKeyAccessListEntryLifecycle,
    orgServiceAccountAccessListEntryLifecycle,
} from "../resources/accessList/entryKinds";

/**
 * An address, or a block of addresses, from which an API key may be used. A key without entries may be used from
 * anywhere, unless the organization requires a list; the first entry restricts it to its list.
 *
 * ```ts
 * new atlas.OrgApiKeyAccessListEntry("ci", { orgId, apiKeyId: runner.apiKeyId, cidrBlock: "203.0.113.0/24" });
 * ```
 *
 * The credential needs the role ORG_OWNER, and must be used from an address on its own list if it has one.
 *
 * @throws pulumi.RunError on bad inputs.
 * @see https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-createorgapikeyaccesslistentry
 */
export class OrgApiKeyAccessListEntry extends AtlasResource {
    /**
     * Looks up an entry by "<orgId>-<apiKeyId>-<address>"; Pulumi does not manage what it looks up.
     *
     * @throws when the entry does not exist: the run fails.
     */
    static get(
        name: string,
        id: pulumi.Input<pulumi.ID>,
        state: OrgApiKeyAccessListEntryState = {},
        options?: pulumi.CustomResourceOptions,
    ): OrgApiKeyAccessListEntry {
        return new OrgApiKeyAccessListEntry(name, state as OrgApiKeyAccessListEntryArgs, { ...options, id });
    }

    /** Whether a value is an OrgApiKeyAccessListEntry, also one of another copy of this package. */
    static override isInstance(value: unknown): value is OrgApiKeyAccessListEntry {
        return isResourceOfKind(orgApiKeyAccessListEntryLifecycle.definition.kind, value);
    }

    /** The id of the organization. */
    declare public readonly orgId: pulumi.Output<string>;
    /** The id of the key. */
    declare public readonly apiKeyId: pulumi.Output<string>;
    /** The address as the program spells it, if it gave one. */
    declare public readonly ipAddress: pulumi.Output<string | undefined>;
    /** The block as the program spells it, if it gave one. */
    declare public readonly cidrBlock: pulumi.Output<string | undefined>;
    /** As given. */
    declare public readonly onConflict: pulumi.Output<"fail" | "adopt" | undefined>;
    /** As given. */
    declare public readonly allowLockout: pulumi.Output<boolean | undefined>;
    /**
     * The address in its canonical spelling: "192.0.2.1", "203.0.113.0/24", "2001:db8::1". A secret if the input is; the
     * resource's id holds it as well, and cannot be one.
     */
    declare public readonly address: pulumi.Output<string>;
    /** When the entry was made: ISO 8601, UTC. */
    declare public readonly created: pulumi.Output<string | undefined>;
    /**
     * The entry itself, while it is not known whether Atlas has made it: its answer was lost, and the list could not be read
     * since. Undefined if nothing is in doubt. The next refresh, update or deletion finds out. A secret if the address is.
     */
    declare public readonly unconfirmed: pulumi.Output<UnconfirmedEntry[] | undefined>;

    constructor(name: string, args: OrgApiKeyAccessListEntryArgs, options?: pulumi.CustomResourceOptions) {
        const tied = tiedToOwner(OF_API_KEY, args, options);
        super(orgApiKeyAccessListEntryLifecycle.definition, name, tied.args, tied.options);
    }
}

/**
 * An address, or a block of addresses, from which a service account may be used. An account without entries may be used from
 * anywhere, unless the organization requires a list; the first entry restricts it to its list.
 *
 * ```ts
 * new atlas.OrgServiceAccountAccessListEntry("ci", { orgId, clientId: runner.clientId, cidrBlock: "203.0.113.0/24" });
 * ```
 *
 * The credential needs the role ORG_OWNER, and must be used from an address on its own list if it has one.
 *
 * @throws pulumi.RunError on bad inputs.
 * @see https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-createorgserviceaccountaccesslist
 */
export class OrgServiceAccountAccessListEntry extends AtlasResource {
    /**
     * Looks up an entry by "<orgId>-<clientId>-<address>"; Pulumi does not manage what it looks up.
     *
     * @throws when the entry does not exist: the run fails.
     */
    static get(
        name: string,
        id: pulumi.Input<pulumi.ID>,
        state: OrgServiceAccountAccessListEntryState = {},
        options?: pulumi.CustomResourceOptions,
    ): OrgServiceAccountAccessListEntry {
        return new OrgServiceAccountAccessListEntry(name, state as OrgServiceAccountAccessListEntryArgs, {
            ...options,
            id,
        });
    }

    /** Whether a value is an OrgServiceAccountAccessListEntry, also one of another copy of this package. */
    static override isInstance(value: unknown): value is OrgServiceAccountAccessListEntry {
        return isResourceOfKind(orgServiceAccountAccessListEntryLifecycle.definition.kind, value);
    }

    /** The id of the organization. */
    declare public readonly orgId: pulumi.Output<string>;
    /** The client id of the account. */
    declare public readonly clientId: pulumi.Output<string>;
    /** The address as the program spells it, if it gave one. */
    declare public readonly ipAddress: pulumi.Output<string | undefined>;
    /** The block as the program spells it, if it gave one. */
    declare public readonly cidrBlock: pulumi.Output<string | undefined>;
    /** As given. */
    declare public readonly onConflict: pulumi.Output<"fail" | "adopt" | undefined>;
    /** As given. */
    declare public readonly allowLockout: pulumi.Output<boolean | undefined>;
    /**
     * The address in its canonical spelling: "192.0.2.1", "203.0.113.0/24", "2001:db8::1". A secret if the input is; the
     * resource's id holds it as well, and cannot be one.
     */
    declare public readonly address: pulumi.Output<string>;
    /** When the entry was made: ISO 8601, UTC. */
    declare public readonly created: pulumi.Output<string | undefined>;
    /**
     * The entry itself, while it is not known whether Atlas has made it: its answer was lost, and the list could not be read
     * since. Undefined if nothing is in doubt. The next refresh, update or deletion finds out. A secret if the address is.
     */
    declare public readonly unconfirmed: pulumi.Output<UnconfirmedEntry[] | undefined>;

    constructor(
        name: string,
        args: OrgServiceAccountAccessListEntryArgs,
        options?: pulumi.CustomResourceOptions,
    ) {
        if (options?.id === undefined) {
            refuseTooManyEntries(name, OF_SERVICE_ACCOUNT, args);
        }
        const tied = tiedToOwner(OF_SERVICE_ACCOUNT, args, options);
        super(orgServiceAccountAccessListEntryLifecycle.definition, name, tied.args, tied.options);
    }
}
