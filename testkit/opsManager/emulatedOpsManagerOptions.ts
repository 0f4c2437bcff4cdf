import type { EmulatedAtlas } from "../atlas/emulatedAtlas";
import type { MigrationLinkBehaviour } from "./migrationLinks";

/** How an emulated Ops Manager behaves. */
export interface EmulatedOpsManagerOptions extends MigrationLinkBehaviour {
    /** The Atlas that it migrates to. */
    readonly atlas: EmulatedAtlas;
    /** Time for nonces and the `Date` of replies. Default: the system's. */
    readonly clock?: { nowMs(): number };
}
