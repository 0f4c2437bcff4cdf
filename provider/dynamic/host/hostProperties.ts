import type { Properties } from "../../core/properties";
import { isPresent } from "../../core/properties";
import { PROVIDER_PROPERTY } from "../wireContract";

/** What a lifecycle sees: without Pulumi's own property, and with null counting as absent. */
export function withoutHostProperties(properties: Properties): Record<string, unknown> {
    return Object.fromEntries(
        Object.entries(properties).filter(([name, value]) => name !== PROVIDER_PROPERTY && isPresent(value)),
    );
}
