/** Components own children: they go after them, hand options down, and may be removed with them. */
export const runs = [
    { run: "up", variant: "whole" },
    { run: "preview", variant: "without inner" },
    { run: "up" },
    { run: "destroy" },
];

export function program({ Thing, Component, variant }) {
    const outer = new Component("outer");
    new Thing("child", {}, { parent: outer });
    if (variant === "whole") {
        const inner = new Component("inner", { parent: outer });
        const grandchild = new Thing("grandchild", {}, { parent: inner });
        new Thing("of-grandchild", {}, { parent: grandchild });
    }
    new Thing("beside", {}, { dependsOn: [outer] });
}
