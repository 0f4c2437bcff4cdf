import * as pulumi from "@pulumi/pulumi";
import * as atlas from "pulumi-atlas-org";

/** An organization of Ops Manager (or Cloud Manager) that is migrated, with an API key of its own. */
interface Source {
    readonly name: string;
    readonly orgId: string;
    readonly publicKey: string;
}

const config = new pulumi.Config();
const orgId = config.require("orgId");
const sources = config.requireObject<Source[]>("sources");
const migrationHosts = config.requireObject<string[]>("migrationHosts");

// Ops Manager and the migration hosts call Atlas over these links, from these addresses and no others. They are the
// addresses that Atlas sees: behind NAT, those of the gateway.
const accessListIps = [config.require("opsManagerAddress"), ...migrationHosts];

// All tokens rotate together, as Atlas cannot delete a given one: any other value makes new ones, and the sources are
// connected with them in the same `pulumi up`.
const keepers = { issue: config.get("tokenIssue") ?? "1" };

// Set after the last deployment was cut over. Nothing is declared then, and the next `pulumi up` takes both ends down: the
// sources are disconnected, then the links go with the API keys that Atlas made for them. A migration that is active
// stands in the way, so it cannot come too early.
const isCutOver = config.getBoolean("cutOver") ?? false;

const connections = isCutOver ? [] : sources.map((source) => ({ source, link: connect(source) }));

/** Each source organization has a token of its own. */
function connect({ name, orgId: sourceOrgId, publicKey }: Source) {
    const { linkToken } = new atlas.LinkToken(name, { orgId, accessListIps, keepers });
    const opsManager = new atlas.Provider(name, {
        baseUrl: config.require("opsManagerUrl"),
        allowHttp: config.getBoolean("allowHttp"),
        publicKey,
        privateKey: config.requireSecret(`${name}PrivateKey`),
    });
    return new atlas.MigrationLink(name, { orgId: sourceOrgId, linkToken }, { provider: opsManager });
}

/** "SYNCED" for each source that is connected. */
export const status = Object.fromEntries(connections.map(({ source, link }) => [source.name, link.status]));

/** What can be migrated, as Atlas lists it once the sources are connected and have migration hosts. */
export const projects = isCutOver
    ? []
    : atlas.getLiveMigrationProjectsOutput({ orgId }, { dependsOn: connections.map(({ link }) => link) })
          .projects;

// Outputs are written also when something is refused, so they say what is asked for, and not that it has happened.
export const nextSteps = isCutOver
    ? [
          "cutOver is set, so `pulumi up` disconnects the sources and removes the links. It fails while a migration is active, and the link stays: end the migration, then pulumi up",
          "Once pulumi up has succeeded: shut the migration hosts down, then: pulumi destroy",
      ]
    : [
          `Set up a migration host for each deployment, on ${migrationHosts.join(", ")}`,
          "See what can be migrated then: pulumi up && pulumi stack output projects",
          "See whether the sources are still connected: pulumi refresh",
          "Migrate the deployments of each source, one at a time, and cut them over",
          "Take both ends down: pulumi config set cutOver true && pulumi up",
      ];
