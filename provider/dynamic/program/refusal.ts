import * as pulumi from "@pulumi/pulumi";

/** A frame of the SDK, as its source maps name it: "…/node_modules/@pulumi/resource.ts:1598:22". */
const SDK_FRAME = /[\\/]node_modules[\\/]@pulumi[\\/]/;

/**
 * The error that ends a program which asks for something wrong. Pulumi shows its message and no stack, but formats the
 * stack all the same: on Node 20 an SDK frame then keeps util.inspect busy for half a minute, until memory for its text
 * runs out. So the stack holds the frames of the program only.
 */
export function refusal(message: string): pulumi.RunError {
    const error = new pulumi.RunError(message);
    const lines = error.stack?.split("\n") ?? [];
    error.stack = lines.filter((line) => !SDK_FRAME.test(line)).join("\n");
    return error;
}
