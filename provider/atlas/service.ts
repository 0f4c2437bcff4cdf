import type { Service } from "./errors/errors";
import { DEFAULT_BASE_URL } from "./transport/baseUrl";

/** Cloud Manager has the same address as Atlas. */
export function serviceAt(baseUrl: string, isPublicApi: boolean): Service {
    return !isPublicApi ? "Atlas" : baseUrl === DEFAULT_BASE_URL ? "Cloud Manager" : "Ops Manager";
}
