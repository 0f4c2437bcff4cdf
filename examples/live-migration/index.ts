import * as pulumi from "@pulumi/pulumi";
import * as atlas from "pulumi-atlas-org";

const config = new pulumi.Config();

// Ops Manager and the migration hosts call Atlas over this link, from these addresses and no others. They are the
// addresses that Atlas sees: behind NAT, those of the gateway. A change makes a new token, which has to be entered again.
const opsManagerAddress = config.require("opsManagerAddress");
const migrationHosts = config.requireObject<string[]>("migrationHosts");

// Set after the last deployment was cut over. The link is no longer declared then, and the next `pulumi up` removes it
// with the API key that Atlas made for it. Atlas refuses while a migration is active, so it cannot come too early.
const isCutOver = config.getBoolean("cutOver") ?? false;

// Not protected, as it is meant to go, and a migration that is active protects it at Atlas.
const link = isCutOver
    ? undefined
    : new atlas.LinkToken("ops-manager", {
          orgId: config.require("orgId"),
          accessListIps: [opsManagerAddress, ...migrationHosts],
          // Any other value rotates the token, for example after it was pasted into the wrong window.
          keepers: { issue: config.get("tokenIssue") ?? "1" },
      });

/** The token for Ops Manager; always a secret. Atlas shows it once, so this stack's state is where it is kept. */
export const linkToken = link?.linkToken ?? "none: cutOver asks for no link";

// Outputs are written also when Atlas refuses something, so they say what is asked for, and not that it has happened.
export const nextSteps = isCutOver
    ? [
          "cutOver is set, so `pulumi up` removes the link. It fails while a migration is active, and the link stays: end the migration, then pulumi up",
          "Once pulumi up has succeeded: shut the migration hosts down, then: pulumi destroy",
      ]
    : [
          "Show the token: pulumi stack output --show-secrets linkToken",
          "Ops Manager > Organization Settings > General Settings > Live Migration: Connect to Atlas: paste it there",
          `Set up a migration host for each deployment, on ${migrationHosts.join(", ")}`,
          "Migrate the deployments of this Ops Manager organization, one at a time, and cut them over",
          "Remove the link: pulumi config set cutOver true && pulumi up",
      ];
