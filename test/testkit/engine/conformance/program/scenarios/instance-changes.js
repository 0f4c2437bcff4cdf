/** A provider instance that is replaced, renamed or given up touches no resource: all of them are the same thing. */
export const runs = [
    { run: "up", variant: "instance" },
    { run: "up", replace: ["instance"] },
    { run: "up", variant: "renamed" },
    { run: "up", variant: "default" },
];

export function program({ Thing, Instance, variant }) {
    if (variant === "default") {
        new Thing("a");
        return;
    }
    const instance = new Instance(variant, { plain: "one" });
    new Thing("a", {}, { provider: instance });
}
