import * as host from "pulumi-atlas-org/host";
import type { Kind } from "./host";

/** Every kind of resource, as the host's exports have it: "linkToken" serves LinkToken. */
export const KINDS = Object.keys(host).map(
    (name) => name.charAt(0).toUpperCase() + name.slice(1),
) as readonly Kind[];
