// Loaded before anything else of the testkit: Node's own error would name a module and not say what to do.
try {
    require.resolve("fastify");
} catch (cause) {
    throw new Error(
        "pulumi-atlas-org/testkit needs fastify, an optional peer dependency: npm install --save-dev fastify",
        { cause },
    );
}

export {};
