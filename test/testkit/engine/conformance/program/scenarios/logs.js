/** What program and provider print is shown with the run. */
const LOUD = { stdout: "printed by the provider", stderr: "complained by the provider" };

export const runs = [
    { run: "preview", things: { a: { check: LOUD } } },
    { run: "up", things: { a: { create: LOUD } } },
    { run: "refresh", things: { a: { read: LOUD } } },
    { run: "destroy", things: { a: { delete: LOUD } } },
];

export async function program({ pulumi, Thing }) {
    process.stdout.write("printed by the program\n");
    process.stderr.write("complained by the program\n");
    const a = new Thing("a");
    await a.urn.promise();
    await pulumi.log.info("info of the program");
    await pulumi.log.warn("warning of a resource", a);
    await pulumi.log.debug("unseen");
}
