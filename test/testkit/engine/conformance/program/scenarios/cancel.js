/** A run that is cancelled while a create is under way starts nothing more, but waits for that one. */
export const runs = [
    {
        run: "up",
        variant: "cancelled",
        abortAt: "b create",
        things: { b: { create: { until: "cancelled" } } },
    },
    { run: "preview", variant: "whole" },
    { run: "up" },
];

export function program({ Thing }) {
    new Thing("a");
    const b = new Thing("b");
    new Thing("c", { value: b.out });
}
