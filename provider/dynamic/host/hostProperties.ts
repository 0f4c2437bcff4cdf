import type { Properties } from "../../core/properties";
import { withoutNull } from "../../core/properties";
import { PROVIDER_PROPERTY } from "../wireContract";

/** What a lifecycle sees: without Pulumi's own property, and with null counting as absent. */
export function withoutHostProperties({
    [PROVIDER_PROPERTY]: _loader,
    ...properties
}: Properties): Record<string, unknown> {
    return withoutNull(properties);
}
