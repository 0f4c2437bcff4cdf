import { DEFAULT_BASE_URL } from "./transport/baseUrl";

/** What the client calls. */
export type Service = "Atlas" | "Ops Manager" | "Cloud Manager";

/** Cloud Manager has the same address as Atlas. */
export function serviceAt(baseUrl: string, isPublicApi: boolean): Service {
    return !isPublicApi ? "Atlas" : baseUrl === DEFAULT_BASE_URL ? "Cloud Manager" : "Ops Manager";
}
