import * as pulumi from "@pulumi/pulumi";
import type { ResourceDefinition } from "../../core/lifecycle";
import { plainValues } from "./plainValues";
import type { Properties } from "../../core/properties";
import { containsUnknown } from "../../core/unknown";

/**
 * Adds to the secret outputs of a resource those that repeat an input which the program has marked as a secret, wholly
 * or in part. Whether an Output is a secret is a promise: this resolves when the list is complete, and is undefined
 * if it is complete already.
 */
export function addRepeatedSecrets(
    definition: ResourceDefinition,
    args: Properties,
    secretOutputs: string[],
): Promise<unknown> | undefined {
    const inputs = definition.inputs.filter((input) => containsUnknown(plainValues(args[input])));
    const marked = inputs.map(async (input) => {
        if (await isSecret(args[input])) {
            secretOutputs.push(...outputsThatRepeat(definition, input));
        }
    });
    return marked.length === 0 ? undefined : Promise.all(marked);
}

/** Also whether it holds a secret. */
async function isSecret(value: unknown): Promise<boolean> {
    try {
        return await pulumi.isSecret(pulumi.output(value));
    } catch {
        // A value that cannot be had fails the registration, with the words of whoever made it.
        return false;
    }
}

function outputsThatRepeat({ repeats = {} }: ResourceDefinition, input: string): string[] {
    return Object.keys(repeats).filter((output) => repeats[output]?.includes(input));
}
