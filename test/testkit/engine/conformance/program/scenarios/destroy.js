/** A destroy goes backwards: resources, then their provider, then what that came from; a failed one is taken up again. */
export const runs = [
    { run: "up" },
    { run: "destroy", things: { c: { delete: { throw: "c stays for now" } } } },
    { run: "destroy", things: { b: { delete: { throw: "b stays for now" } } } },
    { run: "destroy" },
];

export function program({ Thing, Component, Instance }) {
    const a = new Thing("a");
    const instance = new Instance("instance", { token: a.out });
    const b = new Thing("b", {}, { provider: instance });
    const c = new Thing("c", { value: b.out }, { provider: instance });
    new Thing("d", { value: c.out }, { provider: instance });
    const component = new Component("component");
    new Thing("child", {}, { parent: component });
    new Thing("child-of-a", {}, { parent: a });
}
