/** A new name or a new parent is a new resource, unless aliases say what it was. */
export const runs = [
    { run: "up", variant: "before" },
    { run: "preview", variant: "after" },
    { run: "up" },
    { run: "up" },
];

export function program({ pulumi, Thing, Component, variant }) {
    const component = new Component("component");
    if (variant === "before") {
        new Thing("a");
        const b = new Thing("b");
        new Thing("by-urn");
        new Thing("moved");
        new Thing("moved-with-alias");
        new Thing("depends-on-b", { value: b.out }, { dependsOn: [b] });
        return;
    }
    new Thing("a2", { label: "a" });
    const b = new Thing("b2", { label: "b" }, { aliases: [{ name: "b" }] });
    const urn = "urn:pulumi:dev::conformance::pulumi-nodejs:dynamic/conformance:Thing::by-urn";
    new Thing("by-urn-2", { label: "by-urn" }, { aliases: [urn] });
    new Thing("moved", {}, { parent: component });
    new Thing("moved-with-alias", {}, { parent: component, aliases: [{ parent: pulumi.rootStackResource }] });
    new Thing("depends-on-b", { value: b.out }, { dependsOn: [b] });
}
