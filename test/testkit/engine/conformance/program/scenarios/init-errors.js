/** A thing that exists but is not ready stays in state; the next up updates it, whatever diff says. */
export const runs = [
    {
        run: "up",
        variant: "one",
        things: { a: { create: { partial: { reasons: ["not ready", "try again"] } } } },
    },
    { run: "preview" },
    { run: "up", things: { a: { update: { partial: { reasons: ["still not ready"] } } } } },
    { run: "up" },
    {
        run: "up",
        variant: "two",
        things: { a: { update: { partial: { reasons: ["broken by the update"] } } } },
    },
    { run: "destroy" },
];

export function program({ Thing, variant }) {
    const a = new Thing("a", { value: variant }, { additionalSecretOutputs: ["out"] });
    new Thing("b", { value: a.out });
}
