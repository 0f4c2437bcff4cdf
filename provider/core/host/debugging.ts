/**
 * Whether to log every request: PULUMI_ATLAS_DEBUG=1, or the engine's own verbose logging, which it passes on to the
 * host as arguments (`pulumi up --logflow -v=9`).
 */
export function isDebugging(environment: NodeJS.ProcessEnv, args: readonly string[]): boolean {
    const asked = environment["PULUMI_ATLAS_DEBUG"] ?? "";
    return !["", "0", "false"].includes(asked) || args.some((arg) => /^-v=[1-9]/.test(arg));
}
