/** What depends on nothing runs together; what depends on something waits for its end. */
export const parallel = 8;

const MEET = (method) => ({
    a: { [method]: { until: `b ${method}` } },
    b: { [method]: { until: `a ${method}` } },
});

export const runs = [
    {
        run: "up",
        variant: "one",
        things: MEET("create"),
        order: [
            ["a create", "c create"],
            ["b create", "c create"],
            ["c create", "d create"],
            ["child create", "after-component create"],
        ],
    },
    { run: "up", variant: "two", things: MEET("update"), order: [["a update", "c update"]] },
    { run: "refresh", things: MEET("read") },
    {
        run: "destroy",
        things: MEET("delete"),
        order: [
            ["d delete", "c delete"],
            ["c delete", "a delete"],
            ["c delete", "b delete"],
            ["after-component delete", "child delete"],
        ],
    },
];

export function program({ Thing, Component, variant }) {
    const a = new Thing("a", { value: variant });
    const b = new Thing("b", { value: variant });
    const c = new Thing("c", { value: variant }, { dependsOn: [a, b] });
    new Thing("d", { value: c.out });
    const component = new Component("component");
    new Thing("child", {}, { parent: component });
    new Thing("after-component", {}, { dependsOn: component });
}
